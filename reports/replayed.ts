import type { Mismatch } from '../harness/judge/verdict.ts';
import type { Captured } from '../harness/run/outcome.ts';
import { timelineLines, toldSteps } from './counterexample.ts';
import { differenceOf, wordsOf } from './failure.ts';
import type { Paint } from './paint.ts';
import { count, inert, labelled, plain, some } from './plain.ts';
import type { ReportRequirement, ReportTarget } from './report.ts';
import { story } from './story.ts';

/** Grows by one whenever what `replay --json` prints changes so that its readers must. */
export const replayedSchema = 'rooms-conformance-replayed/1';

/** A counterexample, as it was found, and played once more. All that is needed to tell of it. */
export interface ReplayedReport {
  readonly schema: typeof replayedSchema;
  readonly case: string;
  readonly title: string;
  readonly target: ReportTarget;
  /** What it was when it was found. */
  readonly found: {
    readonly requirement: ReportRequirement['id'];
    readonly verdict: 'failed' | 'flaky';
    readonly seed: number;
    readonly observations: readonly string[];
  };
  /** How often it was played now: until it failed, or as often as was asked for. */
  readonly plays: number;
  /** Of the last play. `broken` where the target could not be judged. */
  readonly verdict: 'passed' | 'failed' | 'broken';
  readonly mismatch: Mismatch | null;
  /** Why it is broken; null otherwise. */
  readonly cause: string | null;
  readonly descriptions: readonly string[];
  readonly observations: readonly string[];
  /** The first step, from 0, in which the target did something else than when it was found; null where none. */
  readonly differs: {
    readonly step: number;
    readonly sentence: string;
    readonly before: string;
    readonly now: string;
  } | null;
  /** Clients that acted at once, drawn side by side; null where none did. */
  readonly timeline: readonly string[] | null;
  /** What was found in passing; it does not decide. */
  readonly passing: readonly Mismatch[];
  readonly exchanges: readonly Captured[];
}

/** A requirement as far as a reader of a replay needs it. */
type Words = Pick<ReportRequirement, 'id' | 'grade' | 'quote' | 'pointer' | 'statement'>;

/**
 * What became of a counterexample, step by step; last, alone on its line, the verdict.
 * @param words of the requirement that is violated now, or else was when it was found
 */
export function replayedText(played: ReplayedReport, words: Words | null, paint: Paint): string {
  const { target, found, mismatch, exchanges } = played;
  const before = { label: 'when it was found', observations: found.observations };
  const flaky = found.verdict === 'flaky' ? ' · flaky when it was found' : '';
  const wire = mismatch === null ? [] : story(exchanges, mismatch.step, target.basePath);
  const lines = [
    paint('strong', plain(played.case)),
    labelled('', plain(played.title), 0),
    '',
    ...(words === null ? [] : [`  ${words.grade} · ${words.id}${flaky}`, ...wordsOf(words), '']),
    `  against ${target.origin}${target.basePath}${target.bundled ? ' (the bundled reference server)' : ''}`,
    ...toldSteps(played.descriptions, played.observations, before, paint),
    ...timelineLines(played.timeline ?? []),
    '',
    ...(mismatch === null ? [] : [...differenceOf(mismatch), '']),
    ...(wire.length === 0 ? [] : [...wire, '']),
    ...passingLines(played),
    ...differsLines(played),
    verdictLine(played, paint),
    '',
  ];
  return inert(lines.join('\n'));
}

function passingLines({ passing }: ReplayedReport): readonly string[] {
  const ids = [...new Set(passing.map(({ requirement }) => requirement))];
  if (ids.length === 0) return [];
  return [labelled('', `found in passing, and not counted: ${some(ids, 5)}`, 0), ''];
}

function differsLines({ differs }: ReplayedReport): readonly string[] {
  if (differs === null) {
    return [labelled('', 'in every step the target did what it did when this was found', 0), ''];
  }
  return [labelled('', `the target behaves differently from step ${differs.step + 1} on`, 0), ''];
}

function verdictLine(played: ReplayedReport, paint: Paint): string {
  const { verdict, found, mismatch, cause, plays } = played;
  const times = plays === 1 ? '' : ` in ${count(plays, 'play')}`;
  switch (verdict) {
    case 'failed': {
      const id = mismatch?.requirement ?? found.requirement;
      const other = id === found.requirement ? '' : `, where ${found.requirement} was violated`;
      return paint('bad', `fails again: ${id} is violated${other}`);
    }
    case 'passed':
      return paint('good', `does not fail any more${times}`) + chance(played);
    case 'broken':
      return paint('unsure', `could not be judged: ${plain(cause ?? '')}`);
  }
}

/** One play that passes says little where it was flaky already. */
const chance = ({ found, plays }: ReplayedReport): string =>
  found.verdict === 'flaky' && plays === 1 ? '; it was flaky: --times 20 plays it more often' : '';
