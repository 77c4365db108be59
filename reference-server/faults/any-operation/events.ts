import type { JsonObject, RoomEvent } from '../../domain/event.ts';
import { isObject } from '../../domain/json.ts';
import type { Room } from '../../domain/room.ts';
import type { Faults, Spoil } from '../fault.ts';
import {
  changeActions,
  changeAnswers,
  type ChangeEvent,
  changeRooms,
  changeView,
  listEvents,
  listEventsIn,
  omit,
  onlyIn,
  pause,
  storeAs,
} from '../vocabulary/index.ts';

/** An id that a client wrote into the content becomes the id of the event. */
const takeFromContent =
  (key: 'event_id' | 'room_id'): ChangeEvent =>
  (shown, { content }) =>
    typeof content[key] === 'string' ? { ...shown, [key]: content[key] } : shown;

/** Changes the ids that events get. */
const nameEvents = (idOf: (event: RoomEvent, room: Pick<Room, 'events'>) => string): Spoil =>
  changeRooms(({ append }) => ({
    append: (context, room, draft) => {
      const eventId = idOf({ ...draft, eventId: '', roomId: room.id, at: 0 }, room);
      const ids = { ...context.parts.ids, event: () => eventId };
      return append({ ...context, parts: { ...context.parts, ids } }, room, draft);
    },
  }));

const changeContent =
  (change: (content: JsonObject) => unknown): ChangeEvent =>
  (shown, { type, content }) =>
    type === 'm.room.message' ? { ...shown, content: change(content) } : shown;

/** What events look like wherever they are listed: their ids, their senders and their contents. */
export const eventFaults: Faults = {
  'events-without-sender': {
    summary: 'Events do not name their sender.',
    violates: ['CONV-19'],
    spoil: listEvents((shown) => omit(omit(shown, 'sender'), 'user_id')),
  },
  'member-events-swap-people': {
    summary: 'Member events name the actor in state_key and the target as the sender.',
    violates: ['CONV-19'],
    spoil: listEvents((shown, { type, sender, stateKey }) =>
      type === 'm.room.member'
        ? { ...shown, state_key: sender, sender: stateKey, user_id: stateKey }
        : shown,
    ),
  },
  'member-events-sent-by-target': {
    summary: 'Member events name the target as the sender.',
    violates: ['CONV-19'],
    spoil: listEvents((shown, { type, stateKey }) =>
      type === 'm.room.member' ? { ...shown, sender: stateKey, user_id: stateKey } : shown,
    ),
  },
  'members-keyed-by-actor': {
    summary: 'GET members lists everybody under the id of the user who changed them last.',
    violates: ['CONV-19', 'MEMB-04', 'MEMB-11'],
    spoil: listEventsIn('get_members', (shown, { sender }) => ({ ...shown, state_key: sender })),
  },
  'events-sent-by-the-creator': {
    summary: 'Every event names the creator of the room as its sender.',
    violates: ['CONV-19'],
    spoil: storeAs('all', ({ sender }, _context, room) => ({
      sender: room.events[0]?.sender ?? sender,
    })),
  },
  'sender-from-content': {
    summary: 'A user_id in the content becomes the sender of the event.',
    violates: ['CONV-19'],
    spoil: listEvents((shown, { content }) =>
      typeof content['user_id'] === 'string'
        ? { ...shown, user_id: content['user_id'], sender: content['user_id'] }
        : shown,
    ),
  },
  'event-id-from-content': {
    summary: 'An event_id in the content becomes the id of the event.',
    violates: ['MODEL-23', 'MODEL-22'],
    spoil: listEvents(takeFromContent('event_id')),
  },
  'room-id-from-content': {
    summary: 'A room_id in the content becomes the room of the event.',
    violates: ['MODEL-24'],
    spoil: listEvents(takeFromContent('room_id')),
  },
  'event-ids-per-room': {
    summary: 'Events are numbered within their room, so that two rooms have the same ids.',
    violates: ['MODEL-22'],
    spoil: nameEvents((_event, room) => `$${room.events.length}`),
  },
  'event-ids-per-slot': {
    summary: 'A state event has the id of the event that it replaces.',
    violates: ['MODEL-22', 'GST-05'],
    spoil: nameEvents(({ type, stateKey, roomId }, room) =>
      stateKey === undefined
        ? `$${room.events.length}-${roomId}`
        : `$${type}-${stateKey}-${roomId}`,
    ),
  },
  'event-ids-per-sender': {
    summary: 'All events of one sender in one room have the same id.',
    violates: ['MODEL-22'],
    spoil: nameEvents(({ sender, roomId }) => `$${sender}-${roomId}`),
  },
  'event-ids-of-the-list': {
    summary: 'GET messages gives every event an id that depends on its place in the page.',
    violates: ['MODEL-22', 'MODEL-28', 'SEND-03', 'MSG-03', 'FEED-03'],
    spoil: onlyIn(
      ['get_messages'],
      changeAnswers(({ chunk }) => ({
        chunk: (items, page) =>
          chunk(
            items.map((item, index) => ({ ...item, event_id: `$${page.start}-${index}` })),
            page,
          ),
      })),
    ),
  },
  'event-ids-differ-in-state': {
    summary: 'GET state and GET messages give one event different ids.',
    violates: ['MODEL-22', 'SYNC-10'],
    spoil: listEventsIn('get_state_events', (shown, { eventId }) => ({
      ...shown,
      event_id: `${eventId}-state`,
    })),
  },
  'event-ids-race': {
    summary: 'Events that are sent into one room at the same moment have the same id.',
    violates: ['MODEL-22'],
    spoil: ({ actions }) => {
      const current = new Map<string, string>();
      return {
        actions: {
          ...actions,
          send: async (context, roomId, type, content) => {
            const id = current.get(roomId) ?? context.parts.ids.event();
            current.set(roomId, id);
            await pause();
            current.delete(roomId);
            const parts = { ...context.parts, ids: { ...context.parts.ids, event: () => id } };
            return actions.send({ ...context, parts }, roomId, type, content);
          },
        },
      };
    },
  },
  'empty-event-ids': {
    summary: 'The events that GET messages lists have an empty id.',
    violates: ['MODEL-22', 'MODEL-26'],
    spoil: listEventsIn('get_messages', (shown) => ({ ...shown, event_id: '' })),
  },
  'answered-id-unknown': {
    summary: 'The event id that is answered is never listed.',
    violates: ['MODEL-28', 'SEND-02', 'MSG-02', 'FEED-02'],
    spoil: changeAnswers(() => ({ eventId: ({ eventId }) => ({ event_id: `${eventId}x` }) })),
  },
  'answered-id-of-the-room': {
    summary: 'Sending an event answers the id of the first event of the room.',
    violates: ['MODEL-28', 'SEND-02', 'MSG-02', 'FEED-02'],
    spoil: changeActions(({ send }) => ({
      send: async (context, roomId, ...rest) => {
        const sent = await send(context, roomId, ...rest);
        const room = context.parts.rooms.find(context.world, roomId);
        return { ...sent, eventId: room?.events[0]?.eventId ?? sent.eventId };
      },
    })),
  },
  'room-of-the-listed-is-another': {
    summary: 'The events that GET state lists have the room id "!".',
    violates: ['MODEL-24', 'GST-07', 'GST-03'],
    spoil: listEventsIn('get_state_events', (shown) => ({ ...shown, room_id: '!' })),
  },
  'room-of-messages-is-an-alias': {
    summary: 'The events that GET messages lists name their room by an alias.',
    violates: ['MODEL-24'],
    spoil: listEventsIn('get_messages', (shown) => ({ ...shown, room_id: '#room:localhost' })),
  },
  'empty-types-in-messages': {
    summary: 'The state events that GET messages lists have an empty type.',
    violates: ['MODEL-25', 'MODEL-26'],
    spoil: listEventsIn('get_messages', (shown, { stateKey }) =>
      stateKey === undefined ? shown : { ...shown, type: '' },
    ),
  },
  'messages-without-content': {
    summary: 'GET messages lists messages without content.',
    violates: ['MODEL-30', 'MODEL-02', 'MSG-03'],
    spoil: listEventsIn('get_messages', (shown, { type }) =>
      type === 'm.room.message' ? omit(shown, 'content') : shown,
    ),
  },
  'messages-content-a-string': {
    summary: 'The events that GET messages lists have a content that is JSON in a string.',
    violates: ['MODEL-30', 'MSG-03', 'SEND-03'],
    spoil: listEventsIn('get_messages', (shown) => ({
      ...shown,
      content: JSON.stringify(shown['content']),
    })),
  },
  'messages-without-msgtype': {
    summary: 'GET messages lists messages without their msgtype.',
    violates: ['MODEL-02', 'MODEL-30', 'MSG-03'],
    spoil: listEventsIn(
      'get_messages',
      changeContent((content) => omit(content, 'msgtype')),
    ),
  },
  'messages-msgtype-a-number': {
    summary: 'GET messages lists messages with a msgtype that is a number.',
    violates: ['MODEL-02', 'MODEL-30', 'MSG-03'],
    spoil: listEventsIn(
      'get_messages',
      changeContent((content) => ({ ...content, msgtype: 1 })),
    ),
  },
  'members-content-a-string': {
    summary: 'The content of the events that GET members lists is the membership alone.',
    violates: ['MODEL-31', 'MEMB-10', 'MODEL-21', 'MEMB-04'],
    spoil: listEventsIn('get_members', (shown, { content }) => ({
      ...shown,
      content: content['membership'],
    })),
  },
  'members-of-another-type': {
    summary: 'The events that GET members lists have the type m.room.membership.',
    violates: ['MODEL-27'],
    spoil: listEventsIn('get_members', (shown) => ({ ...shown, type: 'm.room.membership' })),
  },
  'state-without-state-key': {
    summary: 'GET state lists events without state_key.',
    violates: ['MODEL-39'],
    spoil: listEventsIn('get_state_events', (shown) => omit(shown, 'state_key')),
  },
  'later-slots-without-keys': {
    summary: 'GET state lists every event from the eighth on without state_key.',
    violates: ['MODEL-39'],
    spoil: onlyIn(
      ['get_state_events'],
      changeView(({ state }) => ({
        state: (room) =>
          state(room).map((event, index) =>
            index < 7 ? event : { ...event, stateKey: undefined },
          ),
      })),
    ),
  },
  'state-without-content': {
    summary: 'GET state lists events without content.',
    violates: ['MODEL-39', 'STATE-03'],
    spoil: listEventsIn('get_state_events', (shown) => omit(shown, 'content')),
  },
  'state-content-a-string': {
    summary: 'The events that GET state lists have a content that is JSON in a string.',
    violates: ['MODEL-39', 'STATE-03'],
    spoil: listEventsIn('get_state_events', (shown) => ({
      ...shown,
      content: JSON.stringify(shown['content']),
    })),
  },
  'placeholders-taken-for-keys': {
    summary: 'A stored content has the key of the declaration’s placeholder and no other.',
    violates: ['MODEL-03', 'MODEL-29', 'SEND-10', 'SEND-03', 'MSG-03', 'FEED-03'],
    spoil: storeAs('all', ({ stateKey, content }) => {
      if (stateKey !== undefined || isObject(content['__event_content_keys__'])) return {};
      const { msgtype } = content;
      const kept = typeof msgtype === 'string' ? { msgtype } : {};
      return { content: { ...kept, __event_content_keys__: 'string' } };
    }),
  },
};
