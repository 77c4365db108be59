import type { FaultShown } from './faults.ts';

/** The figures of one way to judge the faults. */
export interface Judged {
  /** How the judge was told to judge, as the head of a column. */
  readonly how: string;
  readonly shown: readonly FaultShown[];
}

const isSeen = ({ direct, following, wrong }: FaultShown): boolean =>
  direct.length + following.length + wrong.length > 0;

const share = (some: number, all: number): string =>
  `${some} (${all === 0 ? 0 : Math.round((some / all) * 1000) / 10} %)`;

const counts: readonly (readonly [string, (one: FaultShown) => boolean])[] = [
  ['show in the traffic', isSeen],
  ['are blamed on a requirement that they violate', ({ direct }) => direct.length > 0],
  [
    'are blamed only on requirements that follow',
    ({ direct, following, wrong }) => direct.length + wrong.length === 0 && following.length > 0,
  ],
  [
    'are blamed on another requirement too',
    ({ direct, following, wrong }) => wrong.length > 0 && direct.length + following.length > 0,
  ],
  [
    'are blamed on another requirement only',
    ({ direct, following, wrong }) => wrong.length > 0 && direct.length + following.length === 0,
  ],
];

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** Makes docs/traffic/faults-that-traffic-shows.md. */
export function pageOf(judged: readonly Judged[]): string {
  const [main] = judged;
  const shown = main?.shown ?? [];
  const missed = shown.filter((one) => !isSeen(one));
  const astray = shown.filter(({ wrong }) => wrong.length > 0);
  return [
    '# Faults that traffic shows',
    '',
    'The judge of traffic sees requests and answers that others made, and sends nothing itself. This page says how many of the faults of the catalogue it finds in the traffic of the cases that are known to detect them, or that judge what they violate. `npm run traffic-judge -- --page yes` measures it and writes this page. Do not edit it.',
    '',
    row([`of ${shown.length} faults`, ...judged.map(({ how }) => how)]),
    row(['---', ...judged.map(() => '---:')]),
    ...counts.map(([words, applies]) =>
      row([
        words,
        ...judged.map((one) => share(one.shown.filter(applies).length, one.shown.length)),
      ]),
    ),
    '',
    'A requirement *follows* if the self-test has measured that cases of it fail on the fault, or if the run that made the traffic found it violated.',
    '',
    '## Faults that do not show',
    '',
    ...(missed.length === 0
      ? ['None.']
      : missed.map(
          ({ fault }) => `- \`${fault.id}\` (${fault.violates.join(', ')}): ${fault.summary}`,
        )),
    '',
    '## Faults that are blamed on another requirement',
    '',
    ...(astray.length === 0
      ? ['None.']
      : astray.map(
          ({ fault, wrong }) =>
            `- \`${fault.id}\` (${fault.violates.join(', ')}): ${wrong.join(', ')}`,
        )),
    '',
  ].join('\n');
}
