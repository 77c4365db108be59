import type { RoomEvent } from '../../domain/event.ts';
import { isObject } from '../../domain/json.ts';
import { perRow, type Faults } from '../fault.ts';
import {
  both,
  changeRooms,
  changeView,
  chooseState,
  decodeAgain,
  isFreeType,
  latestOf,
  listEvents,
  listEventsIn,
  omit,
  otherRoom,
  perRequest,
  readOnly,
  readPathAs,
  readStateAs,
  storeAs,
  useSlot,
} from '../vocabulary/index.ts';

const operation = ['send_state_event'] as const;

/** Types and keys that are stored in another form. */
const otherSlots: readonly (readonly [
  id: string,
  summary: string,
  violates: readonly [string, ...string[]],
  change: (type: string, key: string) => readonly [type: string, key: string],
])[] = [
  [
    'keys-in-lower-case',
    'State keys are stored in lower case.',
    ['STATE-14', 'STATE-08'],
    (type, key) => [type, key.toLowerCase()],
  ],
  [
    'types-in-lower-case',
    'State types are stored in lower case.',
    ['STATE-13', 'STATE-09'],
    (type, key) => [type.toLowerCase(), key],
  ],
  [
    'keys-trimmed',
    'State keys are stored without the white space around them.',
    ['STATE-14'],
    (type, key) => [type, key.trim()],
  ],
  [
    'keys-cut-at-a-slash',
    'State keys are stored up to their first slash.',
    ['STATE-14'],
    (type, key) => [type, key.split('/')[0] ?? ''],
  ],
  [
    'keys-cut-at-a-colon',
    'State keys are stored up to their first colon.',
    ['STATE-14'],
    (type, key) => [type, key.split(':')[0] ?? ''],
  ],
  [
    'keys-not-decoded',
    'State keys are stored percent-encoded.',
    ['STATE-14', 'CONV-17'],
    (type, key) => [type, encodeURIComponent(key)],
  ],
];

/** Which piece of state an event replaces, and how its type and key are stored. */
export const stateSlotFaults: Faults = {
  ...perRow(otherSlots, ([id, summary, violates, change]) => ({
    [id]: { summary, violates, spoil: useSlot(change) },
  })),
  'bare-state-keyed-by-type': {
    summary: 'A state key that is left out is the type.',
    violates: ['STATE-05', 'STATE-06'],
    spoil: storeAs(operation, ({ type, stateKey }, { request }) => ({
      stateKey: /\/state\/[^/]+$/.test(request.path) ? type : stateKey,
    })),
  },
  'bare-state-keyed-by-sender': {
    summary: 'A state key that is left out is the sender.',
    violates: ['STATE-05', 'STATE-06'],
    spoil: storeAs(operation, ({ sender, stateKey }, { request }) => ({
      stateKey: /\/state\/[^/]+$/.test(request.path) ? sender : stateKey,
    })),
  },
  'trailing-slash-another-slot': {
    summary: 'A path with a trailing slash names another state key than one without.',
    violates: ['STATE-06'],
    spoil: storeAs(operation, ({ stateKey }, { request }) => ({
      stateKey: request.path.endsWith('/') ? '/' : stateKey,
    })),
  },
  'empty-state-key-left-out': {
    summary: 'GET state lists events with an empty state_key without it.',
    violates: ['STATE-05', 'MODEL-39'],
    spoil: listEventsIn('get_state_events', (shown, { stateKey }) =>
      stateKey === '' ? omit(shown, 'state_key') : shown,
    ),
  },
  'empty-state-key-null': {
    summary: 'Events with an empty state_key are listed with null.',
    violates: ['STATE-05', 'MODEL-39'],
    spoil: listEvents((shown, { stateKey }) =>
      stateKey === '' ? { ...shown, state_key: null } : shown,
    ),
  },
  'state-never-replaced': {
    summary: 'State that is set once cannot be replaced.',
    violates: ['STATE-07', 'TOPIC-10'],
    spoil: changeRooms(({ append }) => ({
      append: (context, room, draft) => {
        const { type, stateKey } = draft;
        const taken =
          stateKey !== undefined &&
          isFreeType(type) &&
          room.state.get(type)?.has(stateKey) === true;
        return append(context, taken ? readOnly(room) : room, draft);
      },
    })),
  },
  'state-merged': {
    summary: 'State that is replaced keeps its old keys.',
    violates: ['STATE-07'],
    spoil: storeAs(operation, ({ type, stateKey, content }, _context, room) => ({
      content: { ...room.state.get(type)?.get(stateKey ?? '')?.content, ...content },
    })),
  },
  'objects-in-state-merged': {
    summary: 'An object in a content that replaces another keeps the keys of the old object.',
    violates: ['STATE-07'],
    spoil: storeAs(operation, ({ type, stateKey, content }, _context, room) => {
      const old = room.state.get(type)?.get(stateKey ?? '')?.content ?? {};
      const merged = Object.entries(content).map(([key, value]) => {
        const before = old[key];
        return [key, isObject(value) && isObject(before) ? { ...before, ...value } : value];
      });
      return { content: Object.fromEntries(merged) };
    }),
  },
  'keys-trimmed': {
    summary: 'State keys that differ by white space at their ends alone are one.',
    violates: ['STATE-08', 'STATE-14'],
    spoil: useSlot((type, key) => [type, key.trim()]),
  },
  'keys-ignored': {
    summary: 'State of one type is replaced whatever its key.',
    violates: ['STATE-08', 'STATE-14'],
    spoil: both(
      readStateAs((room, type, key) =>
        isFreeType(type)
          ? room.events.findLast((event) => event.type === type && event.stateKey !== undefined)
          : room.state.get(type)?.get(key),
      ),
      chooseState((events) =>
        latestOf(events, ({ type, stateKey }) => (isFreeType(type) ? type : `${type} ${stateKey}`)),
      ),
    ),
  },
  'types-ignored': {
    summary: 'State of one key is replaced whatever its type.',
    violates: ['STATE-09', 'STATE-13'],
    spoil: both(
      readStateAs((room, type, key) =>
        isFreeType(type)
          ? room.events.findLast((event) => isFreeType(event.type) && event.stateKey === key)
          : room.state.get(type)?.get(key),
      ),
      chooseState((events) =>
        latestOf(events, ({ type, stateKey }) =>
          isFreeType(type) ? `${stateKey}` : `${type} ${stateKey}`,
        ),
      ),
    ),
  },
  'rooms-ignored': {
    summary: 'State of one type and key is the same in all rooms.',
    violates: ['STATE-09', 'STATE-12'],
    spoil: (right) => {
      const latest = new Map<string, RoomEvent>();
      return both(
        changeRooms(({ append }) => ({
          append: (context, room, draft) => {
            const event = append(context, room, draft);
            latest.set(`${event.type} ${event.stateKey}`, event);
            return event;
          },
        })),
        readStateAs((room, type, key) => {
          const own = room.state.get(type)?.get(key);
          return isFreeType(type) && own !== undefined ? latest.get(`${type} ${key}`) : own;
        }),
      )(right);
    },
  },
  'state-of-two-rooms-in-disguise': {
    summary: 'GET state lists state of an unknown type of another room as if it were of this one.',
    violates: ['STATE-12', 'STATE-09', 'GST-07'],
    spoil: perRequest('get_state_events', (context) => {
      const other = otherRoom(context);
      return changeView(({ state }) => ({
        state: (room) => [
          ...state(room),
          ...(other === undefined ? [] : state(other))
            .filter(({ type }) => !type.startsWith('m.'))
            .map((event) => ({ ...event, roomId: room.id })),
        ],
      }));
    }),
  },
  'keys-swapped-with-types': {
    summary: 'GET state lists events whose type and state key are swapped.',
    violates: ['STATE-13', 'STATE-14', 'STATE-03'],
    spoil: chooseState((_events, right) =>
      right.map((event) =>
        isFreeType(event.type) && event.type !== 'm.room.topic'
          ? { ...event, type: event.stateKey ?? '', stateKey: event.type }
          : event,
      ),
    ),
  },
  'state-keys-decoded-twice': {
    summary: 'A state key in a path is decoded twice.',
    violates: ['STATE-14', 'CONV-17'],
    spoil: readPathAs(['stateKey'], decodeAgain),
  },
  'types-decoded-twice': {
    summary: 'The type of an event in a path is decoded twice.',
    violates: ['STATE-13', 'SEND-14', 'CONV-17'],
    spoil: readPathAs(['eventType'], decodeAgain),
  },
  'room-ids-decoded-twice': {
    summary: 'The room id in a path is decoded twice.',
    violates: ['CONV-17'],
    spoil: readPathAs(['roomId'], decodeAgain),
  },
  'raw-plus-is-a-space': {
    summary: 'A + that stands unencoded in a path is read as a space, as in a form.',
    violates: ['STATE-14', 'STATE-13', 'SEND-14', 'CONV-17'],
    spoil: readPathAs(['stateKey', 'eventType'], (text, { path }) =>
      path.includes('+') ? text.replaceAll('+', ' ') : text,
    ),
  },
  'plus-is-a-space': {
    summary: 'A + in the type or state key of a path is read as a space.',
    violates: ['STATE-14', 'STATE-13', 'SEND-14', 'CONV-17'],
    spoil: readPathAs(['stateKey', 'eventType'], (text) => text.replaceAll('+', ' ')),
  },
};
