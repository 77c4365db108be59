import { describe, expect, it } from 'vitest';
import type { Captured } from '../../../harness/run/outcome.ts';
import { exchange } from '../../testing/sample.ts';
import { eventOrder } from './event-order.ts';
import { listingsIn } from './listings.ts';
import { type Met, pageTable, type Walk } from './pages.ts';

interface Said {
  readonly start?: string;
  readonly end?: string;
  readonly actor?: string;
}

/** A page of messages: its ids a letter each, as they came. */
const page = (step: number, query: string, ids: string, said: Said = {}): Captured => {
  const asked = new URLSearchParams(query);
  const dir = asked.get('dir');
  return exchange(step, {
    operation: 'get_messages',
    actor: said.actor ?? 'owner',
    page: {
      listing: 'get_messages',
      dir: dir === 'b' || dir === 'f' ? dir : null,
      limit: asked.get('limit'),
      from: asked.get('from'),
      start: said.start ?? null,
      end: said.end ?? null,
      events: ids.split('').map((id) => ({ id: `$${id}`, type: 'm.room.message', label: id })),
    },
  });
};

const sent = (step: number, id: string): Captured =>
  exchange(step, { operation: 'send_message', event: `$${id}` });

/** The events of the only listing, the oldest first. */
function ordered(exchanges: readonly Captured[]): string {
  const [listing] = listingsIn(exchanges);
  return listing === undefined
    ? ''
    : eventOrder(listing, 'oldest-first').join('').replaceAll('$', '');
}

function walks(exchanges: readonly Captured[]): readonly Walk[] {
  const [listing] = listingsIn(exchanges);
  return listing === undefined ? [] : pageTable(listing, 'oldest-first').walks;
}

const marks = { once: '1', seam: 's', again: '2', missed: '0' } as const;

/** A walk, a line for each page and one for all of them: a sign for every column. */
function lines({ rows, sum }: Walk): readonly string[] {
  const line = (cells: readonly (Met | null)[]): string =>
    cells.map((met) => (met === null ? '.' : marks[met])).join('');
  return [
    ...rows.map(({ cells }) => line(cells)),
    ...(sum === null ? [] : [line(sum.map((cell) => cell && cell.met))]),
  ];
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
  it('count the messages of a synchronization as a page', () => {
    const synced = page(0, '?dir=f', 'bc', { start: 't' });
    expect(
      ordered([{ ...synced, operation: 'get_room_sync_data' }, page(1, '?from=t&dir=b', 'a')]),
    ).toBe('abc');
  });
  it('are left out where a page cannot be read', () => {
    const paged = [page(0, '?dir=b', 'ba', { end: 't' }), page(1, '?dir=b&from=t', '')];
    expect(listingsIn([...paged, { ...page(2, '?dir=b&from=t', ''), page: null }])).toEqual([]);
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

describe('the table of pages', () => {
  it('shows what a walk left out', () => {
    const [whole, walk] = walks([
      page(0, '?dir=f', 'abcdef'),
      page(1, '?dir=b&limit=2', 'fe', { end: 't' }),
      page(2, '?dir=b&from=t&limit=2', 'ca', { end: 'u' }),
    ]);
    expect(whole && lines(whole)).toEqual(['111111']);
    expect(walk && lines(walk)).toEqual(['....11', '101...', '101011']);
  });
  it('shows what came again, and what may at a seam', () => {
    const [walk] = walks([
      page(0, '?dir=b', 'edc', { end: 't' }),
      page(1, '?dir=b&from=t', 'cb', { end: 'u' }),
      page(2, '?dir=b&from=u', 'cba', { end: 'v' }),
    ]);
    expect(walk && lines(walk)).toEqual(['..111', '.1s..', '122..', '12211']);
  });
  it('keeps pages in one walk as long as a reader goes on from where the last page ended', () => {
    const found = walks([
      page(0, '?dir=b', 'dc', { end: 't' }),
      page(1, '?dir=b&from=t', 'ba', { actor: 'guest' }),
      page(2, '?dir=b&from=t', 'ba'),
    ]);
    expect(found.map(({ rows }) => rows.map((row) => row.page.step))).toEqual([[0, 2], [1]]);
  });
  it('shows the tokens of both ends, told apart in as few letters as possible', () => {
    const [back] = walks([
      page(0, '?dir=b', 'dc', { start: 'token-9', end: 'token-7' }),
      page(1, '?dir=b&from=token-7', '', { start: 'token-7', end: 'token-7' }),
    ]);
    expect(back?.rows.map(({ start, end }) => [start, end])).toEqual([
      ['token-9', 'token-7'],
      ['token-7', 'token-7'],
    ]);
    expect(back && lines(back)).toEqual(['11', '..', '11']);
  });
});
