import {
  type Catch,
  type FaultResult,
  type KillMatrix,
  leastAttribution,
  type RightResult,
  type Stuck,
} from '../../selftest/matrix.ts';
import type { Paint } from '../paint.ts';
import { count, labelled, plain, some } from '../plain.ts';

/** The matrix as JSON. */
export const matrixJson = (matrix: KillMatrix): string => `${JSON.stringify(matrix, null, 2)}\n`;

/** What needs looking at, then the verdict. Faults that were caught are as they should be, and are not listed. */
export function matrixText(matrix: KillMatrix, paint: Paint): string {
  const { right, faults, idle, unseen } = matrix;
  const blocks = [
    ...right.filter(({ alarms }) => alarms.length > 0).map((one) => alarmBlock(one, paint)),
    ...faults.filter(({ fate }) => fate !== 'killed').map((fault) => fateBlock(fault, paint)),
    ...faults.filter(isAstray).map((fault) => strayBlock(fault, paint)),
    ...(idle.length === 0
      ? []
      : [
          [
            paint('bad', 'cases that catch no fault'),
            ...idle.map(({ case: id, tried, gap }) =>
              labelled('', `${id}: ${gap ?? `tried on ${count(tried, 'fault')}`}`, 0),
            ),
          ].join('\n'),
        ]),
    ...(unseen.length === 0
      ? []
      : [
          [
            paint('bad', 'requirements that faults violate and nobody blames'),
            ...unseen.map(({ requirement, gap }) =>
              labelled('', `${requirement}: ${gap ?? 'not explained yet'}`, 0),
            ),
          ].join('\n'),
        ]),
  ];
  return [...blocks, matrixVerdict(matrix, paint)].join('\n\n');
}

/** The numbers, and what they come to. */
export function matrixVerdict(matrix: KillMatrix, paint: Paint): string {
  const { totals, right, full, whole, complete, witnesses, idle } = matrix;
  const { fates, attribution } = totals;
  const green = right.length - totals.alarms;
  const lines = [
    `  right servers  ${green} of ${right.length} green`,
    `  faults         ${fates.killed} killed, ${fates.misblamed} blamed on other requirements alone, ${fates.broken} only broke cases, ${fates.survived} survived`,
    `  kill rate      ${percent(totals.killRate)}`,
    `  attribution    ${percent(attribution)} of ${count(totals.blamed, 'blame')} (${full ? 'every case' : 'the cases that were run'}; at least ${percent(leastAttribution)})`,
    ...(whole
      ? [`  cases          ${witnesses.length} catch a fault, ${idle.length} catch none`]
      : []),
    ...(totals.defects > 0
      ? [paint('bad', `  ${count(totals.defects, 'time')} a case fell over: a defect of the suite`)]
      : []),
    `  took           ${(matrix.ms / 1000).toFixed(1)} s`,
  ];
  const away = totals.faults - fates.killed;
  const last = `${fates.killed} of ${totals.faults} faults caught, ${away} got away, ${count(totals.alarms, 'false alarm')}`;
  const unfinished = complete ? [] : ['interrupted: the rest was not tried'];
  return `${[...lines, '', ...unfinished, paint(away + totals.alarms === 0 ? 'good' : 'bad', last)].join('\n')}\n`;
}

/** Whether more was blamed than belongs to a fault that was caught. */
const isAstray = ({ fate, strays }: FaultResult): boolean => fate === 'killed' && strays.length > 0;

function alarmBlock({ id, summary, alarms }: RightResult, paint: Paint): string {
  const rows = alarms.slice(0, 8).map((alarm) => labelled('', alarmText(alarm), 0, '    '));
  const more = alarms.length > 8 ? [`    and ${alarms.length - 8} more`] : [];
  return [
    `${paint('bad', `✗ ${id}`)} is right, and is called wrong`,
    `  ${summary}`,
    ...rows,
    ...more,
  ].join('\n');
}

const alarmText = (alarm: Catch | Stuck): string =>
  'cause' in alarm
    ? plain(`${alarm.case} could not be judged: ${alarm.cause}`)
    : plain(`${alarm.case} blames ${alarm.requirement}: ${alarm.what}`);

function fateBlock({ gap, ...fault }: FaultResult, paint: Paint): string {
  const known = gap === null ? [] : [labelled('', `known: ${gap}`, 0, '    ')];
  return [...headOf(fault, paint), labelled('', fateText(fault), 0, '    '), ...known].join('\n');
}

function fateText({ fate, caught, stuck, cases }: Omit<FaultResult, 'gap'>): string {
  const broke = [...new Set(stuck.map(({ case: id, cause }) => `${id}: ${plain(cause, 120)}`))];
  switch (fate) {
    case 'misblamed':
      return `blamed on others alone: ${some(blames(caught), 4)}`;
    case 'broken':
      return `only broke cases: ${some(broke, 2)}`;
    case 'survived':
      return `survived ${count(cases, 'case')}`;
    case 'killed':
      return '';
  }
}

function strayBlock(fault: FaultResult, paint: Paint): string {
  const text = `caught, but also blamed: ${some(blames(fault.strays), 6)}`;
  return [...headOf(fault, paint), labelled('', text, 0, '    ')].join('\n');
}

const headOf = (
  { id, summary, grade, violates }: Omit<FaultResult, 'gap'>,
  paint: Paint,
): readonly string[] => [
  `${paint('bad', `✗ ${id}`)}   ${paint('quiet', `${grade} · ${violates.join(', ')}`)}`,
  labelled('', summary, 0),
];

const blames = (catches: readonly Catch[]): readonly string[] =>
  catches.map(({ case: id, requirement }) => `${requirement} by ${id}`);

/** Cut, not rounded: 100 % means all. */
const percent = (share: number): string => `${(Math.floor(share * 1000) / 10).toFixed(1)} %`;
