import { setTimeout as pause } from 'node:timers/promises';
import { ApiError } from '../errors.ts';
import type { Answer, Parts, WireAnswer } from '../parts.ts';
import { type Variant, withParts } from './variant.ts';

const voidOf = (id: string, summary: string, nothing: () => unknown): Variant =>
  withParts(id, summary, ({ answer }) => ({ answer: { ...answer, nothing } }));

/** Every object of an answer, at any depth, with further keys. */
function withExtraKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withExtraKeys);
  if (typeof value !== 'object' || value === null) return value;
  const known = Object.entries(value).map(([key, inner]) => [key, withExtraKeys(inner)] as const);
  return { hsob_ts: 1409752080000, '': null, ...Object.fromEntries(known), x_extra: { a: [1] } };
}

const errorStatus = (
  id: string,
  summary: string,
  applies: (error: ApiError) => boolean,
  status: number,
): Variant =>
  withParts(id, summary, ({ answer }) => ({
    answer: {
      ...answer,
      error: (error): Answer => {
        const right = answer.error(error);
        return applies(error) ? { ...right, status } : right;
      },
    },
  }));

/** Of each token only the last transaction is remembered, whatever its path. */
function oneTransaction({ transactions }: Parts): Partial<Parts> {
  const last = new Map<string, { readonly key: string; readonly turn: number }>();
  return {
    transactions: {
      ...transactions,
      run: (store, caller, key, perform) => {
        const before = last.get(caller.token) ?? { key, turn: 0 };
        const now = before.key === key ? before : { key, turn: before.turn + 1 };
        last.set(caller.token, now);
        return transactions.run(store, caller, `${key} ${now.turn}`, perform);
      },
    },
  };
}

/** One request in forty is answered with a rate limit and does nothing. */
function withRateLimit(right: Parts): Partial<Parts> {
  let count = 0;
  return {
    authenticate: (accounts, credentials) => {
      const caller = right.authenticate(accounts, credentials);
      count += 1;
      if (count % 40 !== 0) return caller;
      throw new ApiError(429, 'M_LIMIT_EXCEEDED', 'Slow down.', { retry_after_ms: 15 });
    },
  };
}

const emptied = (answer: WireAnswer): WireAnswer =>
  answer.status === 200 && answer.body === '"void"' ? { ...answer, headers: {}, body: '' } : answer;

/** What the answers look like, where the declaration leaves it open. */
export const answerVariants: readonly Variant[] = [
  voidOf('void-is-empty-string', 'A void success is the JSON string "".', () => ''),
  voidOf('void-is-null', 'A void success is null.', () => null),
  voidOf('void-is-an-object', 'A void success is an object with keys.', () => ({
    event_id: '$x',
    a: [],
  })),
  withParts(
    'void-is-no-byte',
    'A void success has no body and no content type.',
    ({ answer, onAnswer }) => ({
      answer: { ...answer, nothing: () => 'void' },
      onAnswer: async (operation, request, given) =>
        emptied(await onAnswer(operation, request, given)),
    }),
  ),
  withParts(
    'extra-keys-everywhere',
    'Every object in every answer has keys of the server’s own.',
    ({ wire }) => ({ wire: (answer) => wire({ ...answer, body: withExtraKeys(answer.body) }) }),
  ),
  withParts('no-charset', 'The content type has no charset.', ({ wire }) => ({
    wire: (answer) => ({ ...wire(answer), headers: { 'Content-Type': 'Application/JSON' } }),
  })),
  errorStatus('tokens-403', 'A missing or unknown token is 403.', (e) => e.status === 401, 403),
  withParts(
    'unrecognized-400',
    'An unknown path or method is 400, without errcode.',
    ({ answer }) => ({
      answer: {
        ...answer,
        error: (error) =>
          error.errcode === 'M_UNRECOGNIZED'
            ? { status: 400, body: { error: 'Unrecognized request' } }
            : answer.error(error),
      },
    }),
  ),
  withParts(
    'bad-bytes-are-replaced',
    'A body that is not UTF-8 is read with U+FFFD for its bad bytes.',
    ({ validate }) => ({
      validate: {
        ...validate,
        object: (body) => validate.object(Buffer.from(body.toString('utf8'))),
      },
    }),
  ),
  withParts(
    'user-id-of-another-type-500',
    'A user_id that is not a string is 500.',
    ({ validate }) => ({
      validate: {
        ...validate,
        target: (body) => {
          const { user_id } = body;
          if (user_id !== undefined && typeof user_id !== 'string') throw new TypeError('No text.');
          return validate.target(body);
        },
      },
    }),
  ),
  withParts(
    'no-alias-in-answer',
    'createRoom does not report the alias it made.',
    ({ answer }) => ({ answer: { ...answer, roomInfo: (roomId) => ({ room_id: roomId }) } }),
  ),
  withParts('slow', 'Every answer is late by up to a tenth of a second.', ({ onAnswer }) => ({
    onAnswer: async (operation, request, answer) => {
      await pause(Math.random() * 100);
      return onAnswer(operation, request, answer);
    },
  })),
  withParts('one-txn-kept', 'A token’s last transaction alone is remembered.', oneTransaction),
  withParts('rate-limited', 'Now and then a request is 429.', withRateLimit),
];
