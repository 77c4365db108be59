import { forbidden } from '../../errors.ts';
import type { Answer, Context, Nickname } from '../../parts.ts';
import type { Faults, Spoil } from '../fault.ts';
import {
  both,
  changeMemberList,
  changePermissions,
  changeQuery,
  changesOf,
  changeView,
  hasMembership,
  listEventsIn,
  onlyIn,
  storeAs,
  storeContent,
  wrapOperation,
} from '../vocabulary/index.ts';

/** Who was the subject of a PUT with a txnId, and where: the room id and the user id. */
type BySubject = (roomId: string, userId: string) => boolean;

/** What goes wrong only after an operation was done by PUT. */
const afterPut =
  (
    name: 'join_room' | 'leave' | 'ban',
    subjectOf: (context: Context) => string,
    spoil: (isSubject: BySubject) => Spoil,
  ): Spoil =>
  (right) => {
    const subjects = new Set<string>();
    return both(
      wrapOperation([name], (perform) => async (context) => {
        const answer = await perform(context);
        const { roomId, txnId } = context.params;
        if (txnId !== '') subjects.add(`${roomId} ${subjectOf(context)}`);
        return answer;
      }),
      spoil((roomId, userId) => subjects.has(`${roomId} ${userId}`)),
    )(right);
  };

const callerOf = ({ caller }: Context): string => caller.userId;

const targetOf = ({ parts, request }: Context): string =>
  String(parts.validate.object(request.body)['user_id']);

const sends: readonly Nickname[] = ['send_non_state_event', 'send_message', 'send_feedback'];

/** A message is taken for the one before it, if another user sent it with an equal body. */
const equalMessagesAreOne: Spoil = (right) => {
  const latest = new Map<string, { readonly text: string; readonly by: string; answer: Answer }>();
  return wrapOperation(['send_message'], (perform) => async (context) => {
    const { parts, params, caller, request } = context;
    const text = request.body.toString('utf8');
    const before = latest.get(params.roomId);
    if (before?.text === text && before.by !== caller.userId) {
      parts.permissions.send(context, params.roomId, 'm.room.message');
      return before.answer;
    }
    const answer = await perform(context);
    latest.set(params.roomId, { text, by: caller.userId, answer });
    return answer;
  })(right);
};

/** What comes of a request in one view, for one user or after one form of it alone. */
export const rareOutcomeFaults: Faults = {
  'members-have-ids-of-their-own': {
    summary: 'GET members shows each event with another event_id than GET state does.',
    violates: ['MODEL-22'],
    spoil: listEventsIn('get_members', (shown) => ({
      ...shown,
      event_id: `${String(shown['event_id'])}.m`,
    })),
  },
  'join-by-put-is-not-in-state': {
    summary: 'GET state shows the invite of a user who joined by PUT.',
    violates: ['JOIN-04', 'GST-04', 'GST-05'],
    spoil: afterPut('join_room', callerOf, (isSubject) =>
      onlyIn(
        ['get_state_events'],
        changeView(({ state }) => ({
          state: (room) =>
            state(room).map((event) =>
              hasMembership('join')(event) && isSubject(room.id, event.stateKey ?? '')
                ? (changesOf(room, event.stateKey ?? '').findLast(hasMembership('invite')) ?? event)
                : event,
            ),
        })),
      ),
    ),
  },
  'leave-by-put-is-not-in-members': {
    summary: 'GET members lists a user who left by PUT as joined.',
    violates: ['LEAVE-04', 'MEMB-04'],
    spoil: afterPut('leave', callerOf, (isSubject) =>
      changeMemberList((events, room) =>
        events.map((event) =>
          hasMembership('leave')(event) && isSubject(room.id, event.stateKey ?? '')
            ? (changesOf(room, event.stateKey ?? '').findLast(hasMembership('join')) ?? event)
            : event,
        ),
      ),
    ),
  },
  'banned-by-put-sends': {
    summary: 'A user who was banned by PUT may go on sending.',
    violates: ['BAN-04', 'BAN-14', 'SEND-15'],
    spoil: afterPut('ban', targetOf, (isSubject) =>
      onlyIn(
        sends,
        changePermissions(({ send }) => ({
          send: (context, roomId, type) => {
            const { parts, world, caller } = context;
            const room = parts.rooms.find(world, roomId);
            const isBanned =
              room !== undefined && parts.view.membership(room, caller.userId) === 'ban';
            return room !== undefined && isBanned && isSubject(roomId, caller.userId)
              ? room
              : send(context, roomId, type);
          },
        })),
      ),
    ),
  },
  'blank-topics-are-empty': {
    summary: 'A topic of white space alone is stored as the empty string.',
    violates: ['TOPIC-03', 'GTOPIC-03'],
    spoil: storeContent(['set_topic'], (content) =>
      String(content['topic']).trim() === '' ? { ...content, topic: '' } : content,
    ),
  },
  'to-that-is-from-is-ignored': {
    summary: 'GET messages ignores to where it is the same token as from.',
    violates: ['MSGS-07'],
    spoil: changeQuery((query) => (query.to === query.from ? { ...query, to: undefined } : query)),
  },
  'thirteenth-member-is-not-invited': {
    summary: 'An invite into a room in which twelve users have a membership is refused.',
    violates: ['INV-01', 'INV-03'],
    spoil: onlyIn(
      ['invite'],
      changePermissions(({ changeMembership }) => ({
        changeMembership: (context, change) => {
          const room = changeMembership(context, change);
          if (room.memberOrder.length >= 12) throw forbidden('The room is full.');
          return room;
        },
      })),
    ),
  },
  'equal-messages-of-two-are-one': {
    summary: 'A message that another user has just sent is answered with its id and not stored.',
    violates: ['MSG-02', 'MSG-03', 'MODEL-28'],
    spoil: equalMessagesAreOne,
  },
  'invited-then-banned-joins-by-id': {
    summary: 'A user who was invited before the ban may join by an alias or id.',
    violates: ['BAN-14', 'JOIN-11'],
    spoil: onlyIn(
      ['join'],
      changePermissions(({ changeMembership }) => ({
        changeMembership: (context, change) => {
          const room = context.parts.rooms.find(context.world, change.roomId);
          const [before, latest] =
            room === undefined ? [] : changesOf(room, change.userId).slice(-2);
          const isBanned = latest !== undefined && hasMembership('ban')(latest);
          const wasInvited = before !== undefined && hasMembership('invite')(before);
          return room !== undefined && isBanned && wasInvited
            ? room
            : changeMembership(context, change);
        },
      })),
    ),
  },
  'ban-forgets-further-keys': {
    summary: 'set_membership keeps further keys, except where the membership is ban.',
    violates: ['SMEM-22'],
    spoil: storeAs(['set_membership'], ({ content }) =>
      content['membership'] === 'ban' ? { content: { membership: 'ban' } } : {},
    ),
  },
  'joined-by-alias-by-another': {
    summary: 'The join of a user who came by an alias has the creator of the room as user_id.',
    violates: ['CONV-19'],
    spoil: (right) => {
      const joins = new Map<string, unknown>();
      return both(
        wrapOperation(['join'], (perform) => async (context) => {
          const { parts, world, params, caller } = context;
          const answer = await perform(context);
          const roomId = parts.aliases.resolve(world.aliases, params.roomAliasOrId);
          const room = roomId === undefined ? undefined : parts.rooms.find(world, roomId);
          const event = room === undefined ? undefined : changesOf(room, caller.userId).at(-1);
          if (event !== undefined) joins.set(event.eventId, room?.events[0]?.sender);
          return answer;
        }),
        listEventsIn('get_members', (shown, { eventId }) =>
          joins.has(eventId) ? { ...shown, user_id: joins.get(eventId) } : shown,
        ),
      )(right);
    },
  },
};
