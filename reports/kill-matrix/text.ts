import type {
  CaseFailure,
  CaseResult,
  CorrectResult,
  ErroredCase,
  FaultResult,
  KillMatrix,
} from '../../selftest/matrix.ts';
import type { Paint } from '../paint.ts';
import { count, labelled, plain, some } from '../plain.ts';
import { percent } from './share.ts';

/** The matrix as JSON. */
export const matrixJson = (matrix: KillMatrix): string => `${JSON.stringify(matrix, null, 2)}\n`;

/** What needs looking at, then the verdict. Detected faults are as they should be, and are not listed. */
export function matrixText(matrix: KillMatrix, paint: Paint): string {
  const { correct, faults, scope } = matrix;
  const blocks = [
    ...correct.filter((one) => one.falseAlarms.length > 0).map((one) => alarmBlock(one, paint)),
    ...(scope === 'cases'
      ? matrix.cases.map((one) => caseBlock(one, matrix, paint))
      : faults.filter((one) => one.verdict !== 'detected').map((one) => faultBlock(one, paint))),
    ...faults.filter((one) => one.unexpected.length > 0).map((one) => unexpectedBlock(one, paint)),
    ...missingBlocks(matrix, paint),
  ];
  return [...blocks, matrixVerdict(matrix, paint)].join('\n\n');
}

/** The numbers, and what they come to. */
export function matrixVerdict(matrix: KillMatrix, paint: Paint): string {
  const { totals, correct, scope, complete, cases } = matrix;
  const { verdicts, falseAlarms, suiteBugs } = totals;
  const busy = cases.filter(({ detections }) => detections.length > 0).length;
  const lines = [
    ...(correct.length === 0
      ? []
      : [`  correct servers  ${correct.length - falseAlarms} of ${correct.length} passed`]),
    ...(scope === 'cases'
      ? []
      : [
          `  faults           ${verdicts.detected} detected, ${verdicts.misattributed} reported against other requirements only, ${verdicts.errored} only broke cases, ${verdicts.undetected} undetected`,
          `  detection rate   ${percent(verdicts.detected, totals.faults)}`,
        ]),
    ...attributionLines(matrix),
    ...(scope === 'servers'
      ? []
      : [`  cases            ${busy} detect a fault, ${cases.length - busy} detect none`]),
    ...(suiteBugs > 0
      ? [paint('bad', `  ${count(suiteBugs, 'case')} failed by a bug of the suite`)]
      : []),
    `  took             ${(matrix.ms / 1000).toFixed(1)} s`,
  ];
  const undetected = totals.faults - verdicts.detected;
  const last =
    scope === 'cases'
      ? `${count(busy, 'case detects', 'cases detect')} a fault, ${cases.length - busy} none, ${count(falseAlarms, 'false alarm')}`
      : `${verdicts.detected} of ${totals.faults} faults detected, ${undetected} undetected, ${count(falseAlarms, 'false alarm')}`;
  const isGood = falseAlarms + (scope === 'cases' ? cases.length - busy : undetected) === 0;
  const unfinished = complete ? [] : ['interrupted: the rest was not run'];
  return `${[...lines, '', ...unfinished, paint(isGood ? 'good' : 'bad', last)].join('\n')}\n`;
}

function attributionLines({ totals, minimum }: KillMatrix): readonly string[] {
  const { reported, direct, expected } = totals.attribution;
  const least = minimum.direct === null ? '' : ` (at least ${percent(minimum.direct, 1)})`;
  return [
    `  attribution      failures were reported against ${count(reported, 'requirement')}, counted fault by fault:`,
    `                   ${percent(direct, reported)} violated by the fault${least}`,
    `                   ${percent(expected, reported)} violated or a known consequence (at least ${percent(minimum.expected, 1)})`,
  ];
}

function alarmBlock({ id, summary, falseAlarms }: CorrectResult, paint: Paint): string {
  const rows = falseAlarms.slice(0, 8).map((alarm) => labelled('', alarmText(alarm), 0, '    '));
  const more = falseAlarms.length > 8 ? [`    and ${falseAlarms.length - 8} more`] : [];
  return [
    `${paint('bad', `✗ ${id}`)} is a correct server, and cases do not pass`,
    `  ${summary}`,
    ...rows,
    ...more,
  ].join('\n');
}

const alarmText = (alarm: CaseFailure | ErroredCase): string =>
  'cause' in alarm
    ? plain(`${alarm.case} could not be judged: ${alarm.cause}`)
    : plain(`${alarm.case} fails by ${alarm.requirement}: ${alarm.what}`);

/** What a chosen case detects, and what it does not. */
function caseBlock(
  { case: id, detections, tried, missed, gap }: CaseResult,
  { correct, faults }: KillMatrix,
  paint: Paint,
): string {
  const passes = correct.filter((one) => one.falseAlarms.every((alarm) => alarm.case !== id));
  const detected = [...new Set(detections.map(({ fault }) => fault))];
  const why = gap === null ? [] : [labelled('', `known: ${gap}`, 0)];
  return [
    paint(detections.length === 0 && gap === null ? 'bad' : 'strong', id),
    ...(correct.length === 0
      ? []
      : [`  passes on ${passes.length} of ${count(correct.length, 'correct server')}`]),
    `  detects ${detected.length} of the ${count(tried, 'fault')} it was run against`,
    ...why,
    ...detected.map((fault) => {
      const failures = detections
        .filter((one) => one.fault === fault)
        .map(({ requirement, what }) => `${requirement} (${what})`);
      return labelled('', plain(`✓ ${fault}: fails by ${failures.join(', ')}`), 0, '    ');
    }),
    ...missed.map((fault) => paint('quiet', `    · ${fault}: ${missedText(id, fault, faults)}`)),
  ].join('\n');
}

/** A case may fail by what it does not claim: the fault is detected, but not by what the case is for. */
function missedText(id: string, fault: string, faults: readonly FaultResult[]): string {
  const failures = faults.find((one) => one.id === fault)?.failures ?? [];
  const passing = failures.filter((one) => one.case === id).map(({ requirement }) => requirement);
  return passing.length === 0
    ? 'not detected'
    : `fails by ${passing.join(', ')}, which the case does not claim`;
}

function faultBlock({ gap, ...fault }: FaultResult, paint: Paint): string {
  const known = gap === null ? [] : [labelled('', `known: ${gap}`, 0, '    ')];
  return [...headOf(fault, paint), labelled('', verdictText(fault), 0, '    '), ...known].join(
    '\n',
  );
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

function unexpectedBlock(fault: FaultResult, paint: Paint): string {
  const text = `unexpected attribution: ${some(reports(fault.unexpected), 6)}`;
  const advice = 'if they follow from the fault, record them with --update and review the diff';
  return [
    ...headOf(fault, paint),
    ...[text, advice].map((line) => labelled('', line, 0, '    ')),
  ].join('\n');
}

/** Where everything was run: cases that detect nothing, and requirements that no failure was reported against. */
function missingBlocks({ scope, cases, unreported }: KillMatrix, paint: Paint): readonly string[] {
  const idle = scope === 'everything' ? cases.filter((one) => one.detections.length === 0) : [];
  const block = (title: string, rows: readonly string[]): readonly string[] =>
    rows.length === 0
      ? []
      : [[paint('bad', title), ...rows.map((row) => labelled('', row, 0))].join('\n')];
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

const headOf = (
  { id, summary, grade, violates }: Omit<FaultResult, 'gap'>,
  paint: Paint,
): readonly string[] => [
  `${paint('bad', `✗ ${id}`)}   ${paint('quiet', `${grade} · ${violates.join(', ')}`)}`,
  labelled('', summary, 0),
];

const reports = (failures: readonly CaseFailure[]): readonly string[] =>
  failures.map(({ case: id, requirement }) => `${requirement} by ${id}`);
