import { describe, expect, it } from 'vitest';
import { defaultPageSize, endOfWalk, orderOf, seamOf } from './dialect.ts';
import { isEnd } from '../world/end-of-walk.ts';
import {
  beginsElsewhere,
  differenceOf,
  type Page,
  type Listing,
  firstMisplaced,
  firstNotFull,
  once,
  firstTooLong,
  repeated,
} from './pages.ts';

const leaf = (ids: string, start = 's', end: string | undefined = 'e'): Page => ({
  ids: ids.split(''),
  start,
  end,
});
const listing = (order: Listing['order'], ...pages: readonly string[]): Listing => ({
  pages: pages.map((ids) => leaf(ids)),
  order,
  mayMissOldest: false,
});

describe('pages', () => {
  it('may repeat the event at a seam, and nothing more', () => {
    expect(repeated([leaf('abc'), leaf('cde')])).toEqual([]);
    expect(repeated([leaf('abc'), leaf('bcd')])).toEqual(['b', 'c']);
    expect(repeated([leaf('abca')])).toEqual(['a']);
    expect(repeated([leaf('ab'), leaf('cb')])).toEqual(['b']);
    expect(once([leaf('abc'), leaf('cde')])).toEqual('abcde'.split(''));
  });

  it('are full while there is more behind them', () => {
    expect(firstNotFull([leaf('abc'), leaf('d')], 3)).toBeNull();
    expect(firstNotFull([leaf('ab'), leaf('cde'), leaf('f')], 3)).toBe(1);
    expect(firstNotFull([leaf('abc'), leaf(''), leaf('d')], 3)).toBe(2);
    // An event that comes again is one more of the page.
    expect(firstNotFull([leaf('abc'), leaf('cde'), leaf('e')], 3)).toBeNull();
    expect(firstTooLong([leaf('abc'), leaf('defg')], 3)).toBe(2);
  });

  it('end where none follows, however the target shows it', () => {
    const first = leaf('ba', 's', 't');
    expect(isEnd([first, leaf('', 't', 't')], 't')).toBe(true);
    expect(isEnd([{ ids: ['a'], start: 't', end: undefined }], 't')).toBe(true);
    expect(isEnd([first, leaf('a', 't', 't')], 't')).toBe(true);
    expect(isEnd([leaf('a', 't', 't')], 't')).toBe(false);
    // An empty page is not the end (traps: current, 17).
    expect(isEnd([first, leaf('', 't', 'u')], 't')).toBe(false);
  });

  it('end where nothing new comes for long, whose tokens are never the same twice', () => {
    const walked = (...later: readonly string[]): boolean =>
      isEnd(
        ['cba', ...later].map((ids, i) => leaf(ids, `s${i}`, `e${i}`)),
        `e${later.length - 1}`,
      );
    const times = (count: number, ids: string): readonly string[] =>
      Array.from({ length: count }, () => ids);
    expect(walked(...times(9, ''))).toBe(false);
    expect(walked(...times(10, ''))).toBe(true);
    expect(walked(...times(10, 'a'))).toBe(true);
    // A walk that goes in a circle has not ended.
    expect(walked(...times(20, 'cba'))).toBe(false);
    expect(walked(...times(9, ''), 'z', '')).toBe(false);
  });

  it('begin where their start leads to, whichever side the event at the seam belongs to', () => {
    const elsewhere = (found: string): boolean =>
      beginsElsewhere('def'.split(''), 'abc'.split(''), found.split(''));
    expect(['defg', 'cdef', 'efg'].map(elsewhere)).toEqual([false, false, false]);
    expect(['fgh', 'bcde', 'bcdef', ''].map(elsewhere)).toEqual([true, true, true, true]);
  });
});

describe('listings', () => {
  it('agree whatever the direction and the size of the pages', () => {
    const back = listing('newest-first', 'edc', 'ba');
    expect(differenceOf(back, listing('oldest-first', 'ab', 'cd', 'e'), false)).toBeNull();
    expect(differenceOf(back, listing('oldest-first', 'abcdef'), true)).toBeNull();
  });

  it('depart where one lacks, adds or moves an event', () => {
    const before = listing('oldest-first', 'abcde');
    const kind = (now: string, grown = false): string | undefined =>
      differenceOf(before, listing('oldest-first', now), grown)?.kind;
    expect(kind('abde')).toBe('lost');
    expect(kind('abdce')).toBe('moved');
    expect(kind('abcdef')).toBe('added');
    expect(kind('abxcde', true)).toBe('added');
  });

  it('may miss the oldest event where pages back begin with that of their token', () => {
    const before = listing('newest-first', 'edc', 'ba');
    const forth = { ...listing('oldest-first', 'bcde'), mayMissOldest: true };
    expect(differenceOf(before, forth, false)).toBeNull();
    expect(differenceOf(forth, before, false)).toBeNull();
    expect(differenceOf(before, listing('oldest-first', 'bcde'), false)?.kind).toBe('lost');
    expect(
      differenceOf(before, { ...listing('oldest-first', 'cde'), mayMissOldest: true }, false)?.kind,
    ).toBe('lost');
  });

  it('have what was sent in the order in which it was sent', () => {
    expect(firstMisplaced('abc'.split(''), 'xaybzc'.split(''))).toBeNull();
    expect(firstMisplaced('abc'.split(''), 'xacb'.split(''))).toEqual(['c', 'b']);
  });
});

describe('the dialect of a target', () => {
  const sent = 'abcdefg'.split('');

  it('is known by which end of the room a page shows', () => {
    expect(orderOf('gfe'.split(''), sent)).toBe('newest-first');
    expect(orderOf('xyz'.split(''), sent)).toBe('oldest-first');
    expect(orderOf('xab'.split(''), sent)).toBe('oldest-first');
    expect(orderOf([], sent)).toBeNull();
    // Pages in disorder: two events have changed places, or the page is sorted the other way round.
    expect(orderOf('fge'.split(''), sent)).toBe('newest-first');
    expect(orderOf('efg'.split(''), sent)).toBe('newest-first');
    // The whole room, whatever the limit.
    expect(orderOf('xabcdefg'.split(''), sent)).toBe('oldest-first');
    expect(orderOf('gfedcbax'.split(''), sent)).toBe('newest-first');
  });

  it('is told in the words of spec/readings', () => {
    expect(seamOf([leaf('abc'), leaf('cd')])).toBe('repeats-the-boundary');
    expect(seamOf([leaf('abc'), leaf('de')])).toBe('exclusive');
    expect(seamOf([leaf('abc')])).toBeNull();
    expect(endOfWalk([leaf('ab'), leaf('', 't', 't')])).toBe('empty-page');
    expect(endOfWalk([leaf('ab'), leaf('b', 't', 't')])).toBe('last-event-repeated');
    expect(endOfWalk([leaf('ab'), { ids: [], start: 't', end: undefined }])).toBe('no-end');
    expect(defaultPageSize(0, 12)).toBe('empty');
    expect(defaultPageSize(10, 12)).toBe('10');
    expect(defaultPageSize(12, 12)).toBe('everything');
  });
});
