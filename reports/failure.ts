import type { Mismatch } from '../harness/judge/verdict.ts';
import { type BrokenCause, type Cause } from './causes.ts';
import { again, replayAgain } from './command.ts';
import { counterexampleLines } from './counterexample.ts';
import { curl } from './curl.ts';
import type { Paint } from './paint.ts';
import { count, labelled, pageWidth, plain, shorten, some } from './plain.ts';
import type { Report, ReportRequirement } from './report.ts';
import { story } from './story.ts';

const column = 17;

/** One way in which the target is wrong: whose words, expected, received, what crossed the wire, how to repeat. */
export function failureBlock(cause: Cause, report: Report, paint: Paint): string {
  const { requirement, mismatch, outcome, others } = cause;
  const { counterexample: found } = mismatch;
  const { basePath } = report.target;
  const grade = `${requirement.grade} · ${requirement.id}`;
  const name = shorten(outcome.case, pageWidth - grade.length - 4);
  const gap = ' '.repeat(Math.max(2, pageWidth - 2 - name.length - grade.length));
  const exchange = outcome.exchanges.find((e) => e.step === mismatch.step);
  const wire = story(outcome.exchanges, mismatch.step, basePath);
  return [
    `${paint('bad', `✗ ${name}`)}${gap}${paint('quiet', grade)}`,
    labelled('', outcome.title, 0),
    '',
    ...wordsOf(requirement),
    ...differenceOf(mismatch),
    ...(outcome.stopped === null ? [] : [labelled('then', plain(outcome.stopped), column)]),
    ...(found === undefined ? [] : ['', ...counterexampleLines(found, paint)]),
    ...(wire.length === 0 ? [] : ['', ...wire.map((line) => markHere(line, paint))]),
    '',
    ...(exchange === undefined
      ? []
      : [`  ${'by hand'.padEnd(column)}${curl(exchange, report.target)}`]),
    `  ${'again'.padEnd(column)}${again(outcome, report)}`,
    ...(found === undefined ? [] : replayLine(outcome, report)),
    ...(others.length === 0
      ? []
      : [
          '',
          labelled(
            '',
            `+${count(others.length, 'case fails', 'cases fail')} the same way: ${some(others, 3)}`,
            0,
          ),
        ]),
  ].join('\n');
}

/** How to play a counterexample again; a finding in passing of the same case has none. */
function replayLine(outcome: Cause['outcome'], report: Report): readonly string[] {
  const { replay } = outcome;
  return replay === undefined ? [] : [`  ${'replay'.padEnd(column)}${replayAgain(replay, report)}`];
}

/** What was owed, and what came. */
export const differenceOf = ({ what, expected, received }: Mismatch): readonly string[] => [
  labelled('looked at', plain(what), column),
  labelled('expected', plain(expected), column),
  labelled('received', plain(received), column),
];

/** The words that bind, and where they stand; ours, where the declaration has none. */
export function wordsOf(
  requirement: Pick<ReportRequirement, 'quote' | 'pointer' | 'statement'>,
): readonly string[] {
  const { quote, pointer, statement } = requirement;
  const said =
    quote === null
      ? []
      : [labelled('the declaration', quote.includes('"') ? quote : `"${quote}"`, column)];
  const label = quote === null ? 'it concerns' : '';
  const where = pointer === null ? [] : [`  ${label.padEnd(column)}${pointer}`];
  const none =
    quote === null && pointer === null ? ['  the declaration  has no words for this'] : [];
  return [...said, ...none, ...where, labelled('it is owed that', statement, column)];
}

const markHere = (line: string, paint: Paint): string =>
  line.endsWith('← here') ? paint('strong', line) : line;

/** Cases that could not be judged, for one cause, with the story of the first. */
export function brokenBlock(
  { cause, ours, cases }: BrokenCause,
  report: Report,
  paint: Paint,
): string {
  const [first] = cases;
  const exchanges = first?.exchanges ?? [];
  const last = exchanges.at(-1)?.step ?? null;
  const whose = ours ? 'a defect of rooms-conformance' : 'could not be judged';
  const names = cases.map((c) => c.case);
  return [
    paint('unsure', `? ${count(cases.length, 'case')} · ${whose}`),
    labelled('why', plain(cause), 8),
    labelled('cases', some(names, 4), 8),
    ...(last === null ? [] : ['', ...story(exchanges, last, report.target.basePath)]),
    ...(first === undefined ? [] : ['', `  again   ${again(first, report)}`]),
  ].join('\n');
}
