import { noProfile } from '../harness/document/profile.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { localTarget, openTarget } from '../harness/run/open.ts';
import type { Case } from '../harness/run/case.ts';
import type { Outcome } from '../harness/run/outcome.ts';
import { plan } from '../harness/run/plan.ts';
import { run } from '../harness/run/runner.ts';
import { select } from '../harness/run/select.ts';
import { part, type Shard } from '../harness/run/shard.ts';
import { loadSpec } from '../harness/document/load.ts';
import { faults } from '../reference-server/faults/index.ts';
import { createReferenceServer } from '../reference-server/index.ts';
import { cases } from '../suites/index.ts';
import { fold, type RunFacts } from './fold.ts';
import { jsonReport } from './formats/json.ts';
import { mergeParts, type NamedReport, partsOf } from './merge.ts';
import { judgeGates } from './gates/judge.ts';
import type { Report } from './report.ts';

const spec = loadSpec();
const { register } = spec;
const { sha256 } = spec.declaration;
const only = [
  'ban',
  'get_topic',
  'create_room/alias-leads-to-the-room',
  'views-agree',
  'transactions',
];
const selected = select(cases, only, register);
const whole = {
  profile: noProfile,
  register,
  claims: plan(cases, register).claims,
  selected,
  part: (shard: Shard) => part(selected, shard),
  attribute: (found: readonly Outcome[]) => found,
};
const own = { tool: '0.1.0', sha256 };

// Outcomes of all kinds: the fault makes cases fail and break, and a server without aliases has some skipped.
let outcomes: readonly Outcome[] = [];
beforeAll(async () => {
  const fault = faults.find(({ id }) => id === 'ban-only-removes');
  const server = createReferenceServer(fault?.options());
  const { url } = await server.listen(0);
  const { signal } = new AbortController();
  const open = await openTarget(spec, {
    ...localTarget,
    url,
    timeout: 10_000,
    patience: 0,
    lacks: ['aliases'],
    concurrency: 8,
    search: { seed: 7, runs: 2, milliseconds: null },
    signal,
  });
  const options = { concurrency: 8, last: () => false, signal, redactor: open.redactor };
  const seen: Outcome[] = [];
  for await (const event of run(open.context, selected, options)) {
    if (event.kind === 'finished-case') seen.push(event.outcome);
  }
  outcomes = seen;
  await open.close();
  await server.close();
});

const facts = (chosen: readonly Case[], more: Partial<RunFacts> = {}): RunFacts => ({
  level: 'implied',
  only,
  seed: 7,
  search: { runs: 2, milliseconds: null },
  target: { origin: 'http://hs', prefix: '', basePath: '/v1', auth: 'query', bundled: false },
  versions: { tool: '0.1.0', node: '20.19.0' },
  started: new Date(1000),
  finished: new Date(9000),
  sha256,
  register,
  claims: whole.claims,
  selected: chosen,
  shard: null,
  ended: 'whole',
  replays: new Map(outcomes.map((outcome) => [outcome.case, `${outcome.case}.json`])),
  ...more,
});

const judged = (...args: Parameters<typeof fold>): Report => judgeGates(fold(...args));

function reportOf(shard: Shard, more: Partial<RunFacts> = {}): Report {
  const chosen = part(selected, shard);
  const ids = chosen.map(({ id }) => id);
  const { index } = shard;
  const times = { started: new Date(1000 * index), finished: new Date(10_000 - 1000 * index) };
  const report = judged(
    facts(chosen, { ...times, shard, ...more }),
    outcomes.filter((outcome) => ids.includes(outcome.case)),
  );
  return JSON.parse(jsonReport(report));
}

const partsIn = (of: number): readonly NamedReport[] =>
  Array.from({ length: of }, (_, i) => ({
    name: `${i + 1}.json`,
    report: reportOf({ index: i + 1, of }),
  }));

const merged = (parts: readonly NamedReport[]): Report =>
  judgeGates(mergeParts(partsOf(parts, own), whole));

describe('the parts of a run, merged,', () => {
  it('have among them cases that passed, failed, broke and were skipped', () => {
    const verdicts = new Set(outcomes.map((outcome) => outcome.verdict));
    expect([...verdicts].toSorted()).toEqual(['broken', 'failed', 'passed', 'skipped']);
  });
  it.each([1, 2, 3, 7, 200])('are the report of the one run, of %i parts', (of) => {
    const report = merged(partsIn(of));
    const one = judged(facts(selected, { finished: new Date(9000) }), outcomes);
    expect(report).toEqual(JSON.parse(jsonReport(one)));
    expect(report.ms).toBe(8000);
  });
  it('may be given in any order', () => {
    expect(merged(partsIn(4).toReversed())).toEqual(merged(partsIn(4)));
  });
  it('are interrupted where one of them was, and bailed where one was and none was interrupted', () => {
    const [first, second, third] = partsIn(3);
    const ended = (from: NamedReport | undefined, how: Report['ended']): NamedReport => ({
      name: from?.name ?? '',
      report: { ...reportOf({ index: Number.parseInt(from?.name ?? '', 10), of: 3 }), ended: how },
    });
    const both = [first, ended(second, 'bailed'), ended(third, 'interrupted')];
    expect(merged(both.filter((one) => one !== undefined))).toMatchObject({
      ended: 'interrupted',
      verdict: 'interrupted',
      complete: false,
    });
    const bailed = [first, ended(second, 'bailed'), third];
    expect(merged(bailed.filter((one) => one !== undefined))).toMatchObject({
      ended: 'bailed',
      verdict: 'violations',
      complete: false,
    });
  });
});

describe('reports that make no run are refused, with what differs and where:', () => {
  const change = (more: Partial<Report>): readonly NamedReport[] =>
    partsIn(3).map((one, i) => (i === 1 ? { ...one, report: { ...one.report, ...more } } : one));
  const complaint = (parts: readonly NamedReport[]): string => {
    try {
      merged(parts);
      return 'none';
    } catch (error) {
      return error instanceof Error ? `${error.constructor.name}: ${error.message}` : 'none';
    }
  };
  const target = { origin: 'http://other', prefix: '', basePath: '/v1', auth: 'query' } as const;

  it.each<readonly [string, Partial<Report>]>([
    ['the seed differs: 7 in 1.json, 8 in 2.json; give every part the same --seed', { seed: 8 }],
    ['the level differs: "implied" in 1.json, "disputed" in 2.json', { level: 'disputed' }],
    ['the choice of cases (--only) differs', { only: ['ban'] }],
    [
      'how much is tried (--effort, --runs, --time) differs',
      { search: { runs: 3, milliseconds: null } },
    ],
    ['the version of Node differs', { versions: { tool: '0.1.0', node: '22.0.0' } }],
    ['the version of rooms-conformance differs', { versions: { tool: '9', node: '20.19.0' } }],
    ['the declaration differs', { declaration: { sha256: 'f'.repeat(64) } }],
    ['the target differs', { target: { ...target, bundled: false } }],
    ['the number of parts differs: 3 in 1.json, 4 in 2.json', { shard: { index: 2, of: 4 } }],
    ['1.json and 2.json are both part 1 of 3', { shard: { index: 1, of: 3 } }],
    ['2.json is not a part of a run: it was made without --shard', { shard: null }],
    ['2.json is damaged: there is no part 5 of 3', { shard: { index: 5, of: 3 } }],
    ['2.json is damaged: it does not say when it ran', { started: 'soon' }],
    ['2.json has other cases than part 2 of 3 has in this program', { selected: [] }],
    ['2.json is damaged: it says that it is complete', { outcomes: [] }],
  ])('%s', (message, more) => {
    expect(complaint(change(more))).toContain(`MergeError: ${message}`);
  });
  it('an outcome that is there twice, or in a part that it does not belong to', () => {
    const [, second, third] = partsIn(3).map((one) => one.report.outcomes);
    expect(complaint(change({ outcomes: [...(second ?? []), ...(second ?? [])] }))).toContain(
      'it has the case',
    );
    expect(complaint(change({ outcomes: third ?? [] }))).toContain('does not belong to it');
  });
  it('a part that is missing', () => {
    expect(complaint(partsIn(3).slice(0, 2))).toContain('of 3 parts, 3 is missing');
    expect(complaint(partsIn(30).slice(29))).toMatch(
      /1, 2, 3, 4, 5, 6, 7, 8, 9, 10, … are missing/,
    );
    expect(complaint([])).toContain('merge needs the reports of all parts');
  });
  it('those of another version than the one that would fold them, or another declaration', () => {
    expect(() => partsOf(partsIn(2), { ...own, tool: '0.2.0' })).toThrow(
      '1.json was written by version 0.1.0 of rooms-conformance, and this is 0.2.0',
    );
    expect(() => partsOf(partsIn(2), { ...own, sha256: 'e'.repeat(64) })).toThrow(
      '1.json judges another declaration',
    );
  });
  it('but each part may have a bundled server of its own', () => {
    const bundled = partsIn(3).map(({ name, report }) => ({
      name,
      report: { ...report, target: { ...target, origin: `http://${name}`, bundled: true } },
    }));
    expect(merged(bundled).target.origin).toBe('http://1.json');
  });
});

describe('a part is not judged by how little it is:', () => {
  const shard = { index: 1, of: 2 };
  it('whether enough could be judged is for the whole to say', () => {
    const chosen = part(selected, shard);
    const passed = outcomes.find(({ verdict }) => verdict === 'passed');
    const broken = outcomes.filter(({ verdict }) => verdict === 'broken');
    const thin = [...broken, ...(passed === undefined ? [] : [passed])];
    expect(fold(facts(chosen, { shard }), thin).verdict).toBe('conformant');
    expect(fold(facts(chosen), thin).verdict).toBe('inconclusive');
  });
  it('an empty one has nothing against the target', () => {
    expect(fold(facts([], { shard: { index: 9, of: 9 } }), []).verdict).toBe('conformant');
    expect(fold(facts([]), []).verdict).toBe('inconclusive');
  });
  it('but one of which every case broke could not be judged', () => {
    const broken = outcomes.filter(({ verdict }) => verdict === 'broken');
    expect(fold(facts(part(selected, shard), { shard }), broken).verdict).toBe('inconclusive');
  });
});
