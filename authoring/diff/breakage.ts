import type { Breaks, Change, Effect, Move } from './change.ts';

export const noEffect: Effect = { requests: null, answers: null };

/** The same move on each side that is used. */
export const onSides = (
  move: Move | null,
  { requests, answers }: { readonly requests: boolean; readonly answers: boolean },
): Effect => ({ requests: requests ? move : null, answers: answers ? move : null });

/** Two moves of one set as one. */
export function together(a: Move | null, b: Move | null): Move | null {
  if (a === null || a === b) return b;
  return b === null ? a : 'other';
}

/** A change whose effect is known, on its way to be judged. */
export type Found = Omit<Change, 'breaks' | 'reason'> & {
  readonly effect: Effect;
  /** Why it breaks nobody, for changes without an effect; one sentence. */
  readonly harmless?: string;
  /** Why it breaks somebody, where there is more to say than what is permitted; one sentence. */
  readonly because?: string;
};

/** Says whom a change breaks, and why. */
export function judged({ effect, harmless, because, ...change }: Found): Change {
  const breaks = breaksOf(effect);
  return {
    ...change,
    breaks,
    reason: breaks === 'neither' ? (harmless ?? unused) : (because ?? reasonOf(effect)),
  };
}

const unused = 'No request and no answer has this.';

function breaksOf({ requests, answers }: Effect): Breaks {
  const servers = is(requests, 'wider') || is(answers, 'narrower');
  const clients = is(requests, 'narrower') || is(answers, 'wider');
  if (servers && clients) return 'both';
  if (servers) return 'servers';
  return clients ? 'clients' : 'neither';
}

const is = (move: Move | null, wanted: Move): boolean => move === wanted || move === 'other';

const requestReasons: Readonly<Record<Move, string>> = {
  wider: 'Clients may now send what servers did not have to understand',
  narrower: 'Clients may still send what servers do not have to understand any more',
  other:
    'Requests are different, so servers and clients of the two declarations do not understand each other',
};

const answerReasons: Readonly<Record<Move, string>> = {
  wider: 'servers may now answer what clients do not expect',
  narrower: 'servers may still answer what is not permitted any more',
  other:
    'answers are different, so servers and clients of the two declarations do not understand each other',
};

function reasonOf({ requests, answers }: Effect): string {
  const [first, second] = [
    requests === null ? null : requestReasons[requests],
    answers === null ? null : answerReasons[answers],
  ];
  if (requests === 'other' && answers === 'other')
    return 'Requests and answers are different, so servers and clients of the two declarations do not understand each other.';
  if (first === null) return `${capital(second ?? '')}.`;
  return second === null ? `${first}.` : `${first}, and ${second}.`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
