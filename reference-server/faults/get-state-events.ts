import { isObject } from '../domain/json.ts';
import type { Faults } from './fault.ts';
import {
  changeView,
  changeWholeBody,
  chooseState,
  inAnotherRoom,
  latestOf,
  onlyIn,
  otherRoom,
  perRequest,
  roomOf,
} from './vocabulary/index.ts';

const idOf = (item: unknown): unknown => (isObject(item) ? item['event_id'] : item);

/** What GET state lists. */
export const getStateEventsFaults: Faults = {
  'state-is-an-object': {
    summary: 'GET state answers an object by event id.',
    violates: ['GST-02'],
    spoil: changeWholeBody(['get_state_events'], (body) =>
      Array.isArray(body)
        ? Object.fromEntries(body.map((item) => [String(idOf(item)), item]))
        : body,
    ),
  },
  'state-in-a-chunk': {
    summary: 'GET state answers an object with a chunk.',
    violates: ['GST-02'],
    spoil: changeWholeBody(['get_state_events'], (body) => ({ chunk: body })),
  },
  'state-of-ids': {
    summary: 'GET state lists ids instead of events.',
    violates: ['GST-03', 'MODEL-22', 'MODEL-39'],
    spoil: changeWholeBody(['get_state_events'], (body) =>
      Array.isArray(body) ? body.map(idOf) : body,
    ),
  },
  'old-state-listed': {
    summary: 'GET state lists replaced events as well.',
    violates: ['GST-05', 'STATE-07'],
    spoil: onlyIn(
      ['get_state_events'],
      chooseState((events) => events),
    ),
  },
  'old-state-listed-everywhere': {
    summary: 'GET state and initialSync list replaced events as well.',
    violates: ['GST-05', 'STATE-07'],
    spoil: chooseState((events) => events),
  },
  'first-state-listed': {
    summary: 'GET state lists the first event of each slot.',
    violates: ['GST-05', 'GST-04', 'STATE-07'],
    spoil: chooseState((events) =>
      latestOf(events.toReversed(), ({ type, stateKey }) => `${type} ${stateKey}`),
    ),
  },
  'third-state-not-listed': {
    summary: 'GET state lists the second event of a slot for all later ones.',
    violates: ['GST-05', 'GST-04'],
    spoil: chooseState((events, right) =>
      right.map((latest) => {
        const slot = events.filter(
          ({ type, stateKey }) => type === latest.type && stateKey === latest.stateKey,
        );
        return slot[1] ?? latest;
      }),
    ),
  },
  'sent-events-listed-as-state': {
    summary: 'GET state lists the latest sent event as well.',
    violates: ['GST-05', 'SEND-04'],
    spoil: changeView(({ state }) => ({
      state: (room) => [
        ...state(room),
        ...room.events.filter(({ stateKey }) => stateKey === undefined).slice(-1),
      ],
    })),
  },
  'founding-state-unseen': {
    summary: 'GET state does not list the state that createRoom set by itself.',
    violates: ['GST-04', 'CREATE-26', 'SYNC-10'],
    spoil: onlyIn(
      ['get_state_events'],
      changeView(({ state }) => ({
        state: (room) =>
          state(
            roomOf(room, ({ type }) => !/^m\.room\.(create|power_levels|join_rules)$/.test(type)),
          ),
      })),
    ),
  },
  'state-of-another-room': {
    summary: 'GET state lists another room of the caller.',
    violates: ['GST-07', 'MODEL-24'],
    spoil: inAnotherRoom(['get_state_events']),
  },
  'state-of-two-rooms': {
    summary: 'GET state lists another room of the caller as well.',
    violates: ['GST-07', 'MODEL-24'],
    spoil: perRequest('get_state_events', (context) => {
      const other = otherRoom(context);
      return changeView(({ state }) => ({
        state: (room) => [...state(room), ...(other === undefined ? [] : state(other))],
      }));
    }),
  },
};
