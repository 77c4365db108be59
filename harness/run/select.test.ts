import { describe, expect, it } from 'vitest';
import { loadSpec } from '../document/load.ts';
import { suite } from './case.ts';
import { didYouMean, nearest } from '../document/nearest.ts';
import { plan } from './plan.ts';
import { select } from './select.ts';

const { register } = loadSpec();
const run = (): Promise<void> => Promise.resolve();
const cases = [
  ...suite('ban', {
    'owner-bans': { title: 'a', requires: ['BAN-01', 'BAN-02'], run },
    'banned-cannot-ban': { title: 'b', requires: ['BAN-02'], run },
  }),
  ...suite('join', { 'anyone-joins': { title: 'c', requires: ['JOIN-01'], run } }),
];
const chosen = (...patterns: string[]) => select(cases, patterns, register).map((c) => c.id);

describe('a pattern', () => {
  it('is a case id, an operation or a requirement id', () => {
    expect(chosen('join/anyone-joins')).toEqual(['join/anyone-joins']);
    expect(chosen('ban')).toEqual(['ban/owner-bans', 'ban/banned-cannot-ban']);
    expect(chosen('BAN-02')).toHaveLength(2);
    expect(chosen('ban-01')).toEqual(['ban/owner-bans']);
  });
  it('may hold stars, and may be the beginning of a case id up to its slash', () => {
    expect(chosen('ban/*cannot*')).toEqual(['ban/banned-cannot-ban']);
    expect(chosen('*-01')).toEqual(['ban/owner-bans', 'join/anyone-joins']);
    expect(chosen('ban/')).toHaveLength(2);
  });
  it('adds to what others match, in the order of the suite, each case once', () => {
    expect(chosen('join', 'BAN-01', 'ban/owner-bans')).toEqual([
      'ban/owner-bans',
      'join/anyone-joins',
    ]);
  });
  it('means its dots and brackets as they are', () => {
    expect(() => chosen('b.n')).toThrow('matches no case');
    expect(() => chosen('ban/(')).toThrow('matches no case');
  });
  it('that matches nothing is an error that names the nearest', () => {
    expect(() => chosen('bann')).toThrow('did you mean');
    expect(() => chosen('join/anyone-jons')).toThrow('join/anyone-joins?');
    expect(() => chosen('ban', 'zzzzzz')).toThrow(
      '"zzzzzz" matches no case, operation or requirement',
    );
  });
  it('that names a requirement without cases says why', () => {
    expect(() => chosen('SMEM-04')).toThrow(/no case judges SMEM-04. It cannot be judged: none/);
    expect(() => chosen('SMEM-01')).toThrow('no case judges SMEM-01.');
  });
});

it('without patterns everything is selected', () => expect(chosen()).toHaveLength(3));

describe('a plan', () => {
  it('knows which cases judge a requirement, and which requirements have no case', () => {
    const { claims, unclaimed } = plan(cases, register);
    expect(claims.get('BAN-02')).toEqual(['ban/owner-bans', 'ban/banned-cannot-ban']);
    expect(unclaimed).toContain('BAN-03');
    expect(unclaimed).not.toContain('BAN-02');
    expect(unclaimed).not.toContain('META-01');
  });
  it('is refused for an unknown requirement, and names the nearest', () => {
    const typo = JSON.parse('["BAN-1"]');
    const wrong = suite('ban', { typo: { title: 'x', requires: typo, run } });
    expect(() => plan(wrong, register)).toThrow(
      /case ban\/typo refers to an unknown requirement: BAN-1; did you mean BAN-/,
    );
  });
  it('is refused for a requirement that cannot be judged', () => {
    const wrong = suite('ban', { vain: { title: 'x', requires: ['META-01'], run } });
    expect(() => plan(wrong, register)).toThrow('which cannot be judged: linter only');
  });
  it('is refused when an id is used twice', () => {
    expect(() => plan([...cases, ...cases.slice(0, 1)], register)).toThrow(
      'the case id ban/owner-bans is used twice',
    );
  });
});

describe('the nearest words', () => {
  it('come in the order of their distance, and far ones not at all', () => {
    expect(nearest('taget', ['target', 'auth', 'timeout'])).toEqual(['target']);
    expect(nearest('SMEM-99', ['SMEM-09', 'BAN-01', 'SMEM-19'])).toEqual(['SMEM-09', 'SMEM-19']);
    expect(nearest('', ['auth'])).toEqual([]);
  });
  it('make the end of a sentence, or nothing', () => {
    expect(didYouMean('a1', ['a2', 'a3', 'a4'])).toBe('; did you mean a2, a3 or a4?');
    expect(didYouMean('list', ['lust'])).toBe('; did you mean lust?');
    expect(didYouMean('xxxxxx', ['list'])).toBe('');
  });
});
