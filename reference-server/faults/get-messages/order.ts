import type { RoomEvent } from '../../domain/event.ts';
import { invalid } from '../../errors.ts';
import { perRow, type Faults } from '../fault.ts';
import { before, changePage, changeQuery, shiftTokens } from '../vocabulary/index.ts';

const swapFirstTwo = (events: readonly RoomEvent[]): readonly RoomEvent[] => {
  const [first, second, ...rest] = events;
  return first === undefined || second === undefined ? events : [second, first, ...rest];
};

/** In which order GET messages goes, and whether its pages hold every event once. */
export const messageOrderFaults: Faults = {
  'dir-ignored': {
    summary: 'GET messages goes forward whatever dir says.',
    violates: ['MSGS-12'],
    spoil: changeQuery((query) => ({ ...query, direction: 'f' })),
  },
  'dir-reversed-beside-to': {
    summary: 'GET messages going forward lists a page with to from the newest to the oldest event.',
    violates: ['MSGS-12'],
    spoil: changePage(({ events }, { direction, to }) =>
      direction === 'f' && to !== undefined ? { events: events.toReversed() } : {},
    ),
  },
  'dir-reversed': {
    summary: 'GET messages goes forward for dir=b and backward for dir=f.',
    violates: ['MSGS-12'],
    spoil: changeQuery((query) => ({
      ...query,
      direction: query.direction === 'b' ? 'f' : 'b',
    })),
  },
  'dir-forwards-refused': {
    summary: 'GET messages answers 400 for dir=f.',
    violates: ['MSGS-12'],
    spoil: before(['get_messages'], ({ request }) => {
      if (request.query.get('dir')?.[0] === 'f') throw invalid('Not that way.');
    }),
  },
  ...perRow(
    [
      ['backwards-oldest-first', 'backward lists the oldest', 'b'],
      ['forwards-newest-first', 'forward lists the newest', 'f'],
    ],
    ([id, what, wrong]) => ({
      [id]: {
        summary: `GET messages going ${what} event of a page first.`,
        violates: ['MSGS-12'],
        spoil: changePage(({ events }, { direction }) =>
          direction === wrong ? { events: events.toReversed() } : {},
        ),
      },
    }),
  ),
  'backwards-oldest-first-without-limit': {
    summary: 'GET messages going backward without a limit lists the oldest event of a page first.',
    violates: ['MSGS-12'],
    spoil: changePage(({ events }, { direction, limit }) =>
      direction === 'b' && limit === undefined ? { events: events.toReversed() } : {},
    ),
  },
  'two-events-swapped': {
    summary: 'GET messages swaps the first two events of a page.',
    violates: ['MSGS-12'],
    spoil: changePage(({ events }) => ({ events: swapFirstTwo(events) })),
  },
  'pages-skip-one': {
    summary: 'Every page of GET messages but the first begins one event too late.',
    violates: ['MSGS-13', 'MSGS-03'],
    spoil: shiftTokens(({ direction }) => (direction === 'b' ? -1 : 1)),
  },
  'pages-repeat-two': {
    summary: 'Every page of GET messages but the first repeats the last two events before it.',
    violates: ['MSGS-13'],
    spoil: shiftTokens(({ direction }) => (direction === 'b' ? 2 : -2)),
  },
  'pages-shift-when-something-is-sent': {
    summary: 'A token counts from the newest event, so that pages shift when something is sent.',
    violates: ['MSGS-13'],
    spoil: ({ tokens }) => ({
      tokens: {
        write: (room, position) => tokens.write(room, room.events.length - position),
        read: (room, token) => room.events.length - tokens.read(room, token),
      },
    }),
  },
  'walks-end-early': {
    summary: 'GET messages going backward never shows more than the twelve newest events.',
    violates: ['MSGS-13', 'MSGS-03'],
    spoil: changePage(({ events }, { direction }, room) => {
      const edge = Math.max(0, room.events.length - 12);
      const near = (event: RoomEvent): boolean => room.events.indexOf(event) >= edge;
      return direction === 'b' ? { events: events.filter(near) } : {};
    }),
  },
  'first-event-never-listed': {
    summary: 'GET messages never shows the first event of a room.',
    violates: ['MSGS-13', 'MSGS-03'],
    spoil: changePage(({ events }, _query, room) => ({
      events: events.filter((event) => event !== room.events[0]),
    })),
  },
  'newest-event-never-listed': {
    summary: 'GET messages does not show the newest event of a room until there is another one.',
    violates: ['MSGS-03', 'MSGS-13'],
    spoil: changePage(({ events }, _query, room) => ({
      events: events.filter((event) => event !== room.events.at(-1)),
    })),
  },
  'events-listed-twice': {
    summary: 'GET messages lists every event twice in a row.',
    violates: ['MSGS-13', 'MSGS-08'],
    spoil: changePage(({ events }) => ({ events: events.flatMap((event) => [event, event]) })),
  },
  'full-page-of-seven-loses-one': {
    summary: 'GET messages leaves out the last event of a full page of exactly seven.',
    violates: ['MSGS-13', 'MSGS-03'],
    spoil: changePage(({ events }, { limit }) =>
      limit === 7 && events.length === 7 ? { events: events.slice(0, -1) } : {},
    ),
  },
  'long-rooms-lose-one': {
    summary: 'GET messages does not show the thirtieth event of a room with more than sixty.',
    violates: ['MSGS-13', 'MSGS-03', 'MSGS-16'],
    spoil: changePage(({ events }, _query, room) =>
      room.events.length > 60
        ? { events: events.filter((event) => event !== room.events[29]) }
        : {},
    ),
  },
};
