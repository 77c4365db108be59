import type { RoomEvent } from '../domain/event.ts';
import { documented, implied, type Fault } from './fault.ts';
import { viewing, within } from './spoiling.ts';
import { current, keptAs } from './state-slots.ts';

/** What is listed as current state. */
export const stateListFaults: readonly Fault[] = [
  documented(
    'old-state-listed',
    'GET state lists what was replaced as well.',
    ['GST-05', 'STATE-07'],
    within(
      ['get_state_events'],
      current((events) => events),
    ),
  ),
  documented(
    'old-state-listed-everywhere',
    'GET state and initialSync list what was replaced as well.',
    ['GST-05', 'STATE-07'],
    current((events) => events),
  ),
  documented(
    'first-state-listed',
    'GET state lists the first event of each slot.',
    ['GST-05', 'STATE-07'],
    current((events) => [
      ...new Map(
        events.toReversed().map((event) => [`${event.type} ${event.stateKey}`, event]),
      ).values(),
    ]),
  ),
  documented(
    'third-state-not-listed',
    'GET state stops at the second event of a slot.',
    ['GST-05', 'GST-04'],
    current((events, right) =>
      right.map((latest) => {
        const slot = events.filter(
          ({ type, stateKey }) => type === latest.type && stateKey === latest.stateKey,
        );
        return slot[1] ?? latest;
      }),
    ),
  ),
  documented(
    'sent-events-listed-as-state',
    'GET state lists the latest sent event as well.',
    ['GST-05', 'SEND-04'],
    viewing(({ state }) => ({
      state: (room) => [
        ...state(room),
        ...room.events.filter(({ stateKey }) => stateKey === undefined).slice(-1),
      ],
    })),
  ),
  implied(
    'sent-events-are-state',
    'An event of a type nobody knows is sent as state of the empty key.',
    ['SEND-04', 'GST-05'],
    keptAs(['send_non_state_event'], () => ({ stateKey: '' })),
  ),
  implied(
    'sent-events-replace',
    'The second event of a type by one sender takes the first out of the messages.',
    ['SEND-04', 'MSGS-03'],
    within(['get_messages'], (right) => ({
      page: {
        ...right.page,
        messages: (tokens, room, query) => {
          const page = right.page.messages(tokens, room, query);
          const later = (event: RoomEvent): boolean =>
            room.events.some(
              (other) =>
                other !== event &&
                other.at >= event.at &&
                other.type === event.type &&
                other.sender === event.sender &&
                room.events.indexOf(other) > room.events.indexOf(event),
            );
          return {
            ...page,
            events: page.events.filter((event) => event.stateKey !== undefined || !later(event)),
          };
        },
      },
    })),
  ),
];
