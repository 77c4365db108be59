import { describe, expect, it } from 'vitest';
import type { Counterexample, Mismatch } from '../../harness/judge/verdict.ts';
import { fits, signatureOf } from './signature.ts';

const counterexample: Counterexample = {
  seed: 1,
  path: '0',
  versions: {},
  run: 1,
  drawn: 1,
  size: 1,
  unit: 'step',
  shrinks: 0,
  steps: [],
  descriptions: [],
  observations: [],
  again: null,
};
const seen = (received: string, what = 'status of ban'): Mismatch => ({
  requirement: 'BAN-05',
  what,
  expected: 'status 403',
  received,
  step: 1,
});
const found = (received: string, what?: string): Mismatch => ({
  ...seen(received, what),
  counterexample,
});

describe('a signature', () => {
  it('says what was looked at and what was received', () => {
    expect(signatureOf(seen('status 200'))).toBe('status of ban: status 200');
    expect(signatureOf(seen('leave', 'membership of guest'))).toBe('membership of guest: leave');
  });
  it('has the number of a status, and nothing of the text of an error', () => {
    expect(signatureOf(seen('status 500 {"error":"at 12:31 in thread 7"}'))).toBe(
      'status of ban: status 500',
    );
  });
  it.each([
    ['["@u1:hs","!r:hs:8448"]', '["@u27:other","!q:x.example"]'],
    ['event $143273582443PhrSn:example.org is missing', 'event $x:hs is missing'],
    ['a body of 3f2a9c0d1e7b4a5c', 'a body of 00b1c2d3e4f5a6b7c8d9'],
    ['origin_server_ts 1432735824653', 'origin_server_ts 99'],
    ['3 events', '14 events'],
    ['power level -1.5', 'power level 100'],
  ])('is one for %j and %j', (one, other) => {
    expect(signatureOf(seen(one))).toBe(signatureOf(seen(other)));
  });
  it.each([
    ['status 200', 'status 500'],
    ['leave', 'ban'],
    ['nothing', '[]'],
    ['event is missing', 'event is there twice'],
  ])('is another for %j and %j', (one, other) => {
    expect(signatureOf(seen(one))).not.toBe(signatureOf(seen(other)));
  });
  it('of what a search found is what was looked at alone', () => {
    expect(signatureOf(found('status 200'))).toBe('status of ban');
  });
  it('is one short line without control characters, whatever was received', () => {
    const line = signatureOf(seen(`\u001B[2J\n\u202E${'word '.repeat(500)}`));
    expect(line).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(line.length).toBeLessThan(350);
  });
});

describe('a failure fits a signature', () => {
  it('that is its own', () => {
    expect(fits('status of ban: status 200', seen('status 200'))).toBe(true);
    expect(fits('status of ban: status 200', seen('status 500'))).toBe(false);
    expect(fits('status of ban: status 200', seen('status 200', 'status of leave'))).toBe(false);
  });
  it('that tells only what was looked at', () => {
    expect(fits('status of ban', seen('status 500'))).toBe(true);
    expect(fits('status of', seen('status 500'))).toBe(false);
  });
  it('where a search found it, whatever was received', () => {
    expect(fits('status of ban: status 200', found('status 500'))).toBe(true);
    expect(fits('status of ban: status 200', found('status 200', 'status of leave'))).toBe(false);
  });
});
