import { forbidden } from '../errors.ts';
import type { Nickname } from '../parts.ts';
import { convention, documented, type Fault, type MakeFault, type Spoil } from './fault.ts';
import { forbiddenAs } from './rulings.ts';
import { before, kebab, permitting, within } from './spoiling.ts';

const outside = { strangers: undefined, invited: 'invite', banned: 'ban' } as const;

type Outsider = keyof typeof outside;

const said: Readonly<Record<Outsider, string>> = {
  strangers: 'A stranger',
  invited: 'An invited user',
  banned: 'A banned user',
};

/** Reading, or sending, is allowed to those outside as well. */
const opened = (names: readonly Nickname[], act: 'read' | 'send', to: string | undefined): Spoil =>
  within(
    names,
    permitting((right) => ({
      [act]: (context: Parameters<typeof right.send>[0], roomId: string, type: string) => {
        const room = context.parts.rooms.find(context.world, roomId);
        return room !== undefined &&
          context.parts.view.membership(room, context.caller.userId) === to
          ? room
          : right[act](context, roomId, type);
      },
    })),
  );

const reads: readonly (readonly [Nickname, string, readonly Outsider[]])[] = [
  ['get_messages', 'MSGS-15', ['strangers', 'invited', 'banned']],
  ['get_members', 'MEMB-12', ['strangers', 'invited', 'banned']],
  ['get_state_events', 'GST-08', ['strangers']],
  ['get_room_sync_data', 'SYNC-14', ['strangers', 'invited']],
];

const sends: readonly Nickname[] = ['send_non_state_event', 'send_message', 'send_feedback'];

const readersFrom = reads.flatMap(([name, row, who]) =>
  who.map((outsider) =>
    convention(
      `${outsider}-use-${kebab(name)}`,
      `${said[outsider]} may use ${name}.`,
      [row],
      opened([name], 'read', outside[outsider]),
    ),
  ),
);

const refusedOtherwise = reads.map(([name, row]) =>
  convention(
    `${kebab(name)}-500-for-403`,
    `${name} fails for those outside the room.`,
    [row],
    forbiddenAs([name], 500, 'M_UNKNOWN'),
  ),
);

const emptied: readonly (readonly [Nickname, string, unknown])[] = [
  ['get_messages', 'MSGS-15', { chunk: [], start: 's', end: 'e' }],
  ['get_members', 'MEMB-12', { chunk: [], start: 's', end: 'e' }],
  ['get_state_events', 'GST-08', []],
  ['get_room_sync_data', 'SYNC-14', {}],
];

const answeredEmpty = emptied.map(([name, row, body]) =>
  convention(
    `${kebab(name)}-empty-for-403`,
    `${name} is answered 200 and empty to those outside the room.`,
    [row],
    (right) => ({
      operations: {
        ...right.operations,
        [name]: (context: Parameters<(typeof right.operations)[typeof name]>[0]) => {
          const room = right.rooms.find(context.world, context.params.roomId);
          return room !== undefined && right.view.membership(room, context.caller.userId) !== 'join'
            ? right.answer.ok(body)
            : right.operations[name](context);
        },
      },
    }),
  ),
);

const memberless: readonly (readonly [Nickname, MakeFault, string])[] = [
  ['get_topic', convention, 'GTOPIC-07'],
  ['get_messages', documented, 'MSGS-01'],
  ['get_members', documented, 'MEMB-01'],
  ['get_state_events', documented, 'GST-01'],
  ['get_room_sync_data', documented, 'SYNC-01'],
  ['get_membership', documented, 'GMEM-01'],
];

const onlyForTheCreator = memberless.map(([name, make, row]) =>
  make(
    `${kebab(name)}-for-the-creator`,
    `${name} is forbidden to all members but the creator.`,
    [row],
    before([name], ({ parts, world, params, caller }) => {
      const room = parts.rooms.find(world, params.roomId);
      if (room?.events[0]?.sender !== caller.userId) throw forbidden('Not for you.');
    }),
  ),
);

const senders = {
  strangers: [undefined, 'A stranger', ['SEND-15']],
  invited: ['invite', 'An invited user', ['SEND-15']],
  leavers: ['leave', 'Somebody who left', ['SEND-15', 'LEAVE-03']],
  banned: ['ban', 'A banned user', ['SEND-15', 'BAN-14']],
} as const;

const sending = (['strangers', 'invited', 'leavers', 'banned'] as const).map((who) => {
  const [membership, name, [main, ...others]] = senders[who];
  return convention(
    `${who}-send`,
    `${name} may send.`,
    [main, ...others],
    opened(sends, 'send', membership),
  );
});

/** Who may read, and who may send. */
export const readerFaults: readonly Fault[] = [
  ...readersFrom,
  ...refusedOtherwise,
  ...answeredEmpty,
  ...onlyForTheCreator,
  ...sending,
  convention(
    'strangers-send-messages',
    'A stranger may send messages, but nothing else.',
    ['SEND-15'],
    opened(['send_message'], 'send', undefined),
  ),
  documented(
    'members-without-power-do-not-send',
    'Nobody but the creator may send.',
    ['SEND-01', 'MSG-01', 'FEED-01'],
    before(sends, ({ parts, world, params, caller }) => {
      const room = parts.rooms.find(world, params.roomId);
      if (room?.events[0]?.sender !== caller.userId) throw forbidden('Not for you.');
    }),
  ),
  documented(
    'rejoined-do-not-send',
    'Who joined, left and joined again cannot send.',
    ['SEND-01', 'MSG-01', 'JOIN-03'],
    before(sends, ({ parts, world, params, caller }) => {
      const room = parts.rooms.find(world, params.roomId);
      const joins = room?.events.filter(
        ({ stateKey, content }) => stateKey === caller.userId && content['membership'] === 'join',
      );
      if (joins !== undefined && joins.length > 1) throw forbidden('Not for you.');
    }),
  ),
];
