import type { Faults } from '../fault.ts';
import {
  addRoutes,
  changePermissions,
  changesOf,
  changeView,
  hasMembership,
  listEvents,
  onlyIn,
  readOnly,
  storeContent,
  useSlot,
} from '../vocabulary/index.ts';

const isEmpty = (content: object): boolean => Object.keys(content).length === 0;

/** Rare pieces of state, and rare ways to write and to list them. */
export const rareStateFaults: Faults = {
  'keys-of-digits-are-numbers': {
    summary: 'A state key of digits loses the zeros in front.',
    violates: ['STATE-14', 'STATE-08'],
    spoil: useSlot((type, key) => [type, /^\d+$/.test(key) ? `${Number(key)}` : key]),
  },
  'key-null-is-no-key': {
    summary: 'The state key "null" is taken for the empty one.',
    violates: ['STATE-14', 'STATE-08'],
    spoil: useSlot((type, key) => [type, key === 'null' ? '' : key]),
  },
  'key-loses-its-last-slash': {
    summary: 'A state key loses a slash at its end.',
    violates: ['STATE-14', 'STATE-08'],
    spoil: useSlot((type, key) => [type, key.replace(/\/$/, '')]),
  },
  'types-of-digits-are-numbers': {
    summary: 'A type of digits is listed as a number.',
    violates: ['MODEL-25', 'SEND-14', 'STATE-13'],
    spoil: listEvents((shown, { type }) =>
      /^\d+$/.test(type) ? { ...shown, type: Number(type) } : shown,
    ),
  },
  'name-of-a-new-room-is-kept': {
    summary: 'The name of a room cannot be replaced.',
    violates: ['STATE-07', 'STATE-03'],
    spoil: onlyIn(['send_state_event'], ({ rooms }) => ({
      rooms: {
        ...rooms,
        append: (context, room, draft) => {
          const isNamed = draft.type === 'm.room.name' && room.state.has(draft.type);
          return rooms.append(context, isNamed ? readOnly(room) : room, draft);
        },
      },
    })),
  },
  'member-writes-under-its-own-id': {
    summary: 'A member without power may set state whose key is its own user id.',
    violates: ['STATE-17'],
    spoil: onlyIn(
      ['send_state_event'],
      changePermissions(({ setState, read }) => ({
        setState: (context, roomId, type) =>
          context.params.stateKey === context.caller.userId
            ? read(context, roomId)
            : setState(context, roomId, type),
      })),
    ),
  },
  'membership-accepts-a-txn-id': {
    summary: 'set_membership accepts a txnId behind the user id.',
    violates: ['STATE-16'],
    spoil: addRoutes({
      method: 'PUT',
      path: '/_matrix/client/api/v1/rooms/:roomId/state/m.room.member/:userId/:txnId',
      operation: 'set_membership',
      access: 'token',
    }),
  },
  'membership-in-any-state': {
    summary:
      'State of any type whose key is a user id and which has a membership changes what the user may do.',
    violates: ['STATE-09'],
    spoil: changeView(({ membership }) => ({
      membership: (room, userId) => {
        const latest = room.events.findLast(
          (event) =>
            event.stateKey === userId && hasMembership('invite', 'join', 'leave', 'ban')(event),
        );
        const isOther = latest !== undefined && latest.type !== 'm.room.member';
        return isOther && changesOf(room, userId).length > 0 ? 'leave' : membership(room, userId);
      },
    })),
  },
  'empty-state-is-not-listed': {
    summary: 'GET state does not list state whose content is empty.',
    violates: ['GST-04'],
    spoil: onlyIn(
      ['get_state_events'],
      changeView(({ state }) => ({
        state: (room) => state(room).filter(({ content }) => !isEmpty(content)),
      })),
    ),
  },
  'empty-topic-is-not-listed': {
    summary: 'GET state does not list a topic that is the empty string.',
    violates: ['GST-04'],
    spoil: onlyIn(
      ['get_state_events'],
      changeView(({ state }) => ({
        state: (room) => state(room).filter(({ content }) => content['topic'] !== ''),
      })),
    ),
  },
  'sync-state-without-keyless-state': {
    summary: 'The state of initialSync lacks state of unknown types with the empty key.',
    violates: ['SYNC-10', 'SYNC-07'],
    spoil: onlyIn(
      ['get_room_sync_data'],
      changeView(({ state }) => ({
        state: (room) =>
          state(room).filter(({ type, stateKey }) => stateKey !== '' || type.startsWith('m.room.')),
      })),
    ),
  },
  'dots-in-keys-nest': {
    summary: 'A key with a dot in the content of an event becomes a key in an object.',
    violates: ['SEND-10', 'SEND-03'],
    spoil: storeContent(['send_non_state_event'], (content) =>
      Object.fromEntries(
        Object.entries(content).map(([key, value]) => {
          const [first = '', ...rest] = key.split('.');
          return rest.length === 0 ? [key, value] : [first, { [rest.join('.')]: value }];
        }),
      ),
    ),
  },
  'feedback-keeps-what-is-declared': {
    summary: 'send_feedback stores only the type and the target_event_id.',
    violates: ['FEED-03'],
    spoil: storeContent(['send_feedback'], ({ type, target_event_id }) => ({
      type,
      target_event_id,
    })),
  },
};
