import type { Entry } from '../../mock/journal/journal.ts';
import type { Redaction } from '../../mock/journal/redaction.ts';
import type { Names } from '../../mock/state/index.ts';
import type { Paint } from '../../reports/paint.ts';
import { clean, plain, shorten } from '../../reports/plain.ts';

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

const widths = { user: 10, operation: 21, answer: 11, ms: 9 } as const;

/**
 * What a person wants to see of a request: when it came, whose it was, what it asked, what it got, which rule had a hand
 * in it; and in lines of their own what was wrong with it, or why nothing matched.
 */
export function linesOf(entry: Entry, around: Surroundings): readonly string[] {
  const { paint, columns, redaction } = around;
  const { incoming, findings, matched, rule, ms } = entry;
  const cells = [
    clockOf(entry.at),
    ...(around.world === null ? [] : [around.world]),
    shorten(userOf(entry, around.names), widths.user).padEnd(widths.user),
    shorten(operationOf(entry), widths.operation).padEnd(widths.operation),
    paint(toneOf(entry), answerOf(entry).padEnd(widths.answer)),
    (ms === null ? '' : `${ms.toFixed(ms < 10 ? 1 : 0)} ms`).padStart(widths.ms),
    ...(rule === null ? [] : [paint('unsure', plain(`${rule.id}: ${rule.action}`, 60))]),
  ];
  const indent = ' '.repeat(10);
  const more = [
    ...(matched?.kind === 'unmatched'
      ? ([['unsure', '?', `${incoming.request.path}: ${matched.why}`]] as const)
      : []),
    ...findings.map(({ requirement, what }) => ['bad', '✗', `${requirement} ${what}`] as const),
  ];
  return [
    cells.join('  ').trimEnd(),
    ...more.map(([tone, mark, text]) => {
      const room = Math.max(20, columns - indent.length - 2);
      return `${indent}${paint(tone, mark)} ${shorten(clean(redaction.text(text)), room)}`;
    }),
  ];
}

const clockOf = (at: number): string => new Date(at).toTimeString().slice(0, 8);

/** The name in the state document, else the localpart. */
function userOf({ incoming: { user } }: Entry, { users }: Surroundings['names']): string {
  if (user === null) return '-';
  const named = Object.entries(users).find(([, { userId }]) => userId === user);
  return clean(named?.[0] ?? user.slice(1).split(':')[0] ?? user);
}

const operationOf = ({ operation, incoming: { request } }: Entry): string =>
  operation ?? clean(`${request.method} …/${request.path.split('/').at(-1) ?? ''}`);

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
