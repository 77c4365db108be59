import { forbidden } from '../../errors.ts';
import type { Room } from '../../domain/room.ts';
import type { Context, Nickname } from '../../parts.ts';
import { perRow, type Faults, type Requirements, type Spoil } from '../fault.ts';
import { before, changePermissions, changesOf, kebab, onlyIn } from '../vocabulary/index.ts';

/** What a user is to a room, in more words than a membership has. */
type Standing = 'stranger' | 'invited' | 'joined' | 'left' | 'kicked' | 'banned' | 'rejoined';

function standingOf(room: Room, userId: string): Standing {
  const changes = changesOf(room, userId);
  const last = changes.at(-1);
  const joins = changes.filter(({ content }) => content['membership'] === 'join').length;
  switch (last?.content['membership']) {
    case 'invite':
      return 'invited';
    case 'join':
      return joins > 1 ? 'rejoined' : 'joined';
    case 'ban':
      return 'banned';
    case 'leave':
      return last.sender === userId ? 'left' : 'kicked';
    default:
      return 'stranger';
  }
}

type Visibility = 'public' | 'private';

const find = (
  { parts, world, params, caller }: Context,
  standing: Standing,
  visibility: Visibility,
): Room | undefined => {
  const room = parts.rooms.find(world, params.roomId);
  if (room === undefined || standingOf(room, caller.userId) !== standing) return undefined;
  return (parts.view.joinRule(room) === 'public') === (visibility === 'public') ? room : undefined;
};

/** Users of one standing may use an operation, as members with power may. */
const letIn = (name: Nickname, standing: Standing, visibility: Visibility): Spoil =>
  onlyIn(
    [name],
    changePermissions(({ read, send, setState }) => ({
      read: (context, roomId) => find(context, standing, visibility) ?? read(context, roomId),
      send: (context, roomId, type) =>
        find(context, standing, visibility) ?? send(context, roomId, type),
      setState: (context, roomId, type) =>
        find(context, standing, visibility) ?? setState(context, roomId, type),
    })),
  );

/** Users of one standing may not use an operation although they are members. */
const keepOut = (name: Nickname, standing: Standing, visibility: Visibility): Spoil =>
  before([name], (context) => {
    const room = find(context, standing, visibility);
    if (room !== undefined && room.events[0]?.sender !== context.caller.userId)
      throw forbidden('Not for you.');
  });

const letInRows: readonly (readonly [Nickname, Standing, Visibility, Requirements])[] = [
  ['send_feedback', 'kicked', 'private', ['SEND-15']],
  ['send_feedback', 'stranger', 'public', ['SEND-15']],
  ['send_message', 'invited', 'public', ['SEND-15']],
  ['send_message', 'left', 'public', ['SEND-15', 'LEAVE-03']],
  ['send_non_state_event', 'banned', 'public', ['SEND-15', 'BAN-14']],
  ['send_non_state_event', 'kicked', 'public', ['SEND-15']],
  ['send_state_event', 'invited', 'public', ['STATE-17']],
  ['send_state_event', 'kicked', 'private', ['STATE-17']],
  ['send_state_event', 'rejoined', 'public', ['STATE-17']],
  ['set_topic', 'banned', 'public', ['TOPIC-11', 'BAN-14']],
  ['set_topic', 'invited', 'private', ['TOPIC-11']],
  ['set_topic', 'joined', 'public', ['TOPIC-11']],
  ['get_state_events', 'invited', 'private', ['GST-08']],
  ['get_state_events', 'banned', 'private', ['GST-08']],
];

const keepOutRows: readonly (readonly [Nickname, Standing, Visibility, Requirements])[] = [
  ['get_messages', 'rejoined', 'private', ['MSGS-01', 'MSGS-15']],
  ['get_members', 'rejoined', 'public', ['MEMB-01', 'MEMB-12']],
  ['get_topic', 'rejoined', 'private', ['GTOPIC-07']],
  ['get_membership', 'rejoined', 'public', ['GMEM-01']],
  ['get_state_events', 'joined', 'public', ['GST-01', 'GST-08']],
  ['get_room_sync_data', 'joined', 'public', ['SYNC-01', 'SYNC-14']],
  ['send_feedback', 'joined', 'public', ['FEED-01', 'SEND-15']],
  ['send_message', 'rejoined', 'public', ['MSG-01', 'SEND-15']],
];

/** Operations that are wrong for users of one standing, in rooms of one visibility. */
export const standingFaults: Faults = {
  ...perRow(letInRows, ([name, standing, visibility, violates]) => ({
    [`${standing}-use-${kebab(name)}-in-${visibility}-rooms`]: {
      summary: `A user who is ${standing} may use ${name} in ${visibility} rooms.`,
      violates,
      spoil: letIn(name, standing, visibility),
    },
  })),
  ...perRow(keepOutRows, ([name, standing, visibility, violates]) => ({
    [`${standing}-refused-${kebab(name)}-in-${visibility}-rooms`]: {
      summary: `A user who is ${standing} is refused ${name} in ${visibility} rooms.`,
      violates,
      spoil: keepOut(name, standing, visibility),
    },
  })),
};
