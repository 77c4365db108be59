import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noProfile } from '../document/profile.ts';
import { includes, same } from './compare.ts';
import { createLooks } from './looks.ts';
import { createMust, type CaseState } from './must.ts';
import { Unmet } from './verdict.ts';

const ledger = (): CaseState => ({
  requires: ['SEND-01', 'SEND-02'],
  profile: noProfile,
  asserted: new Set(),
  notApplicable: new Map(),
  refusals: new Map(),
  looks: createLooks({
    postpones: false,
    recentRead: () => null,
    sent: () => 0,
    beginTest: () => () => false,
    prepare: () => null,
  }),
  looked: new Set(),
  shapeProblem: () => null,
});

describe('attribution', () => {
  it('goes to the first requirement, or to the one named', () => {
    const must = createMust(ledger(), 'SEND-01');
    const blame = (act: () => void): string => {
      try {
        act();
      } catch (error) {
        if (error instanceof Unmet) return error.mismatch.requirement;
      }
      return 'nobody';
    };
    expect(blame(() => must.equal(1, 2, 'x'))).toBe('SEND-01');
    expect(blame(() => must.on('SEND-02').equal(1, 2, 'x'))).toBe('SEND-02');
    expect(blame(() => must.equal(1, 1, 'x'))).toBe('nobody');
  });

  it('cannot go to a requirement that the case does not list', () => {
    const must = createMust(ledger(), 'SEND-01');
    expect(() => must.on('SEND-03')).toThrow('the case does not list SEND-03');
    expect(() => must.notApplicable('SEND-03', 'no')).toThrow('the case does not list SEND-03');
  });

  it('an assertion that held counts for its requirement alone', () => {
    const book = ledger();
    createMust(book, 'SEND-01').on('SEND-02').equal('a', 'a', 'x');
    expect([...book.asserted]).toEqual(['SEND-02']);
  });
});

describe('comparing JSON', () => {
  it('every value is the same as its copy, and includes it', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const copy: unknown = JSON.parse(JSON.stringify(value));
        return same(value, copy) && includes(value, copy);
      }),
      { seed: 20140903 },
    );
  });

  it('a server may add keys, at any depth, and may not lose or change one', () => {
    expect(includes({ a: { b: 1, own: 2 }, own: 3 }, { a: { b: 1 } })).toBe(true);
    expect(includes({ a: {} }, { a: { b: 1 } })).toBe(false);
    expect(includes({ a: [1, 2] }, { a: [1] })).toBe(false);
    expect(includes({ a: null }, { a: undefined })).toBe(false);
    expect(includes({}, JSON.parse('{"__proto__":{}}'))).toBe(false);
  });

  it('the order of keys does not count, the order of elements does', () => {
    expect(same({ a: 1, b: 2 }, { b: 2, a: 1 })).toBe(true);
    expect(same([1, 2], [2, 1])).toBe(false);
    expect(same({ a: 1 }, { a: 1, b: 1 })).toBe(false);
  });
});
