import type { Entry } from '../../mock/journal/journal.ts';
import { nameOfUser } from '../../mock/verdict/name-of-user.ts';
import type { Redaction } from '../../mock/journal/redaction.ts';
import type { Names } from '../../mock/state/index.ts';
import type { Paint } from '../../reports/paint.ts';
import type { Matched } from '../../harness/traffic/match.ts';
import { column, wrap } from '../../reports/document/width.ts';
import { clean, plain } from '../../reports/plain.ts';

/** What the lines about a request need to know of its world and of the screen. */
export interface Surroundings {
  /** The id of the world; null for the one at the root. */
  readonly world: string | null;
  readonly names: Pick<Names, 'users'>;
  readonly redaction: Pick<Redaction, 'text'>;
  readonly paint: Paint;
  /** How many columns a line may take. */
  readonly columns: number;
}

type Unmatched = Extract<Matched, { kind: 'unmatched' }>;

const widths = { user: 10, operation: 21, answer: 11, ms: 9 } as const;

/**
 * What a person wants to see of a request: when it came, whose it was, what it asked, what it got, which rule had a hand
 * in it; and in lines of their own what was wrong with it, or why nothing matched.
 */
export function linesOf(entry: Entry, around: Surroundings): readonly string[] {
  const { paint, columns, redaction } = around;
  const { findings, unmatched, rule, ms } = entry;
  const cells = [
    clockOf(entry.at),
    ...(around.world === null ? [] : [around.world]),
    column(userOf(entry, around.names), widths.user),
    column(clean(redaction.text(operationOf(entry))), widths.operation),
    paint(toneOf(entry), answerOf(entry).padEnd(widths.answer)),
    (ms === null ? '' : `${ms.toFixed(ms < 10 ? 1 : 0)} ms`).padStart(widths.ms),
    ...(rule === null
      ? []
      : [paint('unsure', plain(redaction.text(`${rule.id}: ${rule.action}`), 60))]),
  ];
  const more = [
    ...findings.map(({ requirement, what }) => ['bad', '✗', `${requirement} ${what}`] as const),
    ...(unmatched === null ? [] : ([['unsure', '?', nearestOf(unmatched, findings)]] as const)),
  ];
  return [
    cells.join('  ').trimEnd(),
    ...more.flatMap(([tone, mark, text]) =>
      wrapped(clean(redaction.text(text)), columns - indent.length - 2).map(
        (line, i) => `${indent}${i === 0 ? paint(tone, mark) : ' '} ${line}`,
      ),
    ),
  ];
}

const indent = ' '.repeat(10);

/** Lines that a finding takes at most. */
const mostLines = 4;

function wrapped(text: string, columns: number): readonly string[] {
  const lines = wrap(text, Math.max(20, columns)).map(([start, end]) => text.slice(start, end));
  return lines.length <= mostLines ? lines : [...lines.slice(0, mostLines - 1), '…'];
}

/** The operation that a request was probably meant for; why it is not that one, unless a finding says so already. */
function nearestOf({ nearest, why }: Unmatched, findings: Entry['findings']): string {
  const { method, path, nickname } = nearest;
  const route = `the nearest operation is ${nickname}, ${method} ${path}`;
  return findings.some(({ what }) => what.includes(why)) ? route : `${why} ${route}`;
}

const clockOf = (at: number): string => new Date(at).toTimeString().slice(0, 8);

const userOf = ({ incoming: { user } }: Entry, names: Surroundings['names']): string =>
  clean(nameOfUser(user, names) ?? '-');

const operationOf = ({ operation, incoming: { request } }: Entry): string =>
  operation ?? `${request.method} …/${request.path.split('/').at(-1) ?? ''}`;

function answerOf({ ending }: Entry): string {
  if (ending === null) return 'open';
  switch (ending.kind) {
    case 'answered':
      return String(ending.answer.status);
    case 'broken off':
      return 'broken off';
    case 'abandoned':
      return 'client gone';
  }
}

function toneOf({ ending }: Entry): 'good' | 'unsure' {
  return ending?.kind === 'answered' && ending.answer.status < 400 ? 'good' : 'unsure';
}
