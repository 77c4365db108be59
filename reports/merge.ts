import type { Profile } from '../harness/document/profile.ts';
import { isDeepStrictEqual } from 'node:util';
import type { Case, CaseId } from '../harness/run/case.ts';
import type { Shard } from '../harness/run/shard.ts';
import type { RequirementId } from '../harness/document/ids.ts';
import type { Register } from '../harness/document/requirements.ts';
import { fold } from './fold.ts';
import { plain } from './plain.ts';
import type { Ended, JudgedOutcome, Report, UngatedReport } from './report.ts';

/** A report, and the file that it came from. */
export interface NamedReport {
  readonly name: string;
  readonly report: Report;
}

/** The report of one part of a run. */
interface Part extends NamedReport {
  readonly shard: Shard;
}

/** What this program knows of the run that the parts belong to. */
export interface Whole {
  readonly register: Register;
  /** The profile that the parts were judged by. */
  readonly profile: Profile;
  readonly claims: ReadonlyMap<RequirementId, readonly CaseId[]>;
  /** The cases that the patterns of the run select. */
  readonly selected: readonly Pick<Case, 'id' | 'requires'>[];
  /** The cases of one part of them. */
  part(shard: Shard): readonly Pick<Case, 'id'>[];
  /** Sets apart what follows from other violations, over all parts. */
  attribute(outcomes: readonly JudgedOutcome[]): readonly JudgedOutcome[];
}

/** The reports are not the parts of one run; the message says which, and why. */
export class MergeError extends Error {}

/**
 * Checks that reports are all the parts of one run, which this program can merge.
 * @param own the version of this program, and the declaration that it has
 * @returns the parts in their order, at least one
 * @throws MergeError
 */
export function partsOf(
  reports: readonly NamedReport[],
  own: { readonly tool: string; readonly sha256: string },
): readonly [Part, ...Part[]] {
  const parts = reports.map(asPart);
  const [first, ...others] = parts;
  if (first === undefined) throw new MergeError('merge needs the reports of all parts of a run');
  const { tool } = first.report.versions;
  if (tool !== own.tool) {
    throw new MergeError(
      `${first.name} was written by version ${plain(tool, 40)} of rooms-conformance, and this is ${own.tool}; merge with the version that ran`,
    );
  }
  if (first.report.declaration.sha256 !== own.sha256) {
    throw new MergeError(`${first.name} judges another declaration than the one of this program`);
  }
  for (const other of others) unlike(first, other);
  return complete([first, ...others]);
}

function asPart({ name, report }: NamedReport): Part {
  const { shard, subject } = report;
  if (subject !== undefined) {
    throw new MergeError(`${name} is about a client; only parts of a run of a server are merged`);
  }
  if (shard === null) {
    throw new MergeError(`${name} is not a part of a run: it was made without --shard`);
  }
  if (shard.index > shard.of) {
    throw new MergeError(`${name} is damaged: there is no part ${shard.index} of ${shard.of}`);
  }
  if (Number.isNaN(Date.parse(report.started) + Date.parse(report.finished))) {
    throw new MergeError(`${name} is damaged: it does not say when it ran`);
  }
  return { name, report, shard };
}

/** What must be equal in all parts. */
const shared: Readonly<Record<string, (part: Part) => unknown>> = {
  'the number of parts': ({ shard }) => shard.of,
  'the version of rooms-conformance': ({ report }) => report.versions.tool,
  'the version of Node': ({ report }) => report.versions.node,
  'the declaration': ({ report }) => report.declaration.sha256,
  // Each part has its own bundled server, at any free port.
  'the target': ({ report: { target } }) => ({
    ...target,
    origin: target.bundled || target.origin,
  }),
  'the level': ({ report }) => report.level,
  'the profile (--profile)': ({ report }) => report.profile?.name ?? 'none',
  'the choice of cases (--only)': ({ report }) => report.only,
  'how much is tried (--effort, --runs, --time)': ({ report }) => report.search,
  'the seed': ({ report }) => report.seed,
};

function unlike(first: Part, other: Part): void {
  const pair = Object.entries(shared).find(([, of]) => !isDeepStrictEqual(of(first), of(other)));
  if (pair === undefined) return;
  const [what, of] = pair;
  const advice = what === 'the seed' ? '; give every part the same --seed' : '';
  throw new MergeError(
    `${what} differs: ${show(of(first))} in ${first.name}, ${show(of(other))} in ${other.name}${advice}`,
  );
}

const show = (value: unknown): string => plain(JSON.stringify(value), 120);

/** Every part once, in order. */
function complete(parts: readonly [Part, ...Part[]]): readonly [Part, ...Part[]] {
  const byIndex = new Map<number, Part>();
  for (const one of parts) {
    const known = byIndex.get(one.shard.index);
    if (known !== undefined) {
      throw new MergeError(`${known.name} and ${one.name} are both part ${title(one.shard)}`);
    }
    byIndex.set(one.shard.index, one);
  }
  const { of } = parts[0].shard;
  const missing = Array.from({ length: of }, (_, i) => i + 1).filter((i) => !byIndex.has(i));
  if (missing.length > 0) {
    const names = missing.slice(0, 10).join(', ') + (missing.length > 10 ? ', …' : '');
    throw new MergeError(`of ${of} parts, ${names} ${missing.length === 1 ? 'is' : 'are'} missing`);
  }
  const [first, ...others] = [...parts].toSorted((a, b) => a.shard.index - b.shard.index);
  return [first ?? parts[0], ...others];
}

const title = ({ index, of }: Shard): string => `${index} of ${of}`;

/**
 * Makes the report of the run that the parts belong to, except for its gates. It begins with the earliest part and ends
 * with the latest. If a part was interrupted or stopped at a violation, so was the run.
 * @throws MergeError if a part has other cases than this program gives it
 */
export function mergeParts(parts: readonly [Part, ...Part[]], whole: Whole): UngatedReport {
  for (const one of parts) checkCases(one, whole);
  const reports = parts.map(({ report }) => report);
  const { level, only, seed, search, target, options, versions, declaration } = parts[0].report;
  const times = (of: (report: Report) => string): readonly number[] =>
    reports.map((report) => Date.parse(of(report)));
  return fold(
    {
      level,
      only,
      seed,
      search,
      target,
      ...(options === undefined ? {} : { options }),
      versions,
      started: new Date(Math.min(...times((report) => report.started))),
      finished: new Date(Math.max(...times((report) => report.finished))),
      sha256: declaration.sha256,
      register: whole.register,
      profile: whole.profile,
      claims: whole.claims,
      selected: whole.selected,
      shard: null,
      ended: endOf(reports),
      ...stoppedIn(reports),
      // The outcomes of the parts already name their replay files.
      replays: new Map(),
    },
    whole.attribute(reports.flatMap((report) => report.outcomes)),
  );
}

/** Two builds of one version may have different cases. */
function checkCases({ name, report, shard }: Part, whole: Whole): void {
  const expected = whole.part(shard).map(({ id }) => id);
  if (!isDeepStrictEqual(expected, report.selected)) {
    throw new MergeError(
      `${name} has other cases than part ${title(shard)} has in this program; merge with the program that ran`,
    );
  }
  const own = new Set(expected);
  const seen = new Set<CaseId>();
  for (const { case: id } of report.outcomes) {
    if (!own.has(id))
      throw new MergeError(`${name} is damaged: the case ${plain(id, 120)} does not belong to it`);
    if (seen.has(id))
      throw new MergeError(`${name} is damaged: it has the case ${plain(id, 120)} twice`);
    seen.add(id);
  }
  if (report.ended === 'whole' && seen.size < own.size) {
    throw new MergeError(
      `${name} is damaged: it says that it is complete, but ${own.size - seen.size} of its cases have no outcome`,
    );
  }
}

/** Why the first part that lost its target was stopped. */
function stoppedIn(reports: readonly Report[]): Pick<Report, 'stopped'> {
  const stopped = reports.find((report) => report.stopped !== undefined)?.stopped;
  return stopped === undefined ? {} : { stopped };
}

function endOf(reports: readonly Report[]): Ended {
  const ended = reports.map((report) => report.ended);
  return (['interrupted', 'lost', 'bailed'] as const).find((end) => ended.includes(end)) ?? 'whole';
}
