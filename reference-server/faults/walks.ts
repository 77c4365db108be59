import { invalid } from '../errors.ts';
import type { RoomEvent } from '../domain/event.ts';
import { convention, implied, type Fault } from './fault.ts';
import { before } from './spoiling.ts';
import { asked, holding, shifted, also, swapped } from './paged.ts';

/** The order of messages, and how pages meet. */
export const walkFaults: readonly Fault[] = [
  convention(
    'dir-ignored',
    'messages goes forward, whatever dir says.',
    ['MSGS-12'],
    asked((query) => ({ ...query, direction: 'f' })),
    also('MSGS-12'),
  ),
  convention(
    'dir-reversed',
    'messages goes forward for dir=b and back for dir=f.',
    ['MSGS-12'],
    asked((query) => ({ ...query, direction: query.direction === 'b' ? 'f' : 'b' })),
    also('MSGS-12'),
  ),
  convention(
    'backwards-oldest-first',
    'Pages that go back are sorted oldest first.',
    ['MSGS-12'],
    holding((page, { direction }) =>
      direction === 'b' ? { events: page.events.toReversed() } : {},
    ),
    also('MSGS-12'),
  ),
  convention(
    'forwards-newest-first',
    'Pages that go forward are sorted newest first.',
    ['MSGS-12'],
    holding((page, { direction }) =>
      direction === 'f' ? { events: page.events.toReversed() } : {},
    ),
    also('MSGS-12'),
  ),
  convention(
    'two-events-swapped',
    'The first two events of a page change places.',
    ['MSGS-12'],
    holding((page) => ({ events: swapped(page.events) })),
    also('MSGS-12'),
  ),
  convention(
    'dir-forwards-refused',
    'messages cannot go forward.',
    ['MSGS-12'],
    before(['get_messages'], ({ request }) => {
      if (request.query.get('dir')?.[0] === 'f') throw invalid('Not that way.');
    }),
    also('MSGS-12'),
  ),
  implied(
    'pages-skip-one',
    'Every page but the first begins one event too late.',
    ['MSGS-13', 'MSGS-03'],
    shifted(({ direction }) => (direction === 'b' ? -1 : 1)),
    also('MSGS-13', 'MSGS-03'),
  ),
  implied(
    'pages-repeat-two',
    'Every page but the first repeats the two last events of the page before.',
    ['MSGS-13'],
    shifted(({ direction }) => (direction === 'b' ? 2 : -2)),
    also('MSGS-13'),
  ),
  implied(
    'second-page-is-the-first',
    'The end of a page is its start.',
    ['MSGS-13'],
    holding(({ start }) => ({ end: start })),
    also('MSGS-13'),
  ),
  implied(
    'pages-shift-when-something-is-sent',
    'A token counts from the newest event, so that pages shift when something is sent.',
    ['MSGS-13'],
    ({ tokens }) => ({
      tokens: {
        write: (room, position) => tokens.write(room, room.events.length - position),
        read: (room, token) => room.events.length - tokens.read(room, token),
      },
    }),
    also('MSGS-13'),
  ),
  implied(
    'walks-end-early',
    'No walk gets beyond the twelfth event.',
    ['MSGS-13', 'MSGS-03'],
    holding((page, { direction }, room) => {
      const edge = Math.max(0, room.events.length - 12);
      const far = (event: RoomEvent): boolean => room.events.indexOf(event) < edge;
      return direction === 'b' && page.events.some(far)
        ? { events: page.events.filter((event) => !far(event)) }
        : {};
    }),
    also('MSGS-13', 'MSGS-03'),
  ),
  implied(
    'first-event-never-listed',
    'The first event of a room is never listed.',
    ['MSGS-13', 'MSGS-03'],
    holding((page, _query, room) => ({
      events: page.events.filter((event) => event !== room.events[0]),
    })),
    also('MSGS-13', 'MSGS-03'),
  ),
  implied(
    'newest-event-never-listed',
    'The newest event of a room is not listed until another one comes.',
    ['MSGS-03', 'MSGS-13'],
    holding((page, _query, room) => ({
      events: page.events.filter((event) => event !== room.events.at(-1)),
    })),
    {
      ...also('MSGS-03', 'MSGS-13'),
      follows: [
        ...also('MSGS-03', 'MSGS-13').follows,
        'SEND-03',
        'MSG-03',
        'FEED-03',
        'TOPIC-03',
        'STATE-03',
        'SEND-02',
        'MODEL-28',
        'INV-03',
        'JOIN-03',
        'LEAVE-03',
        'BAN-03',
        'SMEM-03',
        'CREATE-20',
        'CREATE-21',
        'SEND-04',
        'SEND-05',
        'SEND-10',
        'SEND-12',
        'SEND-14',
        'MSG-06',
        'MSG-07',
        'MSG-13',
        'CONV-16',
        'FEED-09',
        'FEED-12',
        'MODEL-03',
      ],
    },
  ),
  implied(
    'events-listed-twice',
    'Every event is listed twice in a row.',
    ['MSGS-13', 'MSGS-08'],
    holding(({ events }) => ({ events: events.flatMap((event) => [event, event]) })),
    {
      ...also('MSGS-13', 'MSGS-08'),
      follows: [
        ...also('MSGS-13', 'MSGS-08').follows,
        'MODEL-22',
        'SEND-06',
        'MSG-05',
        'FEED-04',
        'MSG-06',
      ],
    },
  ),
];
