import { isObject } from '../../domain/json.ts';
import type { JsonObject } from '../../domain/event.ts';
import type { Nickname } from '../../parts.ts';
import { perRow, type Faults, type Requirements } from '../fault.ts';
import { changeConfig, onRefusal, storeAs, storeContent } from '../vocabulary/index.ts';

/** Changes every text of a content, at any depth. */
const mapTexts = (change: (text: string) => string): ((content: JsonObject) => JsonObject) => {
  const visit = (value: unknown): unknown => {
    if (typeof value === 'string') return change(value);
    if (Array.isArray(value)) return value.map(visit);
    return isObject(value) ? visitObject(value) : value;
  };
  const visitObject = (content: JsonObject): JsonObject =>
    Object.fromEntries(Object.entries(content).map(([key, value]) => [key, visit(value)]));
  return visitObject;
};

/** Changes every entry of a content, at any depth; undefined leaves it out. */
const mapEntries = (
  change: (key: string, value: unknown, depth: number) => readonly [string, unknown] | undefined,
): ((content: JsonObject) => JsonObject) => {
  const visit = (value: unknown, depth: number): unknown => {
    if (Array.isArray(value)) return value.map((each) => visit(each, depth + 1));
    return isObject(value) ? visitObject(value, depth) : value;
  };
  const visitObject = (content: JsonObject, depth: number): JsonObject =>
    Object.fromEntries(
      Object.entries(content).flatMap(([key, value]) => {
        const changed = change(key, value, depth);
        return changed === undefined ? [] : [[changed[0], visit(changed[1], depth + 1)]];
      }),
    );
  return (content) => visitObject(content, 1);
};

const dropKey = (wanted: string): ((content: JsonObject) => JsonObject) =>
  mapEntries((key, value) => (key === wanted ? undefined : [key, value]));

const message: Requirements = ['MODEL-03', 'MSG-03', 'CONV-16'];
const event: Requirements = ['SEND-10', 'SEND-03', 'CONV-16'];
const state: Requirements = ['STATE-03', 'CONV-16'];

const stored: readonly (readonly [
  id: string,
  Nickname,
  summary: string,
  Requirements,
  change: (content: JsonObject) => JsonObject,
])[] = [
  [
    'message-loses-proto',
    'send_message',
    'A message loses its key "__proto__".',
    message,
    dropKey('__proto__'),
  ],
  [
    'state-loses-constructor',
    'send_state_event',
    'State loses its key "constructor".',
    state,
    dropKey('constructor'),
  ],
  [
    'event-loses-the-empty-key',
    'send_non_state_event',
    'An event loses its empty key.',
    event,
    dropKey(''),
  ],
  [
    'message-ends-at-nul',
    'send_message',
    'A text in a message ends at U+0000.',
    message,
    mapTexts((text) => text.split('\0')[0] ?? ''),
  ],
  [
    'event-is-normalised',
    'send_non_state_event',
    'Texts of an event are normalised to NFC.',
    event,
    mapTexts((text) => text.normalize('NFC')),
  ],
  [
    'state-loses-control-characters',
    'send_state_event',
    'Texts of state lose their control characters.',
    state,
    mapTexts((text) => text.replaceAll(/\p{Cc}/gu, '')),
  ],
  [
    'message-loses-direction-marks',
    'send_message',
    'Texts of a message lose their marks of direction.',
    message,
    mapTexts((text) => text.replaceAll(/[\u200e\u200f\u202a-\u202e]/g, '')),
  ],
  [
    'state-splits-surrogate-pairs',
    'send_state_event',
    'State holds two U+FFFD for each character beyond U+FFFF.',
    state,
    mapTexts((text) => text.replaceAll(/[\u{10000}-\u{10ffff}]/gu, '\ufffd\ufffd')),
  ],
  [
    'event-is-trimmed',
    'send_non_state_event',
    'Texts of an event lose white space at their ends.',
    event,
    mapTexts((text) => text.trim()),
  ],
  [
    'state-keys-in-lower-case',
    'send_state_event',
    'The keys of state are folded to lower case.',
    state,
    mapEntries((key, value) => [key.toLowerCase(), value]),
  ],
  [
    'message-loses-nulls-deep-down',
    'send_message',
    'Nulls inside the objects of a message are left out.',
    message,
    mapEntries((key, value, depth) => (value === null && depth > 1 ? undefined : [key, value])),
  ],
  [
    'event-is-cut-below-ten-levels',
    'send_non_state_event',
    'What is nested more than ten levels deep in an event becomes null.',
    event,
    mapEntries((key, value, depth) => [key, depth > 10 ? null : value]),
  ],
  [
    'state-turns-empty-lists-into-objects',
    'send_state_event',
    'An empty list in state becomes an empty object.',
    state,
    mapEntries((key, value) => [key, Array.isArray(value) && value.length === 0 ? {} : value]),
  ],
  [
    'message-keeps-large-numbers-short',
    'send_message',
    'Whole numbers beyond 2^31 in a message are rounded.',
    message,
    mapEntries((key, value) => [
      key,
      typeof value === 'number' && Math.abs(value) > 2 ** 31 ? Math.fround(value) : value,
    ]),
  ],
  [
    'event-reads-digits-as-numbers',
    'send_non_state_event',
    'A text of digits in an event becomes a number.',
    event,
    mapEntries((key, value) => [
      key,
      typeof value === 'string' && /^[0-9]{1,9}$/.test(value) ? Number(value) : value,
    ]),
  ],
  [
    'state-cuts-long-keys',
    'send_state_event',
    'Keys of state are cut to 64 characters.',
    state,
    mapEntries((key, value) => [key.slice(0, 64), value]),
  ],
  [
    'message-loses-false',
    'send_message',
    'A key of a message whose value is false is left out.',
    message,
    mapEntries((key, value) => (value === false ? undefined : [key, value])),
  ],
  [
    'state-escapes-markup',
    'send_state_event',
    'Texts of state are escaped for HTML.',
    state,
    mapTexts((text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')),
  ],
];

/** Contents that JSON allows and people rarely write, and bodies that are not UTF-8. */
export const awkwardContentFaults: Faults = {
  ...perRow(stored, ([id, name, summary, violates, change]) => ({
    [id]: { summary, violates, spoil: storeContent([name], change) },
  })),
  'long-event-types-are-cut': {
    summary: 'The type of an event is cut to 64 characters.',
    violates: ['SEND-14'],
    spoil: storeAs(['send_non_state_event'], ({ type }) => ({ type: type.slice(0, 64) })),
  },
  'event-type-loses-its-last-dot': {
    summary: 'An event type that ends with a dot loses it.',
    violates: ['SEND-14'],
    spoil: storeAs(['send_non_state_event'], ({ type }) => ({ type: type.replace(/\.$/, '') })),
  },
  'dashes-in-state-types-become-underscores': {
    summary: 'A dash in the type of state is stored as an underscore.',
    violates: ['STATE-13', 'STATE-03'],
    spoil: storeAs(['send_state_event'], ({ type }) => ({ type: type.replaceAll('-', '_') })),
  },
  'long-state-keys-are-cut': {
    summary: 'A state key is cut to 64 characters.',
    violates: ['STATE-14', 'STATE-08'],
    spoil: storeAs(['send_state_event'], ({ stateKey }) => ({ stateKey: stateKey?.slice(0, 64) })),
  },
  'name-of-a-room-is-cut-at-an-emoji': {
    summary: 'createRoom cuts a name at its first character beyond U+FFFF.',
    violates: ['CREATE-20', 'CONV-16'],
    spoil: changeConfig(({ name }) => ({ name: name?.split(/[\u{10000}-\u{10ffff}]/u)[0] })),
  },
  'topic-is-normalised': {
    summary: 'set_topic stores the topic in NFC.',
    violates: ['TOPIC-03', 'CONV-16'],
    spoil: storeContent(
      ['set_topic'],
      mapTexts((text) => text.normalize('NFC')),
    ),
  },
  ...perRow(
    [
      ['send_message', 'MSG-09'],
      ['send_non_state_event', 'SEND-11'],
      ['send_state_event', 'STATE-11'],
      ['set_topic', 'TOPIC-06'],
      ['send_feedback', 'FEED-06'],
      ['invite', 'INV-08'],
      ['ban', 'BAN-09'],
      ['set_membership', 'SMEM-06'],
      ['create_room', 'CREATE-10'],
    ],
    ([name, requirement]) => ({
      [`${name.replaceAll('_', '-')}-500-for-bytes-that-are-not-utf-8`]: {
        summary: `${name} answers 500 to a body that is not UTF-8.`,
        violates: ['CONV-16', requirement],
        spoil: onRefusal([name], (error) => {
          if (error.message === 'The body is not UTF-8.') throw new TypeError('Cannot decode.');
          throw error;
        }),
      },
    }),
  ),
};
