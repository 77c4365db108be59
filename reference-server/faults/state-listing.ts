import type { RoomEvent } from '../domain/event.ts';
import { documented, implied, type Fault } from './fault.ts';
import { viewing, within } from './spoiling.ts';
import { keptAs, current } from './state-slots.ts';

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
    {
      follows: ['SYNC-10', 'TOPIC-10', 'TOPIC-03', 'SMEM-03'],
      because: 'The two lists differ, and slots are listed twice.',
    },
  ),
  documented(
    'old-state-listed-everywhere',
    'GET state and initialSync list what was replaced as well.',
    ['GST-05', 'STATE-07'],
    current((events) => events),
    { follows: ['TOPIC-10', 'TOPIC-03', 'SMEM-03'], because: 'Slots are listed twice.' },
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
    {
      follows: [
        'GST-04',
        'TOPIC-10',
        'TOPIC-03',
        'SMEM-03',
        'LEAVE-03',
        'JOIN-03',
        'BAN-03',
        'INV-03',
      ],
      because: 'What was set second is not listed.',
    },
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
    {
      follows: ['STATE-07', 'TOPIC-03', 'TOPIC-10', 'SMEM-03', 'LEAVE-03', 'BAN-03', 'SMEM-20'],
      because: 'What was set third is not listed.',
    },
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
    { follows: ['MODEL-39', 'SYNC-06'], because: 'It has no state_key.' },
  ),
  implied(
    'sent-events-are-state',
    'An event of a type nobody knows is sent as state of the empty key.',
    ['SEND-04', 'GST-05'],
    keptAs(['send_non_state_event'], () => ({ stateKey: '' })),
    { follows: ['SEND-03'], because: 'It is no non-state event.' },
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
    {
      follows: [
        'MSG-06',
        'MSGS-05',
        'MSGS-08',
        'MSGS-12',
        'MSGS-13',
        'MSG-03',
        'SEND-03',
        'FEED-03',
        'SEND-05',
        'FEED-09',
        'MSGS-07',
        'MSGS-06',
      ],
      because: 'Most of what was sent is not there.',
    },
  ),
];
