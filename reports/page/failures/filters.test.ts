import { describe, expect, it } from 'vitest';
import type { Report } from '../../report.ts';
import { broken, failed, passed, sampleReport, skipped } from '../../testing/sample.ts';
import { readRoute, writeRoute } from '../route.ts';
import {
  filtered,
  type Filters,
  groupsIn,
  readFilters,
  searchable,
  writeFilters,
} from './filters.ts';
import { findings, findingsIn, findingsOf } from './findings.ts';

const mismatch = (requirement: 'SMEM-11' | 'INV-12' | 'CONV-06', what: string) =>
  ({ requirement, what, expected: 'status 403', received: 'status 200', step: 1 }) as const;

const outcomes = [
  failed('set_membership/a', { mismatches: [mismatch('SMEM-11', 'status')] }),
  failed('set_membership/b', { mismatches: [mismatch('SMEM-11', 'status')] }),
  failed('invite/c', { mismatches: [mismatch('INV-12', 'membership')], title: 'Zebras' }),
  failed('conventions/d', { mismatches: [mismatch('CONV-06', 'errcode')] }),
  broken('ban/e', 'no answer came in 5000 ms'),
  broken('ban/f', 'no answer came in 6000 ms'),
  skipped('get_topic/g', 'it offers none'),
  skipped('get_topic/h', 'it offers none'),
  passed('join/i'),
];
const report = sampleReport(outcomes, { level: 'documented' });

const known = (plain: Report, gates: Partial<Report['gates']>): Report => ({
  ...plain,
  gates: { ...plain.gates, ...gates },
});

const listed = {
  key: 'SMEM-11',
  reason: 'to be mended',
  link: null,
  expires: null,
  signature: null,
  flaky: false,
  status: 'failing',
  cases: ['set_membership/a', 'set_membership/b'],
} as const;

describe('findings', () => {
  it('are each told once, the gravest first', () => {
    expect(findings(report).map(({ kind, case: id, others }) => [kind, id, others.length])).toEqual(
      [
        ['violated', 'set_membership/a', 1],
        ['deviating', 'invite/c', 0],
        ['deviating', 'conventions/d', 0],
        ['broken', 'ban/e', 1],
        ['skipped', 'get_topic/g', 1],
      ],
    );
  });
  it('are known where all their cases are excused, and say how they are listed', () => {
    const excused = known(report, { known: [listed], expectedFailures: listed.cases });
    const [first] = findings(excused).filter(({ kind }) => kind === 'known');
    expect(first).toMatchObject({ case: 'set_membership/a', known: [{ reason: 'to be mended' }] });
    expect(findings(excused).some(({ kind }) => kind === 'violated')).toBe(false);
  });
  it('stay what they are where the list does not excuse them', () => {
    const expired = known(report, { known: [{ ...listed, status: 'expired' }] });
    expect(findings(expired)[0]).toMatchObject({
      kind: 'violated',
      known: [{ status: 'expired' }],
    });
  });
  it('are also what is listed and does not fail', () => {
    const passing = known(sampleReport([passed('join/i')]), {
      known: [{ ...listed, status: 'passing', cases: [] }],
    });
    expect(findings(passing)).toMatchObject([{ kind: 'known', case: null, grade: 'documented' }]);
  });
  it('are worked out once for a report', () => {
    expect(findingsOf(report)).toEqual(findings(report));
    expect(findingsOf(report)).toBe(findingsOf(report));
  });
  it('are found by any case that shows them', () => {
    expect(findingsIn(findings(report), { case: 'ban/f' })).toHaveLength(1);
    expect(findingsIn(findings(report), { case: 'join/i' })).toEqual([]);
  });
});

describe('filters', () => {
  const all = findings(report);
  const texts = searchable(all, new Map(report.outcomes.map((o) => [o.case, o])));
  const none: Filters = { text: '', kind: null, grade: null, group: null };
  const shown = (filters: Partial<Filters>): readonly unknown[] =>
    filtered(texts, { ...none, ...filters }).map((one) => one.case);

  it.each<Filters>([
    none,
    { text: 'a b & c=?#/%', kind: 'broken', grade: 'implied', group: 'set_membership' },
    { ...none, text: ' ü‮ ' },
  ])('go through an address and come back: %j', (filters) => {
    const address = writeRoute({ section: 'failures', path: '', query: writeFilters(filters) });
    expect(readFilters(readRoute(address).query)).toEqual(filters);
  });
  it('are none where an address holds what nobody knows', () => {
    expect(readFilters({ kind: 'constructor', grade: '…', x: 'y' })).toEqual(none);
  });
  it('show everything where nothing is chosen', () => {
    expect(shown({})).toHaveLength(all.length);
  });
  it.each([
    ['a case that shows it beside others', 'set_membership/B'],
    ['a requirement', 'smem-11'],
    ['its words', 'inviting without being'],
    ['words in any order', '403 status smem'],
  ])('find %s', (_, text) => expect(shown({ text })).toEqual(['set_membership/a']));
  it('find a title, a path and a cause', () => {
    expect(shown({ text: 'zebra' })).toEqual(['invite/c']);
    expect(shown({ text: '@guest:hs' })).toEqual(['set_membership/a', 'invite/c', 'conventions/d']);
    expect(shown({ text: '5000' })).toEqual(['ban/e']);
    expect(shown({ text: 'nothing like it' })).toEqual([]);
  });
  it('choose by kind, grade and operation, all at once', () => {
    expect(shown({ kind: 'deviating' })).toEqual(['invite/c', 'conventions/d']);
    expect(shown({ grade: 'convention' })).toEqual(['conventions/d']);
    expect(shown({ group: 'ban' })).toEqual(['ban/e']);
    expect(shown({ kind: 'deviating', group: 'ban' })).toEqual([]);
  });
  it('offer the groups that occur', () => {
    expect(groupsIn(all)).toEqual(['ban', 'conventions', 'get_topic', 'invite', 'set_membership']);
  });
});
