import { forbidden } from '../../errors.ts';
import type { Context, Nickname } from '../../parts.ts';
import { perRow, type Faults, type Requirements, type Spoil } from '../fault.ts';
import { before, changePermissions, forbidAs, kebab, onlyIn } from '../vocabulary/index.ts';

/** Users of one membership may read, or send, as members do; `none` is a stranger. */
const letOutsiders = (
  names: readonly Nickname[],
  action: 'read' | 'send',
  membership: string,
  when: (context: Context) => boolean = () => true,
): Spoil =>
  onlyIn(
    names,
    changePermissions((right) => ({
      [action]: (context: Context, roomId: string, type: string) => {
        const { parts, world, caller } = context;
        const room = parts.rooms.find(world, roomId);
        return room !== undefined &&
          when(context) &&
          (parts.view.membership(room, caller.userId) ?? 'none') === membership
          ? room
          : right[action](context, roomId, type);
      },
    })),
  );

const onlyTheCreator = ({ parts, world, params, caller }: Context): void => {
  const room = parts.rooms.find(world, params.roomId);
  if (room?.events[0]?.sender !== caller.userId) throw forbidden('Not for you.');
};

const sends: readonly Nickname[] = ['send_non_state_event', 'send_message', 'send_feedback'];

const emptyPage = { chunk: [], start: 's', end: 'e' };

const reads: readonly (readonly [Nickname, requirement: string, empty: unknown])[] = [
  ['get_messages', 'MSGS-15', emptyPage],
  ['get_members', 'MEMB-12', emptyPage],
  ['get_state_events', 'GST-08', []],
  ['get_room_sync_data', 'SYNC-14', {}],
];

const senders: readonly (readonly [string, string, membership: string, Requirements])[] = [
  ['strangers', 'A stranger', 'none', ['SEND-15']],
  ['invited', 'An invited user', 'invite', ['SEND-15']],
  ['leavers', 'A user who left', 'leave', ['SEND-15', 'LEAVE-03']],
  ['banned', 'A banned user', 'ban', ['SEND-15', 'BAN-14']],
];

/** Who may read a room, and who may send into it. */
export const outsiderFaults: Faults = {
  ...perRow(
    [
      ['strangers', 'A stranger', 'none', 'get_messages', 'MSGS-15'],
      ['invited', 'An invited user', 'invite', 'get_messages', 'MSGS-15'],
      ['banned', 'A banned user', 'ban', 'get_messages', 'MSGS-15'],
      ['strangers', 'A stranger', 'none', 'get_members', 'MEMB-12'],
      ['invited', 'An invited user', 'invite', 'get_members', 'MEMB-12'],
      ['banned', 'A banned user', 'ban', 'get_members', 'MEMB-12'],
      ['strangers', 'A stranger', 'none', 'get_state_events', 'GST-08'],
      ['strangers', 'A stranger', 'none', 'get_room_sync_data', 'SYNC-14'],
      ['invited', 'An invited user', 'invite', 'get_room_sync_data', 'SYNC-14'],
    ],
    ([id, who, membership, name, requirement]) => ({
      [`${id}-use-${kebab(name)}`]: {
        summary: `${who} may use ${name}.`,
        violates: [requirement],
        spoil: letOutsiders([name], 'read', membership),
      },
    }),
  ),
  ...perRow(
    [
      ['get_messages', 'from', 'MSGS-15'],
      ['get_room_sync_data', 'limit', 'SYNC-14'],
    ],
    ([name, parameter, requirement]) => ({
      [`strangers-use-${kebab(name)}-with-${parameter}`]: {
        summary: `A stranger may use ${name} with the parameter ${parameter}.`,
        violates: [requirement],
        spoil: letOutsiders([name], 'read', 'none', ({ request }) => request.query.has(parameter)),
      },
    }),
  ),
  ...perRow(reads, ([name, requirement, empty]) => ({
    [`${kebab(name)}-500-for-403`]: {
      summary: `${name} answers 500 instead of 403 to users who are not in the room.`,
      violates: [requirement],
      spoil: forbidAs([name], 500, 'M_UNKNOWN'),
    },
    [`${kebab(name)}-empty-for-403`]: {
      summary: `${name} answers 200 and nothing to users who are not in the room.`,
      violates: [requirement],
      spoil: ({ operations, rooms, view, answer }) => ({
        operations: {
          ...operations,
          [name]: (context: Context) => {
            const room = rooms.find(context.world, context.params.roomId);
            return room !== undefined && view.membership(room, context.caller.userId) !== 'join'
              ? answer.ok(empty)
              : operations[name](context);
          },
        },
      }),
    },
  })),
  ...perRow(
    [
      ['get_topic', 'GTOPIC-07'],
      ['get_messages', 'MSGS-01'],
      ['get_members', 'MEMB-01'],
      ['get_state_events', 'GST-01'],
      ['get_room_sync_data', 'SYNC-01'],
      ['get_membership', 'GMEM-01'],
    ],
    ([name, requirement]) => ({
      [`${kebab(name)}-for-the-creator`]: {
        summary: `${name} is forbidden to all members but the creator.`,
        violates: [requirement],
        spoil: before([name], onlyTheCreator),
      },
    }),
  ),
  ...perRow(senders, ([id, who, membership, violates]) => ({
    [`${id}-send`]: {
      summary: `${who} may send events.`,
      violates,
      spoil: letOutsiders(sends, 'send', membership),
    },
  })),
  'strangers-send-messages': {
    summary: 'A stranger may send messages, but no other events.',
    violates: ['SEND-15'],
    spoil: letOutsiders(['send_message'], 'send', 'none'),
  },
  'members-without-power-do-not-send': {
    summary: 'Only the creator may send events.',
    violates: ['SEND-01', 'MSG-01', 'FEED-01'],
    spoil: before(sends, onlyTheCreator),
  },
  'rejoined-do-not-send': {
    summary: 'A user who joined a second time cannot send events.',
    violates: ['SEND-01', 'MSG-01', 'JOIN-03', 'FEED-01', 'JOIN-10'],
    spoil: before(sends, ({ parts, world, params, caller }) => {
      const room = parts.rooms.find(world, params.roomId);
      const joins = room?.events.filter(
        ({ stateKey, content }) => stateKey === caller.userId && content['membership'] === 'join',
      );
      if (joins !== undefined && joins.length > 1) throw forbidden('Not for you.');
    }),
  },
};
