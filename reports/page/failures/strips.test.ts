import { describe, expect, it } from 'vitest';
import type { Captured } from '../../../harness/run/outcome.ts';
import { exchange } from '../../testing/sample.ts';
import { eventOrder } from './event-order.ts';
import { listingsIn } from './listings.ts';
import { stripsOf, type Walk } from './strips.ts';

interface Said {
  readonly start?: string;
  readonly end?: string;
  readonly actor?: string;
  readonly status?: number;
}

/** A page of messages: its ids a letter each, as they came. */
const page = (step: number, query: string, ids: string, said: Said = {}): Captured =>
  exchange(step, {
    operation: 'get_messages',
    method: 'GET',
    path: `/_matrix/client/api/v1/rooms/!r%3Ahs/messages${query}`,
    body: null,
    actor: said.actor ?? 'owner',
    status: said.status ?? 200,
    answer: JSON.stringify({
      chunk: ids.split('').map((id) => ({
        event_id: `$${id}`,
        type: 'm.room.message',
        content: { body: id },
      })),
      start: said.start,
      end: said.end,
    }),
  });

const sent = (step: number, id: string): Captured =>
  exchange(step, {
    operation: 'send_message',
    path: '/_matrix/client/api/v1/rooms/!r%3Ahs/send/m.room.message',
    answer: JSON.stringify({ event_id: `$${id}` }),
  });

/** The events of the only listing, the oldest first. */
function ordered(exchanges: readonly Captured[]): string {
  const [listing] = listingsIn(exchanges);
  return listing === undefined
    ? ''
    : eventOrder(listing, 'oldest-first').join('').replaceAll('$', '');
}

function walks(exchanges: readonly Captured[]): readonly Walk[] {
  const [listing] = listingsIn(exchanges);
  return listing === undefined ? [] : stripsOf(listing, 'oldest-first').walks;
}

const marks = { once: '1', seam: 's', again: '2', missed: '0' } as const;

/** A walk, a line for each page and one for all of them: a sign for every column. */
function lines({ strips, sum }: Walk, columns: number): readonly string[] {
  const line = (cells: readonly { column: number; met: keyof typeof marks }[]): string =>
    Array.from({ length: columns }, (_, i) => {
      const met = cells.find(({ column }) => column === i)?.met;
      return met === undefined ? '.' : marks[met];
    }).join('');
  return [...strips.map(({ cells }) => line(cells)), ...(sum === null ? [] : [line(sum)])];
}

describe('listings', () => {
  it('are those that were read in pages, by room', () => {
    const whole = [page(0, '', 'abc'), page(1, '', 'abc')];
    expect(listingsIn(whole)).toEqual([]);
    const paged = [page(0, '?dir=b', 'ba', { end: 't' }), page(1, '?dir=b&from=t', '')];
    expect(listingsIn(paged).map(({ room, pages }) => [room, pages.length])).toEqual([
      ['!r:hs', 2],
    ]);
  });
  it('count the messages of a synchronisation as a page', () => {
    const synced = exchange(0, {
      method: 'GET',
      path: '/_matrix/client/api/v1/rooms/!r%3Ahs/initialSync?limit=2',
      answer: '{"messages":{"chunk":[{"event_id":"$b"},{"event_id":"$c"}],"start":"t","end":"u"}}',
    });
    expect(ordered([synced, page(1, '?from=t&dir=b', 'a')])).toBe('abc');
  });
  it.each(['no JSON', '{"chunk":{}}', '[]', '{"chunk":[{"event_id":7}]}', null])(
    'are left out where an answer is %j',
    (answer) => {
      const paged = [page(0, '?dir=b', 'ba', { end: 't' }), page(1, '?dir=b&from=t', '')];
      expect(listingsIn([...paged, { ...page(2, '?dir=b&from=t', ''), answer }])).toEqual([]);
    },
  );
  it('take no notice of pages that were refused', () => {
    const paged = [page(0, '?dir=b', 'ba', { end: 't' }), page(1, '?dir=b&from=t', '')];
    expect(listingsIn([...paged, page(2, '?dir=b', 'x', { status: 403 })])[0]?.pages).toHaveLength(
      2,
    );
  });
});

describe('the order of events', () => {
  it('is put together from pages that overlap', () => {
    expect(
      ordered([
        page(0, '?dir=b', 'fed', { end: 't' }),
        page(1, '?dir=b&from=t', 'dcb'),
        page(2, '?dir=f', 'abcd'),
      ]),
    ).toBe('abcdef');
  });
  it('goes by direction where pages share nothing', () => {
    expect(ordered([page(0, '?dir=b', 'fe', { end: 't' }), page(1, '?dir=b&from=t', 'dcba')])).toBe(
      'abcdef',
    );
    expect(ordered([page(0, '?dir=f', 'ab', { end: 't' }), page(1, '?dir=f&from=t', 'cde')])).toBe(
      'abcde',
    );
  });
  it('goes by what is known where no direction was asked for', () => {
    const paged = [page(0, '?limit=2', 'cb', { end: 't' }), page(1, '?from=t', 'a')];
    expect(ordered([...paged, page(2, '?dir=f', 'abcd')])).toBe('abcd');
  });
  it('has what was sent and never listed behind what had been listed then', () => {
    expect(
      ordered([
        sent(0, 'b'),
        page(1, '?dir=b', 'cba', { end: 't' }),
        sent(2, 'x'),
        sent(3, 'd'),
        page(4, '?dir=b', 'dcb'),
        page(5, '?dir=b&from=t', ''),
        sent(6, 'y'),
      ]),
    ).toBe('abcxdy');
  });
});

describe('strips', () => {
  it('show what a walk passed over', () => {
    const [whole, walk] = walks([
      page(0, '?dir=f', 'abcdef'),
      page(1, '?dir=b&limit=2', 'fe', { end: 't' }),
      page(2, '?dir=b&from=t&limit=2', 'ca', { end: 'u' }),
    ]);
    expect(whole && lines(whole, 6)).toEqual(['111111']);
    expect(walk && lines(walk, 6)).toEqual(['....11', '101...', '101011']);
  });
  it('show what came again, and what may at a seam', () => {
    const [walk] = walks([
      page(0, '?dir=b', 'edc', { end: 't' }),
      page(1, '?dir=b&from=t', 'cb', { end: 'u' }),
      page(2, '?dir=b&from=u', 'cba', { end: 'v' }),
    ]);
    expect(walk && lines(walk, 5)).toEqual(['..111', '.1s..', '122..', '12211']);
  });
  it('are of one walk as long as a reader goes on from where the last page ended', () => {
    const found = walks([
      page(0, '?dir=b', 'dc', { end: 't' }),
      page(1, '?dir=b&from=t', 'ba', { actor: 'guest' }),
      page(2, '?dir=b&from=t', 'ba'),
    ]);
    expect(found.map(({ strips }) => strips.map((strip) => strip.page.step))).toEqual([
      [0, 2],
      [1],
    ]);
  });
  it('have their tokens at the ends where they belong, told apart in as few letters as can be', () => {
    const [back] = walks([
      page(0, '?dir=b', 'dc', { start: 'token-9', end: 'token-7' }),
      page(1, '?dir=b&from=token-7', '', { start: 'token-7', end: 'token-7' }),
    ]);
    expect(back?.strips.map(({ left, right, span }) => [left, right, span])).toEqual([
      ['token-7', 'token-9', [0, 1]],
      ['token-7', 'token-7', null],
    ]);
  });
});
