import type { Entry } from '../../mock/journal/journal.ts';
import { nameOfUser } from '../../mock/verdict/name-of-user.ts';
import type { Redaction } from '../../mock/journal/redaction.ts';
import type { Names } from '../../mock/state/index.ts';
import type { Paint } from '../../reports/paint.ts';
import { layOut, nearestOf, type RequestNote } from './request-line.ts';

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

/**
 * What a person wants to see of a request: when it came, whose it was, what it asked, what it got, which rule had a hand
 * in it; and in lines of their own what was wrong with it, or why nothing matched.
 */
export function linesOf(entry: Entry, around: Surroundings): readonly string[] {
  const { paint, columns, redaction } = around;
  const { at, findings, unmatched, rule, ms } = entry;
  const hide = (text: string): string => redaction.text(text);
  const notes: readonly RequestNote[] = [
    ...findings.map(({ requirement, what }) => ['bad', '✗', `${requirement} ${what}`] as const),
    ...(unmatched === null ? [] : ([['unsure', '?', nearestOf(unmatched, findings)]] as const)),
  ];
  const line = {
    at,
    world: around.world,
    user: userOf(entry, around.names),
    operation: hide(operationOf(entry)),
    answer: { tone: toneOf(entry), text: answerOf(entry) },
    ms,
    rule: rule === null ? null : hide(`${rule.id}: ${rule.action}`),
    notes: notes.map(([tone, mark, text]) => [tone, mark, hide(text)] as const),
  };
  return layOut(line, paint, columns);
}

const userOf = ({ incoming: { user } }: Entry, names: Surroundings['names']): string =>
  nameOfUser(user, names) ?? '-';

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
