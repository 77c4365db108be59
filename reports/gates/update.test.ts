import { expect, it } from 'vitest';
import type { Mismatch } from '../../harness/judge/verdict.ts';
import type { Outcome } from '../../harness/run/outcome.ts';
import { broken, failed, found, passed, sampleReport } from '../testing/sample.ts';
import type { KnownFailure } from '../report.ts';
import { changesOf } from './update.ts';

const entry = (more: Partial<KnownFailure> = {}): KnownFailure => ({
  key: 'SMEM-11',
  reason: 'the team knows',
  link: null,
  expires: null,
  signature: null,
  flaky: false,
  ...more,
});
const seen = (requirement: Mismatch['requirement'], received = 'status 200'): Mismatch => ({
  requirement,
  what: 'the answer',
  expected: 'status 403',
  received,
  step: 1,
});
const changes = (outcomes: readonly Outcome[], ...known: readonly KnownFailure[]) =>
  changesOf(sampleReport(outcomes), { known, today: '2027-01-15' });
const added = (requirement: string, signature: string, flaky = false) => ({
  requirement,
  signature,
  flaky,
  reason: 'TODO say why',
});

it('an entry that fails as listed stays, and nothing is reported', () => {
  expect(changes([failed('leave/a')], entry())).toEqual({
    removed: [],
    changed: new Map(),
    added: [],
    lines: [],
  });
});
it('an unlisted failure is added once for each requirement and way to fail', () => {
  const outcomes = [
    failed('leave/a', { mismatches: [seen('SMEM-11'), seen('BAN-05')] }),
    failed('leave/b', { mismatches: [seen('SMEM-11')] }),
    failed('leave/c', { mismatches: [seen('SMEM-11', 'status 500')] }),
  ];
  expect(changes(outcomes)).toMatchObject({
    added: [
      added('BAN-05', 'the answer: status 200'),
      added('SMEM-11', 'the answer: status 200'),
      added('SMEM-11', 'the answer: status 500'),
    ],
    lines: [
      expect.stringContaining('added BAN-05 (the answer: status 200)'),
      expect.any(String),
      expect.any(String),
    ],
  });
});
it('a failure below the level is not added', () => {
  expect(changes([failed('leave/a', { mismatches: [seen('CONV-05')] })]).added).toEqual([]);
});
it('a failure that a search found is listed by what was looked at, unless a scripted case found it too', () => {
  expect(changes([found('membership-model/a')]).added).toEqual([added('SMEM-11', 'the answer')]);
  const script = failed('leave/a', { mismatches: [seen('SMEM-11')] });
  expect(changes([found('concurrent-x/a'), script]).added).toEqual([
    added('SMEM-11', 'the answer: status 200'),
  ]);
});
it('a failure that did not repeat is listed as flaky', () => {
  expect(changes([found('membership-model/a', { again: ['fine'] })]).added).toEqual([
    added('SMEM-11', 'the answer', true),
  ]);
});
it('an entry that passes now is removed', () => {
  expect(changes([passed('leave/a')], entry({ key: 'leave/a' }), entry())).toMatchObject({
    removed: [0, 1],
    lines: ['removed leave/a, which passes now', 'removed SMEM-11, which passes now'],
  });
});
it('an entry that fails only in another way gets its new signature, and is not added as well', () => {
  expect(changes([failed('leave/a')], entry({ signature: 'old: x' }))).toMatchObject({
    removed: [],
    changed: new Map([[0, 'status of set_membership: status 200']]),
    added: [],
    lines: [expect.stringContaining('changed SMEM-11 (old: x)')],
  });
});
it('two entries that fail in one new way do not get the same signature', () => {
  const two = [entry({ signature: 'old: x' }), entry({ signature: 'old: y' })];
  expect(changes([failed('leave/a')], ...two).changed.size).toBe(1);
});
it('an entry that has expired stays, and is reported', () => {
  expect(changes([failed('leave/a')], entry({ expires: '2027-01-14' }))).toMatchObject({
    removed: [],
    added: [],
    lines: ['kept SMEM-11, which has expired'],
  });
});
it('an entry that was not judged stays, and so does a flaky entry that did not fail', () => {
  const outcomes = [passed('leave/a'), broken('leave/b', 'x')];
  const two = [entry({ key: 'leave/b' }), entry({ key: 'leave/a', flaky: true })];
  expect(changes(outcomes, ...two)).toMatchObject({ removed: [], lines: [] });
});
