import type { BrokenCause, Cause } from '../causes.ts';
import { again, isDriven, replayAgain } from '../command.ts';
import { curl } from '../curl.ts';
import {
  type Block,
  command,
  heading,
  indented,
  paragraph,
  type Row,
  row,
  rows,
  stack,
  toned,
} from '../document/document.ts';
import { count, plain, some } from '../plain.ts';
import type { Report, ReportMismatch, ReportRequirement } from '../report.ts';
import { counterexampleBlocks } from './counterexample.ts';
import { exchangesOf } from '../client/observed.ts';
import { exchangeBlocks } from './exchanges.ts';

/** Columns for the labels of a failure, so that all its rows are aligned. */
const column = 17;

/** One way in which the target is wrong: whose words, expected, received, the exchanges, how to repeat it. */
export function failureBlocks(cause: Cause, report: Report): readonly Block[] {
  const { requirement, mismatch, outcome, others } = cause;
  const { counterexample } = mismatch;
  const exchange = outcome.exchanges.find((e) => e.step === mismatch.step);
  const { replay } = outcome;
  if (report.subject !== undefined && !isDriven(outcome.case))
    return violationBlocks(cause, report);
  return [
    stack([
      heading(
        3,
        toned('bad', `✗ ${outcome.case}`),
        toned('quiet', `${requirement.grade} · ${requirement.id}`),
      ),
      stack([paragraph(outcome.title)], 2),
    ]),
    failureRows([
      ...requirementRows(requirement),
      ...mismatchRows(mismatch),
      ...(outcome.stopped === null ? [] : [row('then', plain(outcome.stopped))]),
    ]),
    ...(counterexample === undefined ? [] : counterexampleBlocks(counterexample)),
    ...exchangeBlocks(ownExchanges(outcome, mismatch), mismatch.step, report.target.basePath),
    failureRows([
      ...(exchange === undefined || report.subject !== undefined
        ? []
        : [command('by hand', curl(exchange, report.target))]),
      command('again', again(outcome, report)),
      // The file has the first counterexample. A passive finding in the same case has none.
      ...(counterexample === undefined || replay === undefined || !isFirst(outcome, mismatch)
        ? []
        : [command('replay', replayAgain(replay, report))]),
    ]),
    ...(others.length === 0
      ? []
      : [
          indented([
            paragraph(
              `+${count(others.length, 'case fails', 'cases fail')} the same way: ${some(others, 3)}`,
            ),
          ]),
        ]),
  ];
}

/** The exchanges that show a mismatch: of several that a search found, each has its own. */
function ownExchanges(
  { exchanges }: Cause['outcome'],
  { counterexample }: ReportMismatch,
): Cause['outcome']['exchanges'] {
  const [from, to] = counterexample?.exchanges ?? [0, Infinity];
  return exchanges.filter(({ step }) => step >= from && step < to);
}

/** Whether a mismatch is the first of its case that has a counterexample. */
const isFirst = ({ mismatches }: Cause['outcome'], { counterexample }: ReportMismatch): boolean =>
  mismatches.find((one) => one.counterexample !== undefined)?.counterexample === counterexample;

/** One way in which a client violates a requirement. Its case and what was expected are the requirement itself. */
function violationBlocks(
  { requirement, mismatch, outcome }: Cause,
  report: Report,
): readonly Block[] {
  const { quote, pointer, statement, id, grade } = requirement;
  return [
    stack([
      heading(3, toned('bad', `✗ ${outcome.case}`), toned('quiet', `${grade} · ${id}`)),
      stack([paragraph(statement)], 2),
    ]),
    failureRows([
      row('the declaration', quote === null ? 'does not say this in words' : inQuotes(quote)),
      ...(pointer === null ? [] : [row('', pointer)]),
      row('requested', plain(mismatch.what)),
      row('found', plain(mismatch.received)),
      ...(mismatch.where === undefined ? [] : [row('where', plain(mismatch.where))]),
    ]),
    ...exchangeBlocks(exchangesOf(mismatch, outcome), mismatch.step, report.target.basePath),
    failureRows([command('again', again(outcome, report))]),
  ];
}

/** Rows of a failure, with all their values below each other. */
export const failureRows = (all: readonly Row[]): Block => indented([rows(all, column)]);

/** What was required, and what was received. */
export const mismatchRows = ({ what, expected, received }: ReportMismatch): readonly Row[] => [
  row('looked at', plain(what)),
  row('expected', plain(expected)),
  row('received', plain(received)),
];

/** The words of the declaration and where they stand; then the requirement in our words, and what a profile made of it. */
export function requirementRows({
  quote,
  pointer,
  statement,
  ruling,
}: Pick<ReportRequirement, 'quote' | 'pointer' | 'statement' | 'ruling'>): readonly Row[] {
  const words = quote === null ? 'does not say this in words' : inQuotes(quote);
  return [
    row('the declaration', words),
    ...(pointer === null ? [] : [row('', pointer)]),
    row('requirement', statement),
    ...(ruling === undefined ? [] : [row('changed to', `${ruling.statement} (${ruling.section})`)]),
  ];
}

/** Many quotes hold words in quotes already, and are marked as words by these. */
export const inQuotes = (words: string): string => (words.includes('"') ? words : `"${words}"`);

/** Cases that could not be judged for one reason, with the exchanges of the first. */
export function brokenBlocks(
  { cause, ours, cases }: BrokenCause,
  report: Report,
): readonly Block[] {
  const [first] = cases;
  const exchanges = first?.exchanges ?? [];
  const why = ours ? 'a bug of rooms-conformance' : 'could not be judged';
  const names = cases.map((outcome) => outcome.case);
  return [
    stack([
      heading(3, toned('unsure', `? ${count(cases.length, 'case')} · ${why}`)),
      indented([rows([row('why', plain(cause)), row('cases', some(names, 4))], 8)]),
    ]),
    ...exchangeBlocks(exchanges, exchanges.at(-1)?.step ?? null, report.target.basePath),
    ...(first === undefined ? [] : [indented([rows([command('again', again(first, report))], 8)])]),
  ];
}
