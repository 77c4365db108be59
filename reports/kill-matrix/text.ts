import type {
  CaseFailure,
  CaseResult,
  CorrectResult,
  ErroredCase,
  FaultResult,
  KillMatrix,
} from '../../selftest/matrix.ts';
import {
  type Block,
  heading,
  type Line,
  paragraph,
  type Row,
  row,
  rows,
  stack,
  toned,
} from '../document/document.ts';
import { printText } from '../document/text.ts';
import type { Paint } from '../paint.ts';
import { count, plain, some } from '../plain.ts';
import { percent } from './share.ts';

/** The matrix as JSON. */
export const matrixJson = (matrix: KillMatrix): string => `${JSON.stringify(matrix, null, 2)}\n`;

/** What needs attention, then the verdict. Detected faults are as they should be, and are not listed. */
export function matrixText(matrix: KillMatrix, paint: Paint): string {
  const { correct, faults, scope } = matrix;
  return printText(
    [
      ...correct.filter((one) => one.falseAlarms.length > 0).map(alarmBlock),
      ...(scope === 'cases'
        ? matrix.cases.map((one) => caseBlock(one, matrix))
        : faults.filter((one) => one.verdict !== 'detected').map(faultBlock)),
      ...faults.filter((one) => one.unexpected.length > 0).map(unexpectedBlock),
      ...missingBlocks(matrix),
      ...verdictBlocks(matrix),
    ],
    paint,
  );
}

/** The numbers, and what they come to. */
export const matrixVerdict = (matrix: KillMatrix, paint: Paint): string =>
  printText(verdictBlocks(matrix), paint);

function verdictBlocks(matrix: KillMatrix): readonly Block[] {
  const { totals, correct, scope, complete, cases } = matrix;
  const { verdicts, falseAlarms, suiteBugs } = totals;
  const busy = cases.filter(({ detections }) => detections.length > 0).length;
  const idle = cases.length - busy;
  const numbers = [
    ...(correct.length === 0
      ? []
      : [row('correct servers', `${correct.length - falseAlarms} of ${correct.length} passed`)]),
    ...(scope === 'cases'
      ? []
      : [
          row(
            'faults',
            `${verdicts.detected} detected, ${verdicts.misattributed} reported against other requirements only, ${verdicts.errored} only broke cases, ${verdicts.undetected} undetected`,
          ),
          row('detection rate', percent(verdicts.detected, totals.faults)),
        ]),
    ...attributionRows(matrix),
    ...(scope === 'servers' ? [] : [row('cases', `${busy} detect a fault, ${idle} detect none`)]),
    ...(suiteBugs > 0
      ? [row('bugs', toned('bad', `${count(suiteBugs, 'case')} failed by a bug of the suite`))]
      : []),
    row('took', `${(matrix.ms / 1000).toFixed(1)} s`),
  ];
  const undetected = totals.faults - verdicts.detected;
  const alarms = count(falseAlarms, 'false alarm');
  const last =
    scope === 'cases'
      ? `${count(busy, 'case detects', 'cases detect')} a fault, ${idle} none, ${alarms}`
      : `${verdicts.detected} of ${totals.faults} faults detected, ${undetected} undetected, ${alarms}`;
  const isGood = falseAlarms + (scope === 'cases' ? idle : undetected) === 0;
  return [
    stack([rows(numbers)], 2),
    stack([
      ...(complete ? [] : [paragraph('interrupted: the rest was not run')]),
      paragraph(toned(isGood ? 'good' : 'bad', last)),
    ]),
  ];
}

function attributionRows({ totals, minimum }: KillMatrix): readonly Row[] {
  const { reported, direct, expected } = totals.attribution;
  const least = minimum.direct === null ? '' : ` (at least ${percent(minimum.direct, 1)})`;
  return [
    row(
      'attribution',
      `failures were reported against ${count(reported, 'requirement')}, counted fault by fault:`,
    ),
    row('', `${percent(direct, reported)} violated by the fault${least}`),
    row(
      '',
      `${percent(expected, reported)} violated or a known consequence (at least ${percent(minimum.expected, 1)})`,
    ),
  ];
}

/** A heading, a sentence below it, and lines below that. */
const entry = (head: Line, summary: Line, lines: readonly Line[], aside: Line = ''): Block =>
  stack([
    heading(3, [...[head].flat(), ...[aside].flat()]),
    stack([paragraph(summary), stack(lines.map(paragraph), 2)], 2),
  ]);

function alarmBlock({ id, summary, falseAlarms }: CorrectResult): Block {
  const more = falseAlarms.length > 8 ? [`and ${falseAlarms.length - 8} more`] : [];
  return entry([toned('bad', `✗ ${id}`), ' is a correct server, and cases do not pass'], summary, [
    ...falseAlarms.slice(0, 8).map(alarmText),
    ...more,
  ]);
}

const alarmText = (alarm: CaseFailure | ErroredCase): string =>
  'cause' in alarm
    ? plain(`${alarm.case} could not be judged: ${alarm.cause}`)
    : plain(`${alarm.case} fails by ${alarm.requirement}: ${alarm.what}`);

/** What a chosen case detects, and what it does not. */
function caseBlock(
  { case: id, detections, tried, missed, gap }: CaseResult,
  { correct, faults }: KillMatrix,
): Block {
  const passes = correct.filter((one) => one.falseAlarms.every((alarm) => alarm.case !== id));
  const detected = [...new Set(detections.map(({ fault }) => fault))];
  const facts = [
    ...(correct.length === 0
      ? []
      : [`passes on ${passes.length} of ${count(correct.length, 'correct server')}`]),
    `detects ${detected.length} of the ${count(tried, 'fault')} it was run against`,
    ...(gap === null ? [] : [`known: ${gap}`]),
  ];
  const lines = [
    ...detected.map((fault) => {
      const failures = detections
        .filter((one) => one.fault === fault)
        .map(({ requirement, what }) => `${requirement} (${what})`);
      return paragraph(plain(`✓ ${fault}: fails by ${failures.join(', ')}`));
    }),
    ...missed.map((fault) =>
      paragraph(toned('quiet', `· ${fault}: ${missedText(id, fault, faults)}`)),
    ),
  ];
  return stack([
    heading(3, toned(detections.length === 0 && gap === null ? 'bad' : 'strong', id)),
    stack([...facts.map(paragraph), stack(lines, 2)], 2),
  ]);
}

/** A case may fail by what it does not claim: the fault is detected, but not by what the case is for. */
function missedText(id: string, fault: string, faults: readonly FaultResult[]): string {
  const failures = faults.find((one) => one.id === fault)?.failures ?? [];
  const passing = failures.filter((one) => one.case === id).map(({ requirement }) => requirement);
  return passing.length === 0
    ? 'not detected'
    : `fails by ${passing.join(', ')}, which the case does not claim`;
}

function faultBlock({ gap, ...fault }: FaultResult): Block {
  return faultEntry(fault, [verdictText(fault), ...(gap === null ? [] : [`known: ${gap}`])]);
}

function verdictText({ verdict, failures, errors, cases }: Omit<FaultResult, 'gap'>): string {
  const broken = [...new Set(errors.map(({ case: id, cause }) => `${id}: ${plain(cause, 120)}`))];
  switch (verdict) {
    case 'misattributed':
      return `reported against other requirements only: ${some(reports(failures), 4)}`;
    case 'errored':
      return `only broke cases: ${some(broken, 2)}`;
    case 'undetected':
      return `not detected by ${count(cases, 'case')}`;
    case 'detected':
      return '';
  }
}

const unexpectedBlock = (fault: FaultResult): Block =>
  faultEntry(fault, [
    `unexpected attribution: ${some(reports(fault.unexpected), 6)}`,
    'if they follow from the fault, record them with --update and review the diff',
  ]);

/** Where everything was run: cases that detect nothing, and requirements that no failure was reported against. */
function missingBlocks({ scope, cases, unreported }: KillMatrix): readonly Block[] {
  const idle = scope === 'everything' ? cases.filter((one) => one.detections.length === 0) : [];
  const block = (title: string, lines: readonly string[]): readonly Block[] =>
    lines.length === 0
      ? []
      : [stack([heading(3, toned('bad', title)), stack(lines.map(paragraph), 2)])];
  return [
    ...block(
      'cases that detect no fault',
      idle.map(
        ({ case: id, tried, gap }) => `${id}: ${gap ?? `run against ${count(tried, 'fault')}`}`,
      ),
    ),
    ...block(
      'requirements that faults violate, and that no failure was reported against',
      unreported.map(({ requirement, gap }) => `${requirement}: ${gap ?? 'not explained yet'}`),
    ),
  ];
}

const faultEntry = (
  { id, summary, grade, violates }: Omit<FaultResult, 'gap'>,
  lines: readonly string[],
): Block =>
  entry(
    toned('bad', `✗ ${id}`),
    summary,
    lines,
    toned('quiet', `   ${grade} · ${violates.join(', ')}`),
  );

const reports = (failures: readonly CaseFailure[]): readonly string[] =>
  failures.map(({ case: id, requirement }) => `${requirement} by ${id}`);
