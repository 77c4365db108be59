import type { Paint } from '../../../reports/paint.ts';
import { clean, count, inert } from '../../../reports/plain.ts';
import type { Severity } from '../judge/finding.ts';
import { type Outcome, outcomes } from '../play/played.ts';
import type { ExamplesReport } from './report.ts';
import { findingsOf, type ToldDocument, type ToldFinding } from './told.ts';

/** How much of a report is shown. */
export interface TextOptions {
  readonly paint: Paint;
  /** Whether each finding of the weight info is shown, rather than how many there are. */
  readonly infos: boolean;
  /** Whether only the verdict is shown. */
  readonly quiet: boolean;
}

/** A report as people read it on a terminal. */
export function textReport(report: ExamplesReport, options: TextOptions): string {
  const documents = options.quiet
    ? []
    : report.documents.flatMap((one) => documentLines(one, options));
  return inert([...documents, ...summary(report, options.paint), ''].join('\n'));
}

function documentLines(document: ToldDocument, options: TextOptions): readonly string[] {
  const { paint, infos } = options;
  const shown = findingsOf(document).filter(
    ({ severity, rule }) => infos || severity !== 'info' || rule === 'not-played',
  );
  const loose = infos
    ? document.loose.map(
        ({ line }) =>
          `  ${line}  ${paint('quiet', 'info')}  JSON that belongs to no request; it was not judged`,
      )
    : [];
  const bound = document.bound.map(
    ({ from, to }) => `  ${paint('quiet', 'bound')}  ${from} ${paint('quiet', 'is')} ${to}`,
  );
  if (shown.length + loose.length + bound.length === 0) return [];
  return [
    paint('strong', document.name),
    ...shown.flatMap((one) => findingLines(one, paint)),
    ...loose,
    ...bound,
    '',
  ];
}

const tones = { error: 'bad', warning: 'unsure', info: 'quiet' } as const satisfies Readonly<
  Record<Severity, string>
>;

function findingLines(one: ToldFinding, paint: Paint): readonly string[] {
  const { severity, rule, line, column, message } = one;
  const head = `  ${line}:${column}  ${paint(tones[severity], severity)}  ${message}  ${paint('quiet', rule)}`;
  if (severity === 'info') return [head];
  const where = [one.operation, one.requirement].filter((word) => word !== null).join(' · ');
  const facts: readonly (readonly [string, string | null])[] = [
    ['at', one.pointer === '' ? null : one.pointer],
    ['the declaration', one.quote === null ? null : `“${one.quote}”`],
    [
      '',
      one.declared === null || one.declared === ''
        ? null
        : `${one.declared}${where === '' ? '' : ` · ${where}`}`,
    ],
    ['correction', correctionOf(one)],
  ];
  return [
    head,
    ...excerptLines(one, paint),
    ...facts.flatMap(([name, fact]) =>
      fact === null ? [] : [`      ${paint('quiet', name.padEnd(16))}${fact}`],
    ),
  ];
}

function correctionOf({ suggestion }: ToldFinding): string | null {
  if (suggestion === null) return null;
  return suggestion.text === '' ? 'leave it out' : `write ${suggestion.text}`;
}

const widest = 100;

/** The line of a finding, cut around the place, and a mark below it. */
function excerptLines(
  { excerpt, line, column, endLine, endColumn }: ToldFinding,
  paint: Paint,
): readonly string[] {
  const from = Math.max(0, Math.min(column - 1 - 40, excerpt.length - widest));
  const to = Math.min(endLine === line ? endColumn - 1 : excerpt.length, from + widest);
  const lead = (from > 0 ? '…' : '') + clean(excerpt.slice(from, column - 1));
  const marked = clean(excerpt.slice(column - 1, to));
  const after = clean(excerpt.slice(Math.max(to, column - 1), from + widest));
  const number = String(line);
  return [
    `      ${paint('quiet', `${number} |`)} ${lead}${marked}${after}`,
    `      ${paint('quiet', `${' '.repeat(number.length)} |`)} ${' '.repeat(lead.length)}${paint('bad', '^'.repeat(Math.max(1, marked.length)))}`,
  ];
}

function summary({ totals, documents }: ExamplesReport, paint: Paint): readonly string[] {
  const { errors, warnings, infos } = totals;
  const lines = documents.flatMap(findingsOf).filter(({ severity }) => severity === 'info');
  const kinds = new Map<string, number>();
  for (const { rule } of lines) kinds.set(rule, (kinds.get(rule) ?? 0) + 1);
  const notes = [...kinds].map(([rule, times]) => `${times} ${rule}`);
  if (totals.loose > 0) notes.push(`${count(totals.loose, 'block')} of JSON without a request`);
  if (totals.ignored > 0) notes.push(`${totals.ignored} left out by a mark`);
  const verdict = [
    errors === 0 ? null : paint('bad', count(errors, 'error')),
    warnings === 0 ? null : paint('unsure', count(warnings, 'warning')),
  ].filter((word) => word !== null);
  const played = playedLine(documents);
  return [
    ...(notes.length === 0 ? [] : [paint('quiet', `notes: ${notes.join(', ')}`)]),
    `${count(totals.judged, 'example')} of this API in ${count(totals.documents, 'document')}: ${verdict.length === 0 ? paint('good', 'nothing wrong was found') : verdict.join(', ')}${infos === 0 ? '' : `; ${count(infos, 'note')}`}`,
    ...(played === null ? [] : [played]),
  ];
}

/** What became of the examples at a target; null where none was to be played. */
function playedLine(documents: readonly ToldDocument[]): string | null {
  const played = documents.flatMap(({ examples }) => examples.flatMap((one) => one.played ?? []));
  if (played.length === 0) return null;
  const times = (outcome: Outcome): number =>
    played.filter((one) => one.outcome === outcome).length;
  const words = outcomes.flatMap((outcome) =>
    times(outcome) === 0 ? [] : [`${times(outcome)} ${outcome}`],
  );
  return `played: ${words.join(', ')}`;
}
