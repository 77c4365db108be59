import type { RoomEvent } from '../domain/event.ts';
import { invalid } from '../errors.ts';
import { convention, implied, type Fault } from './fault.ts';
import { asked, holding, shifted, swapped } from './paged.ts';
import { before } from './spoiling.ts';

/** The order of messages, and how pages meet. */
export const walkFaults: readonly Fault[] = [
  convention(
    'dir-ignored',
    'messages goes forward, whatever dir says.',
    ['MSGS-12'],
    asked((query) => ({ ...query, direction: 'f' })),
  ),
  convention(
    'dir-reversed',
    'messages goes forward for dir=b and back for dir=f.',
    ['MSGS-12'],
    asked((query) => ({ ...query, direction: query.direction === 'b' ? 'f' : 'b' })),
  ),
  convention(
    'backwards-oldest-first',
    'Pages that go back are sorted oldest first.',
    ['MSGS-12'],
    holding((page, { direction }) =>
      direction === 'b' ? { events: page.events.toReversed() } : {},
    ),
  ),
  convention(
    'forwards-newest-first',
    'Pages that go forward are sorted newest first.',
    ['MSGS-12'],
    holding((page, { direction }) =>
      direction === 'f' ? { events: page.events.toReversed() } : {},
    ),
  ),
  convention(
    'two-events-swapped',
    'The first two events of a page change places.',
    ['MSGS-12'],
    holding((page) => ({ events: swapped(page.events) })),
  ),
  convention(
    'dir-forwards-refused',
    'messages cannot go forward.',
    ['MSGS-12'],
    before(['get_messages'], ({ request }) => {
      if (request.query.get('dir')?.[0] === 'f') throw invalid('Not that way.');
    }),
  ),
  implied(
    'pages-skip-one',
    'Every page but the first begins one event too late.',
    ['MSGS-13', 'MSGS-03'],
    shifted(({ direction }) => (direction === 'b' ? -1 : 1)),
  ),
  implied(
    'pages-repeat-two',
    'Every page but the first repeats the two last events of the page before.',
    ['MSGS-13'],
    shifted(({ direction }) => (direction === 'b' ? 2 : -2)),
  ),
  implied(
    'second-page-is-the-first',
    'The end of a page is its start.',
    ['MSGS-13'],
    holding(({ start }) => ({ end: start })),
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
  ),
  implied(
    'first-event-never-listed',
    'The first event of a room is never listed.',
    ['MSGS-13', 'MSGS-03'],
    holding((page, _query, room) => ({
      events: page.events.filter((event) => event !== room.events[0]),
    })),
  ),
  implied(
    'newest-event-never-listed',
    'The newest event of a room is not listed until another one comes.',
    ['MSGS-03', 'MSGS-13'],
    holding((page, _query, room) => ({
      events: page.events.filter((event) => event !== room.events.at(-1)),
    })),
  ),
  implied(
    'events-listed-twice',
    'Every event is listed twice in a row.',
    ['MSGS-13', 'MSGS-08'],
    holding(({ events }) => ({ events: events.flatMap((event) => [event, event]) })),
  ),
];
