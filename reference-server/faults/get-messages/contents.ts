import type { RoomEvent } from '../../domain/event.ts';
import { isObject } from '../../domain/json.ts';
import type { Room } from '../../domain/room.ts';
import type { Context } from '../../parts.ts';
import type { Faults, Spoil } from '../fault.ts';
import {
  changeAnswers,
  changePage,
  changePages,
  changeWholeBody,
  inAnotherRoom,
  onlyIn,
  otherRoom,
  perRequest,
  roomOf,
  wrapOperation,
} from '../vocabulary/index.ts';

/** GET messages shows the chosen events alone. */
const showOnly = (chosen: (event: RoomEvent, context: Context, room: Room) => boolean): Spoil =>
  perRequest('get_messages', (context) =>
    changePages(({ messages }) => ({
      messages: (tokens, room, query) =>
        messages(
          tokens,
          roomOf(room, (event) => chosen(event, context, room)),
          query,
        ),
    })),
  );

/** GET messages shows the latest event of another room of the caller as well. */
const addFromElsewhere = (shown: (event: RoomEvent, room: Room) => RoomEvent): Spoil =>
  perRequest('get_messages', (context) => {
    const last = otherRoom(context)?.events.at(-1);
    return changePage(({ events }, _query, room) =>
      last === undefined ? {} : { events: [...events, shown(last, room)] },
    );
  });

/** Which events GET messages shows, and of which room. */
export const messageContentFaults: Faults = {
  'messages-are-a-list': {
    summary: 'GET messages answers its chunk without an object around it.',
    violates: ['MSGS-02', 'MODEL-19', 'MODEL-20'],
    spoil: changeWholeBody(['get_messages'], (body) => (isObject(body) ? body['chunk'] : body)),
  },
  'messages-show-the-current-state': {
    summary: 'GET messages shows every change of state with the content that the state has now.',
    violates: ['MSGS-16'],
    spoil: changePage(({ events }, _query, room) => ({
      events: events.map((event) => {
        const now = room.state.get(event.type)?.get(event.stateKey ?? '');
        return event.stateKey === undefined || now === undefined
          ? event
          : { ...event, content: now.content };
      }),
    })),
  },
  'messages-of-ids': {
    summary: 'GET messages lists ids instead of events.',
    violates: ['MODEL-20', 'MSGS-02', 'MODEL-26'],
    spoil: onlyIn(
      ['get_messages'],
      changeAnswers(({ chunk }) => ({
        chunk: (items, page) => ({
          ...chunk(items, page),
          chunk: items.map((item) => item['event_id']),
        }),
      })),
    ),
  },
  'messages-of-oneself': {
    summary: 'GET messages shows each user only what they did themselves.',
    violates: ['MSGS-03', 'MSG-03', 'MSGS-16'],
    spoil: showOnly((event, { caller }) => event.sender === caller.userId),
  },
  'messages-of-others': {
    summary: 'GET messages does not show users what they sent themselves.',
    violates: ['MSGS-03', 'MSG-03', 'SEND-03', 'FEED-03'],
    spoil: showOnly(
      ({ stateKey, sender }, { caller }) => stateKey !== undefined || sender !== caller.userId,
    ),
  },
  'messages-without-state': {
    summary: 'GET messages shows no state events.',
    violates: ['MSGS-16'],
    spoil: showOnly(({ stateKey }) => stateKey === undefined),
  },
  'messages-stop-when-somebody-leaves': {
    summary: 'GET messages does not show what was sent after somebody left.',
    violates: ['MSGS-03', 'MSG-03'],
    spoil: showOnly((event, _context, room) => {
      const left = room.events.findIndex(
        ({ content, type }) => type === 'm.room.member' && content['membership'] === 'leave',
      );
      return event.stateKey !== undefined || left < 0 || room.events.indexOf(event) < left;
    }),
  },
  'messages-of-two-people-only': {
    summary: 'GET messages does not show what the third member of a room sends.',
    violates: ['MSGS-03', 'MSG-03'],
    spoil: showOnly(
      ({ stateKey, sender }, _context, room) =>
        stateKey !== undefined || room.memberOrder.slice(0, 2).includes(sender),
    ),
  },
  'messages-of-another-room': {
    summary: 'GET messages shows another room of the caller.',
    violates: ['MSGS-05', 'MSGS-03', 'MODEL-24'],
    spoil: inAnotherRoom(['get_messages']),
  },
  'messages-of-all-rooms': {
    summary: 'GET messages shows an event of another room of the caller as well.',
    violates: ['MSGS-05', 'MSGS-03', 'MODEL-24'],
    spoil: addFromElsewhere((event) => event),
  },
  'messages-of-all-rooms-in-disguise': {
    summary: 'GET messages shows an event of another room of the caller with the id of this one.',
    violates: ['MSGS-05', 'MSGS-03'],
    spoil: addFromElsewhere((event, room) => ({ ...event, roomId: room.id })),
  },
  'tokens-lead-into-their-room': {
    summary: 'GET messages with a token of another room shows that room to anybody.',
    violates: ['MSGS-05', 'MSGS-03'],
    spoil: wrapOperation(['get_messages'], (perform) => (context) => {
      const named = /_(!.*)$/.exec(context.request.query.get('from')?.[0] ?? '')?.[1];
      const { parts, world, params } = context;
      const room = named === params.roomId ? undefined : parts.rooms.find(world, named ?? '');
      if (room === undefined) return perform(context);
      parts.permissions.read(context, params.roomId);
      const permissions = { ...parts.permissions, read: (): Room => room };
      return perform({ ...context, parts: { ...parts, permissions } });
    }),
  },
};
