import type { Replayed } from '../../harness/model/replay.ts';
import {
  command,
  heading,
  indented,
  type Line,
  paragraph,
  rows,
  stack,
  toned,
} from '../document/document.ts';
import { printText } from '../document/text.ts';
import type { Paint } from '../paint.ts';
import { plain, some } from '../plain.ts';
import type { ReportRequirement, ReportTarget } from '../report.ts';
import { stepRows, timelineBlocks } from './counterexample.ts';
import { exchangeBlocks } from './exchanges.ts';
import { failureRows, mismatchRows, requirementRows } from './failure.ts';
import { targetOf } from './summary.ts';

/** Grows by one whenever the output of `replay --json` changes in a way that its readers must know of. */
export const replayedSchema = 'rooms-conformance-replayed/1';

/** A counterexample as it was found, and what happened when its steps ran again. */
export interface ReplayedReport extends Replayed {
  readonly schema: typeof replayedSchema;
  readonly case: string;
  readonly title: string;
  readonly target: ReportTarget;
  /** The command of the driver, where a client was judged; left out where the target was. */
  readonly driver?: string;
  /** What it was when it was found. */
  readonly found: {
    readonly requirement: ReportRequirement['id'];
    readonly verdict: 'failed' | 'flaky';
    readonly seed: number;
    readonly observations: readonly string[];
  };
  /** How often its steps ran now: until they failed, or as often as was asked for. */
  readonly plays: number;
}

/** The parts of a requirement that a replay shows. */
type Words = Pick<ReportRequirement, 'id' | 'grade' | 'quote' | 'pointer' | 'statement'>;

/**
 * What became of a counterexample, step by step; last, alone on its line, the verdict.
 * @param words of the requirement that is violated now, or else of the one that was violated when it was found
 */
export function replayedText(played: ReplayedReport, words: Words | null, paint: Paint): string {
  const { target, found, mismatch, exchanges, timeline } = played;
  const before = { label: 'when it was found', observations: found.observations };
  const flaky = found.verdict === 'flaky' ? ' · flaky when it was found' : '';
  return printText(
    [
      stack([
        heading(3, toned('strong', plain(played.case))),
        stack([paragraph(plain(played.title))], 2),
      ]),
      ...(words === null
        ? []
        : [
            stack([
              stack([paragraph(`${words.grade} · ${words.id}${flaky}`)], 2),
              failureRows(requirementRows(words)),
            ]),
          ]),
      stack(
        [
          rows(
            [
              played.driver === undefined
                ? command('against ', targetOf({ target }))
                : command('with ', played.driver),
            ],
            8,
          ),
          stepRows(played.descriptions, played.observations, before),
        ],
        2,
      ),
      ...timelineBlocks(timeline ?? []),
      ...(mismatch === null
        ? []
        : [
            failureRows(mismatchRows(mismatch)),
            ...exchangeBlocks(exchanges, mismatch.step, target.basePath),
          ]),
      ...notesOn(played).map((text) => indented([paragraph(text)])),
      paragraph(verdictOf(played)),
    ],
    paint,
  );
}

function notesOn({ passing, differs, driver }: ReplayedReport): readonly string[] {
  const who = driver === undefined ? 'the target' : 'the client';
  const ids = [...new Set(passing.map(({ requirement }) => requirement))];
  return [
    ...(ids.length === 0 ? [] : [`violated in passing, and not counted: ${some(ids, 5)}`]),
    differs === null
      ? `in every step ${who} behaved as it did when this was found`
      : `${who} behaves differently from step ${differs.step + 1} on`,
  ];
}

function verdictOf(played: ReplayedReport): Line {
  const { verdict, found, mismatch, cause, plays } = played;
  switch (verdict) {
    case 'failed': {
      const id = mismatch?.requirement ?? found.requirement;
      const other = id === found.requirement ? '' : `; before, it was ${found.requirement}`;
      return toned('bad', `fails again: ${id} is violated${other}`);
    }
    case 'passed': {
      const times = plays === 1 ? '' : `, ${plays} times out of ${plays}`;
      // A flaky counterexample that passes once may still fail.
      const hint =
        found.verdict === 'flaky' && plays === 1 ? '; it was flaky: --times 20 repeats it' : '';
      return [toned('good', `no longer fails${times}`), hint];
    }
    case 'broken':
      return toned('unsure', `could not be judged: ${plain(cause ?? '')}`);
  }
}
