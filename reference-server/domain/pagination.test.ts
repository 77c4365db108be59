import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { event, roomOf } from '../testing/events.ts';
import {
  pageOfMembers,
  pageOfMessages,
  pageOfRecent,
  readToken,
  writeToken,
  type Page,
  type PageQuery,
} from './pagination.ts';
import { openRoom, type Room } from './room.ts';

const tokens = { write: writeToken, read: readToken };

function page(room: Room, query: Partial<PageQuery>): Page {
  const whole = { from: undefined, to: undefined, limit: undefined, direction: 'f' } as const;
  return pageOfMessages(tokens, room, { ...whole, ...query });
}

function ids({ events }: Page): readonly string[] {
  return events.map(({ eventId }) => eventId);
}

describe('a page of messages', () => {
  it('joins the next one without a gap or an overlap, for every room, limit and direction', () => {
    const walks = fc.record({
      count: fc.nat(40),
      limit: fc.integer({ min: 1, max: 12 }),
      direction: fc.constantFrom('b' as const, 'f' as const),
    });
    fc.assert(
      fc.property(walks, ({ count, limit, direction }) => {
        const room = roomOf(count);
        const seen: string[] = [];
        let current = page(room, { limit, direction });
        while (current.events.length > 0) {
          expect(current.events.length).toBeLessThanOrEqual(limit);
          seen.push(...ids(current));
          current = page(room, { limit, direction, from: current.end });
        }
        expect(current.end).toBe(current.start);
        const all = room.events.map(({ eventId }) => eventId);
        expect(seen).toEqual(direction === 'f' ? all : all.toReversed());
      }),
      { seed: 20140903, numRuns: 100 },
    );
  });

  it('holds exactly what lies between from and to, cut by the limit', () => {
    const bounds = fc.record({ from: fc.nat(20), to: fc.nat(20), limit: fc.nat(25) });
    const room = roomOf(20);
    fc.assert(
      fc.property(bounds, ({ from, to, limit }) => {
        const query = { from: writeToken(room, from), to: writeToken(room, to), limit };
        const all = room.events.map(({ eventId }) => eventId);
        const forward = page(room, { ...query, direction: 'f' });
        expect(ids(forward)).toEqual(all.slice(from, to).slice(0, limit));
        const back = page(room, { ...query, direction: 'b' });
        expect(ids(back)).toEqual(all.slice(to, from).toReversed().slice(0, limit));
      }),
      { seed: 20140903, numRuns: 100 },
    );
  });

  it('costs what its limit says, however long the room', () => {
    const room = roomOf(100_000);
    let reads = 0;
    const events = new Proxy(room.events, {
      get: (target, key, receiver) => {
        if (/^\d+$/.test(String(key))) reads += 1;
        return Reflect.get(target, key, receiver);
      },
    });
    const middle = writeToken(room, 50_000);
    page({ ...room, events }, { limit: 10, direction: 'b', from: middle });
    page({ ...room, events }, { limit: 10, direction: 'f', from: middle });
    pageOfRecent(tokens, { ...room, events }, 10);
    expect(reads).toBe(30);
  });

  it('has a bound of its own, far above any that clients count on', () => {
    const room = roomOf(1500);
    expect(page(room, { limit: 1_000_000 }).events).toHaveLength(1000);
    expect(pageOfRecent(tokens, room, 1_000_000).events).toHaveLength(1000);
  });
});

describe('a token', () => {
  it('gives back its position', () => {
    const room = roomOf(12);
    expect([0, 5, 12].map((at) => readToken(room, writeToken(room, at)))).toEqual([0, 5, 12]);
  });

  it.each(['', 'START', 'END', 't', 't5', 't5_', 't13_!r:localhost', 't05_!r:localhost'])(
    'is refused if it is %j, which was never given',
    (token) => {
      expect(() => readToken(roomOf(12), token)).toThrow('Not a token of this room.');
    },
  );

  it('is refused by another room', () => {
    const token = writeToken(roomOf(12), 5);
    expect(() => readToken(openRoom('!other:localhost'), token)).toThrow('Not a token');
  });
});

describe('a page of members', () => {
  it('can be paged as declared, and holds everybody without a limit', () => {
    const room = openRoom('!r:localhost');
    const people = ['@a:x', '@b:x', '@c:x'];
    for (const stateKey of people) {
      room.append(event({ type: 'm.room.member', stateKey, content: { membership: 'join' } }));
    }
    const query = { from: undefined, to: undefined, limit: undefined, direction: 'f' } as const;
    const keys = (part: Partial<PageQuery>): readonly (string | undefined)[] =>
      pageOfMembers(room, { ...query, ...part }).events.map(({ stateKey }) => stateKey);
    expect(keys({})).toEqual(people);
    expect(keys({ limit: 2 })).toEqual(people.slice(0, 2));
    expect(keys({ from: pageOfMembers(room, { ...query, limit: 2 }).end })).toEqual(['@c:x']);
    expect(keys({ from: 'm3', to: 'm1' })).toEqual([]);
    expect(keys({ from: 'START', to: 'END' })).toEqual(people);
  });
});
