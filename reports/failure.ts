import { type BrokenCause, type Cause } from './causes.ts';
import { curl, quoted } from './curl.ts';
import type { Paint } from './paint.ts';
import { count, labelled, pageWidth, plain, shorten, some } from './plain.ts';
import type { Report, ReportRequirement } from './report.ts';
import { story } from './story.ts';

const column = 17;

/** One way in which the target is wrong: whose words, expected, received, what crossed the wire, how to repeat. */
export function failureBlock(cause: Cause, report: Report, paint: Paint): string {
  const { requirement, mismatch, outcome, others } = cause;
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
    labelled('looked at', plain(mismatch.what), column),
    labelled('expected', plain(mismatch.expected), column),
    labelled('received', plain(mismatch.received), column),
    ...(outcome.stopped === null ? [] : [labelled('then', plain(outcome.stopped), column)]),
    ...(wire.length === 0 ? [] : ['', ...wire.map((line) => markHere(line, paint))]),
    '',
    ...(exchange === undefined
      ? []
      : [`  ${'by hand'.padEnd(column)}${curl(exchange, report.target)}`]),
    `  ${'again'.padEnd(column)}${again(outcome.case, report)}`,
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

/** The words that bind, and where they stand; ours, where the declaration has none. */
function wordsOf(requirement: ReportRequirement): readonly string[] {
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

/** The command that runs one case alone, with what it takes to reach the same target. */
function again(caseId: string, { target }: Report): string {
  const { origin, prefix, basePath, auth, bundled } = target;
  const below = basePath.slice(prefix.length);
  return [
    'rooms-conformance run',
    ...(bundled ? [] : [`--target ${quoted(origin + prefix)}`]),
    ...(below === '/_matrix/client/api/v1' ? [] : [`--base-path ${quoted(below)}`]),
    ...(auth === 'query' ? [] : [`--auth ${auth}`]),
    `--only ${quoted(caseId)}`,
  ].join(' ');
}

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
    ...(first === undefined ? [] : ['', `  again   ${again(first.case, report)}`]),
  ].join('\n');
}
