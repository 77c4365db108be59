import type { RoomEvent } from '../domain/event.ts';
import { isObject } from '../domain/json.ts';
import { badJson } from '../errors.ts';
import type { Faults, Spoil } from './fault.ts';
import type { JsonObject } from '../domain/event.ts';
import {
  changePage,
  changeParams,
  changeWholeBody,
  listEvents,
  mapValues,
  onlyIn,
  pause,
  readBodyAs,
  readOnly,
  storeAs,
  storeContent,
} from './vocabulary/index.ts';

const operation = ['send_non_state_event'] as const;

/** The operation refuses some contents. */
const refuseContent = (bad: (content: JsonObject) => boolean): Spoil =>
  readBodyAs('send_non_state_event', (body, right) => {
    const content = right(body);
    if (bad(content)) throw badJson('Not that.');
    return content;
  });

const changeType = (change: (type: string) => string): Spoil =>
  changeParams(operation, ({ params }) => ({ eventType: change(params.eventType) }));

/** Drops keys that are null, at any depth. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isObject(value)) return value;
  const rest = Object.entries(value).filter(([, inner]) => inner !== null);
  return Object.fromEntries(rest.map(([key, inner]) => [key, withoutNulls(inner)]));
}

/** What an event may hold, and how its type and content are stored. */
export const sendNonStateEventFaults: Faults = {
  'send-answers-a-list': {
    summary: 'send_non_state_event answers a list of one object.',
    violates: ['SEND-02', 'MODEL-28'],
    spoil: changeWholeBody(operation, (body) => [body]),
  },
  'send-takes-null': {
    summary: 'send_non_state_event reads the JSON value null as {}.',
    violates: ['SEND-11', 'SEND-09'],
    spoil: readBodyAs('send_non_state_event', (body, right) =>
      body.toString().trim() === 'null' ? {} : right(body),
    ),
  },
  'send-takes-lists': {
    summary: 'send_non_state_event accepts a list as content.',
    violates: ['SEND-11'],
    spoil: readBodyAs('send_non_state_event', (body, right) =>
      body.toString().trimStart().startsWith('[')
        ? { ...JSON.parse(body.toString()) }
        : right(body),
    ),
  },
  'empty-content-refused': {
    summary: 'send_non_state_event refuses {}.',
    violates: ['SEND-10', 'SEND-01', 'SEND-09'],
    spoil: refuseContent((content) => Object.keys(content).length === 0),
  },
  'nested-content-refused': {
    summary: 'send_non_state_event refuses a content with nested values.',
    violates: ['SEND-10', 'MODEL-29', 'SEND-09'],
    spoil: refuseContent((content) =>
      Object.values(content).some((value) => typeof value === 'object'),
    ),
  },
  'nested-content-flattened': {
    summary: 'send_non_state_event stores nested values as strings like [object Object].',
    violates: ['SEND-10', 'MODEL-29'],
    spoil: storeContent(
      operation,
      mapValues((value) => (typeof value === 'object' ? '[object Object]' : value)),
    ),
  },
  'values-become-strings': {
    summary: 'Every value of a content is stored as a string.',
    violates: ['MODEL-29', 'SEND-10'],
    spoil: storeContent(
      ['send_non_state_event', 'send_state_event'],
      mapValues((value) => (typeof value === 'string' ? value : JSON.stringify(value))),
    ),
  },
  'nulls-dropped': {
    summary: 'Keys whose value is null are dropped from contents, at any depth.',
    violates: ['SEND-10', 'MODEL-29', 'MODEL-03'],
    spoil: storeContent(['send_non_state_event', 'send_state_event', 'send_message'], (content) => {
      const rest = withoutNulls(content);
      return isObject(rest) ? rest : content;
    }),
  },
  'lists-cut-short': {
    summary: 'send_non_state_event drops the last element of lists.',
    violates: ['SEND-10', 'MODEL-29'],
    spoil: storeContent(
      operation,
      mapValues((value) => (Array.isArray(value) ? value.slice(0, -1) : value)),
    ),
  },
  'send-keeps-nothing': {
    summary: 'Sent events are stored with an empty content.',
    violates: ['SEND-03', 'SEND-10', 'MSG-03', 'FEED-03'],
    spoil: storeContent(['send_non_state_event', 'send_message', 'send_feedback'], ({ msgtype }) =>
      typeof msgtype === 'string' ? { msgtype } : {},
    ),
  },
  'sends-lost-in-a-crowd': {
    summary: 'Some of the events that are sent into one room at the same moment are lost.',
    violates: ['SEND-03', 'MSG-03'],
    spoil: ({ actions, rooms }) => {
      const busy = new Set<string>();
      return {
        actions: {
          ...actions,
          send: async (context, roomId, type, content) => {
            const room = context.parts.permissions.send(context, roomId, type);
            const alone = !busy.has(roomId);
            busy.add(roomId);
            await pause();
            busy.delete(roomId);
            return rooms.append(context, alone ? room : readOnly(room), {
              type,
              sender: context.caller.userId,
              content,
              stateKey: undefined,
            });
          },
        },
      };
    },
  },
  'sent-events-are-state': {
    summary: 'send_non_state_event stores an event as state with an empty key.',
    violates: ['SEND-04', 'GST-05'],
    spoil: storeAs(operation, () => ({ stateKey: '' })),
  },
  'sent-events-replace': {
    summary: 'GET messages shows only the latest event of one type by one sender.',
    violates: ['SEND-04', 'MSGS-03'],
    spoil: onlyIn(
      ['get_messages'],
      changePage(({ events }, _query, room) => {
        const replaced = (event: RoomEvent): boolean =>
          room.events
            .slice(room.events.indexOf(event) + 1)
            .some(
              ({ type, sender, at }) =>
                type === event.type && sender === event.sender && at >= event.at,
            );
        return {
          events: events.filter((event) => event.stateKey !== undefined || !replaced(event)),
        };
      }),
    ),
  },
  'types-sent-in-lower-case': {
    summary: 'send_non_state_event stores the type in lower case.',
    violates: ['SEND-14'],
    spoil: changeType((type) => type.toLowerCase()),
  },
  'types-cut-at-the-last-dot': {
    summary: 'send_non_state_event stores only what follows the last dot of the type.',
    violates: ['SEND-14', 'SEND-03'],
    spoil: changeType((type) => type.split('.').at(-1) ?? ''),
  },
  'types-are-messages': {
    summary: 'Every sent event is stored with the type m.room.message.',
    violates: ['SEND-14', 'SEND-03'],
    spoil: storeAs('all', ({ stateKey }) =>
      stateKey === undefined ? { type: 'm.room.message' } : {},
    ),
  },
  'type-from-content': {
    summary: 'A type in the content of a sent event becomes the type of the event.',
    violates: ['SEND-14', 'FEED-03'],
    spoil: listEvents((shown, { content, stateKey }) =>
      stateKey === undefined && typeof content['type'] === 'string'
        ? { ...shown, type: content['type'] }
        : shown,
    ),
  },
};
