import type { RoomEvent } from '../domain/event.ts';
import { convention, documented, implied, type Fault, type Spoil } from './fault.ts';
import { listed, listedBy, type Change } from './listing.ts';
import { acting, housing, omit, within, wording } from './spoiling.ts';

/** Where a client wrote a key of its own into the content, the server believes it. */
const believing =
  (key: 'event_id' | 'room_id'): Change =>
  (outward, { content }) =>
    typeof content[key] === 'string' ? { ...outward, [key]: content[key] } : outward;

/** Events are called by numbers that something else counts. */
const numbered = (
  count: (event: RoomEvent, room: { readonly events: readonly unknown[] }) => string,
): Spoil =>
  housing(({ append }) => ({
    append: (context, room, draft) => {
      const eventId = count({ ...draft, eventId: '', roomId: room.id, at: 0 }, room);
      const ids = { ...context.parts.ids, event: () => eventId };
      return append({ ...context, parts: { ...context.parts, ids } }, room, draft);
    },
  }));

/** Which event it is, of which room, and who sent it. */
export const eventIdentityFaults: readonly Fault[] = [
  convention(
    'events-without-sender',
    'Events do not say who sent them.',
    ['CONV-19'],
    listed((outward) => omit(omit(outward, 'sender'), 'user_id')),
  ),
  convention(
    'member-events-swap-people',
    'Member events have the actor in state_key and the target in user_id.',
    ['CONV-19'],
    listed((outward, { type, sender, stateKey }) =>
      type === 'm.room.member'
        ? { ...outward, state_key: sender, sender: stateKey, user_id: stateKey }
        : outward,
    ),
  ),
  convention(
    'member-events-sent-by-target',
    'Member events say that the target did it.',
    ['CONV-19'],
    listed((outward, { type, stateKey }) =>
      type === 'm.room.member' ? { ...outward, sender: stateKey, user_id: stateKey } : outward,
    ),
  ),
  convention(
    'members-keyed-by-actor',
    'Members are listed under the name of who changed them last.',
    ['CONV-19', 'MEMB-04', 'MEMB-11'],
    listedBy('get_members', (outward, { sender }) => ({ ...outward, state_key: sender })),
  ),
  convention(
    'events-sent-by-the-creator',
    'Every event says that the creator of the room sent it.',
    ['CONV-19'],
    housing(({ append }) => ({
      append: (context, room, draft) =>
        append(context, room, { ...draft, sender: room.events[0]?.sender ?? draft.sender }),
    })),
  ),
  documented(
    'event-id-from-content',
    'An event_id in the content becomes the id of the event.',
    ['MODEL-23', 'MODEL-22'],
    listed(believing('event_id')),
  ),
  documented(
    'room-id-from-content',
    'A room_id in the content becomes the room of the event.',
    ['MODEL-24'],
    listed(believing('room_id')),
  ),
  implied(
    'type-from-content',
    'A type in the content becomes the type of the event.',
    ['SEND-14', 'FEED-03'],
    listed((outward, { content, stateKey }) =>
      stateKey === undefined && typeof content['type'] === 'string'
        ? { ...outward, type: content['type'] }
        : outward,
    ),
  ),
  convention(
    'sender-from-content',
    'A sender in the content becomes the sender of the event.',
    ['CONV-19'],
    listed((outward, { content }) =>
      typeof content['user_id'] === 'string'
        ? { ...outward, user_id: content['user_id'], sender: content['user_id'] }
        : outward,
    ),
  ),
  documented(
    'event-ids-per-room',
    'Events are numbered by room, so that two rooms have the same ids.',
    ['MODEL-22'],
    numbered((_event, room) => `$${room.events.length}`),
  ),
  documented(
    'event-ids-per-slot',
    'A state event that replaces another one takes over its id.',
    ['MODEL-22', 'GST-05'],
    numbered(({ type, stateKey, roomId }, room) =>
      stateKey === undefined
        ? `$${room.events.length}-${roomId}`
        : `$${type}-${stateKey}-${roomId}`,
    ),
  ),
  documented(
    'event-ids-per-sender',
    'All that one person sends has the same id, until somebody else sends.',
    ['MODEL-22'],
    numbered(({ sender, roomId }) => `$${sender}-${roomId}`),
  ),
  documented(
    'event-ids-of-the-list',
    'In messages an event has the id of its place in the page.',
    ['MODEL-22', 'MODEL-28', 'SEND-03', 'MSG-03', 'FEED-03'],
    within(
      ['get_messages'],
      wording(({ chunk }) => ({
        chunk: (items, page) =>
          chunk(
            items.map((item, index) => ({ ...item, event_id: `$${page.start}-${index}` })),
            page,
          ),
      })),
    ),
  ),
  documented(
    'event-ids-differ-in-state',
    'GET state calls events by other ids than messages.',
    ['MODEL-22', 'SYNC-10'],
    listedBy('get_state_events', (outward, { eventId }) => ({
      ...outward,
      event_id: `${eventId}-state`,
    })),
  ),
  documented(
    'answered-id-unknown',
    'The event id that is answered is never listed.',
    ['MODEL-28', 'SEND-02', 'MSG-02', 'FEED-02'],
    wording(() => ({ eventId: ({ eventId }) => ({ event_id: `${eventId}x` }) })),
  ),
  documented(
    'answered-id-of-the-room',
    'Sending answers the id of the first event of the room.',
    ['MODEL-28'],
    acting(({ send }) => ({
      send: async (context, roomId, ...rest) => {
        const sent = await send(context, roomId, ...rest);
        const room = context.parts.rooms.find(context.world, roomId);
        return { ...sent, eventId: room?.events[0]?.eventId ?? sent.eventId };
      },
    })),
  ),
  documented(
    'room-of-the-listed-is-another',
    'Events in GET state say that they are of a room called !.',
    ['MODEL-24', 'GST-07', 'GST-03'],
    listedBy('get_state_events', (outward) => ({ ...outward, room_id: '!' })),
  ),
  documented(
    'room-of-messages-is-an-alias',
    'Events in messages name the room by an alias.',
    ['MODEL-24'],
    listedBy('get_messages', (outward) => ({ ...outward, room_id: '#room:localhost' })),
  ),
  documented(
    'empty-types-in-messages',
    'State in messages has an empty type.',
    ['MODEL-25', 'MODEL-26'],
    listedBy('get_messages', (outward, { stateKey }) =>
      stateKey === undefined ? outward : { ...outward, type: '' },
    ),
  ),
  documented(
    'empty-event-ids',
    'Events in messages have an empty id.',
    ['MODEL-22', 'MODEL-26'],
    listedBy('get_messages', (outward) => ({ ...outward, event_id: '' })),
  ),
  convention(
    'ids-that-are-empty',
    'Every third event that is sent is answered with an empty id.',
    ['CONV-10', 'MODEL-28', 'SEND-02', 'MSG-02', 'FEED-02'],
    (right) => {
      let count = 0;
      return {
        answer: {
          ...right.answer,
          eventId: (event) => {
            count += 1;
            return count % 3 === 0 ? { event_id: '' } : right.answer.eventId(event);
          },
        },
      };
    },
  ),
];
