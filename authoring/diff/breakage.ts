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

/** Several effects at once. */
export const sumOf = (effects: readonly Effect[]): Effect =>
  effects.reduce(
    (sum, one) => ({
      requests: together(sum.requests, one.requests),
      answers: together(sum.answers, one.answers),
    }),
    noEffect,
  );

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

/** Old and new are those who follow the old declaration and the new one. */
const requestReasons: Readonly<Record<Move, string>> = {
  wider: 'new clients may send what old servers need not understand',
  narrower: 'old clients may send what new servers need not understand',
  other:
    'old clients may send what new servers need not understand, and new clients what old servers need not understand',
};

const answerReasons: Readonly<Record<Move, string>> = {
  wider: 'new servers may answer what old clients do not expect',
  narrower: 'old servers may answer what the new declaration does not permit',
  other:
    'old servers may answer what the new declaration does not permit, and new servers what old clients do not expect',
};

const reasonOf = ({ requests, answers }: Effect): string =>
  capital(
    [
      ...(requests === null ? [] : [requestReasons[requests]]),
      ...(answers === null ? [] : [answerReasons[answers]]),
    ].join('; '),
  );

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
