import type { Declaration } from '../document/declaration.ts';
import type { Nickname } from '../document/ids.ts';
import { isObject, stringAt } from '../document/json.ts';

/** An error that the declaration documents for an operation. */
export interface DocumentedError {
  readonly operation: Nickname;
  readonly code: number;
  /** In the words of the declaration. */
  readonly message: string;
}

/** An answer that may be a documented error. */
export interface Refused {
  readonly operation: Nickname;
  /** The body of the request, if it is JSON; undefined otherwise. */
  readonly asked: unknown;
  readonly status: number;
  /** The body of the answer, if it is JSON; undefined otherwise. */
  readonly answer: unknown;
}

/** The errors that a declaration documents, and which of them an answer is. */
export interface DocumentedErrors {
  /** In the order of the declaration. */
  readonly all: readonly DocumentedError[];
  /** Null where the answer is none of them. */
  find(refused: Refused): DocumentedError | null;
}

/** The memberships that a message of the declaration speaks of. */
const situations = [
  ['When inviting: ', 'invite'],
  ['When joining: ', 'join'],
] as const;

/**
 * Reads the errors of a declaration. An answer is one of them if it has its status and says its words, with anything in the
 * place of `<target>`. The words before the colon need not be said where the request shows them to be so.
 */
export function documentedErrors({ operations }: Declaration): DocumentedErrors {
  const all = operations.flatMap(({ nickname, responseMessages }) =>
    responseMessages.map(({ code, message }) => ({ operation: nickname, code, message })),
  );
  const known = all.map((error) => ({ error, says: matcherOf(error.message) }));
  return {
    all,
    find: ({ operation, asked, status, answer }) => {
      if (!isObject(answer)) return null;
      const text = stringAt(answer, 'error');
      const membership = isObject(asked) ? stringAt(asked, 'membership') : '';
      const found = known.find(
        ({ error, says }) =>
          error.operation === operation && error.code === status && says(text, membership),
      );
      return found?.error ?? null;
    },
  };
}

type Says = (text: string, membership: string) => boolean;

function matcherOf(message: string): Says {
  const [before, membership] = situations.find(([words]) => message.startsWith(words)) ?? ['', ''];
  const whole = patternOf(message);
  const rest = patternOf(message.slice(before.length));
  return (text, asked) => whole.test(text) || (asked === membership && rest.test(text));
}

function patternOf(words: string): RegExp {
  const parts = words
    .split('<target>')
    .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.{1,300}')}$`, 's');
}
