import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { ApiError, unrecognizedMethod } from '../../errors.ts';
import type { Answer, Nickname, Parts } from '../../parts.ts';
import { perRow, type Faults, type Requirements, type Spoil } from '../fault.ts';
import { before, kebab, pause } from '../vocabulary/index.ts';

type Run = Parts['transactions']['run'];

/** Runs the transactions of some operations in another way. `remembered` is empty when the server starts. */
const runOtherwise =
  (names: readonly Nickname[], run: (right: Run, remembered: Map<string, Answer>) => Run): Spoil =>
  ({ transactions }) => {
    const other = run(transactions.run, new Map());
    return {
      transactions: {
        ...transactions,
        run: (store, caller, key, perform) =>
          names.some((name) => key.startsWith(`["${name}"`))
            ? other(store, caller, key, perform)
            : transactions.run(store, caller, key, perform),
      },
    };
  };

/** Changes what makes two requests the same. */
const changeKey =
  (key: (right: Parts['transactions']['key']) => Parts['transactions']['key']): Spoil =>
  ({ transactions }) => ({ transactions: { ...transactions, key: key(transactions.key) } });

/** Changes whose txnIds are kept apart. */
const changeOwner =
  (ownerOf: (userId: string) => string): Spoil =>
  ({ transactions }) => ({
    transactions: {
      ...transactions,
      run: (store, caller, key, perform) =>
        transactions.run(store, { ...caller, token: ownerOf(caller.userId) }, key, perform),
    },
  });

/** The operations that can be repeated by a PUT: what requires the PUT, and what the repetition to do nothing. */
const repeatable: readonly (readonly [Nickname, offered: string, once: Requirements])[] = [
  ['send_non_state_event', 'SEND-05', ['SEND-06']],
  ['send_message', 'MSG-04', ['MSG-05']],
  ['send_feedback', 'FEED-04', ['FEED-04']],
  ['invite', 'INV-04', ['INV-04']],
  ['join_room', 'JOIN-04', ['JOIN-04']],
  ['leave', 'LEAVE-04', ['LEAVE-04']],
  ['ban', 'BAN-04', ['BAN-04']],
  ['create_room', 'CREATE-05', ['CREATE-06']],
];

const names = repeatable.map(([name]) => name);
const refusingRepetition: ReadonlySet<Nickname> = new Set([
  'send_message',
  'invite',
  'create_room',
  'leave',
]);
const sends: readonly Nickname[] = ['send_message', 'send_non_state_event', 'send_feedback'];

/** What a PUT with a txnId does, and what its repetition does. */
export const transactionFaults: Faults = {
  ...perRow(repeatable, ([name, offered, once]) => ({
    [`no-put-of-${kebab(name)}`]: {
      summary: `${name} does not accept a PUT with a txnId.`,
      violates: [offered],
      spoil: before([name], ({ params }) => {
        if (params.txnId !== '') throw unrecognizedMethod([]);
      }),
    },
    [`forgotten-txn-of-${kebab(name)}`]: {
      summary: `A repeated PUT of ${name} is carried out again.`,
      violates: once,
      spoil: runOtherwise([name], () => (_store, _caller, _key, perform) => perform()),
    },
  })),
  ...perRow(
    repeatable.filter(([name]) => refusingRepetition.has(name)),
    ([name, , once]) => ({
      [`txn-conflict-of-${kebab(name)}`]: {
        summary: `A repeated PUT of ${name} is answered with 409.`,
        violates: once,
        spoil: runOtherwise([name], (_right, remembered) => async (_, { token }, key, perform) => {
          if (remembered.has(token + key)) throw new ApiError(409, 'M_UNKNOWN', 'Done already.');
          const answer = await perform();
          remembered.set(token + key, answer);
          return answer;
        }),
      },
    }),
  ),
  'txn-answers-nothing': {
    summary: 'A repeated PUT that sends an event is answered with {}.',
    violates: ['MSG-05', 'SEND-06', 'FEED-04', 'MODEL-28'],
    spoil: runOtherwise(sends, (_right, remembered) => async (_, { token }, key, perform) => {
      const known = remembered.get(token + key);
      if (known !== undefined) return { ...known, body: {} };
      const answer = await perform();
      remembered.set(token + key, answer);
      return answer;
    }),
  },
  'txn-answers-another-id': {
    summary: 'A repeated PUT that sends an event adds no event and answers a new id.',
    violates: ['MSG-05', 'SEND-06', 'FEED-04'],
    spoil: runOtherwise(sends, (_right, remembered) => async (_, { token }, key, perform) => {
      const known = remembered.get(token + key);
      if (known !== undefined) return { ...known, body: { event_id: `$again-${token}` } };
      const answer = await perform();
      remembered.set(token + key, answer);
      return answer;
    }),
  },
  'txn-kept-but-done': {
    summary: 'A repeated PUT answers what the first one answered and is carried out all the same.',
    violates: ['MSG-05', 'SEND-06'],
    spoil: runOtherwise(sends, (_right, remembered) => async (_, { token }, key, perform) => {
      const answer = await perform();
      const known = remembered.get(token + key) ?? answer;
      remembered.set(token + key, known);
      return known;
    }),
  },
  'txn-compares-bodies': {
    summary: 'A repeated PUT with another body is carried out.',
    violates: ['MSG-05', 'SEND-06', 'CREATE-06'],
    spoil: changeKey(
      (right) => (context, name) =>
        right(context, name) + createHash('sha256').update(context.request.body).digest('hex'),
    ),
  },
  ...perRow(
    [
      ['trimmed', 'white space at the ends', (txnId: string) => txnId.trim()],
      ['read-as-of-a-form', 'a plus for a space', (txnId: string) => txnId.replaceAll('+', ' ')],
    ],
    ([id, what, change]) => ({
      [`txn-ids-${id}`]: {
        summary: `PUTs whose txnIds differ by ${what} alone count as one.`,
        violates: ['MSG-06'],
        spoil: changeKey((right) => (context, name) => {
          const params = { ...context.params, txnId: change(context.params.txnId) };
          return right({ ...context, params }, name);
        }),
      },
    }),
  ),
  'equal-bodies-are-one': {
    summary: 'Two messages of one user with equal bodies count as one, whatever their txnIds.',
    violates: ['MSG-06'],
    spoil: changeKey((right) => (context, name) => {
      const params = { ...context.params, txnId: context.request.body.toString() };
      return right(name === 'send_message' ? { ...context, params } : context, name);
    }),
  },
  'txns-of-all-people': {
    summary: 'Equal txnIds of different users count as one.',
    violates: ['MSG-07', 'CONV-13'],
    spoil: changeOwner(() => ''),
  },
  'txns-of-a-person': {
    summary: 'Equal txnIds of different tokens of one user count as one.',
    violates: ['MSG-07', 'CONV-13'],
    spoil: changeOwner((userId) => userId),
  },
  'failures-remembered': {
    summary: 'A repetition of a refused request is refused, whatever it asks.',
    violates: ['CONV-21'],
    spoil: runOtherwise(names, () => {
      const known = new Map<string, Promise<Answer>>();
      return (_store, { token }, key, perform) => {
        const answer = known.get(token + key) ?? perform();
        known.set(token + key, answer);
        return answer;
      };
    }),
  },
  'bad-bodies-remembered': {
    summary: 'A repetition of a refused request is answered with {}.',
    violates: ['CONV-21'],
    spoil: runOtherwise(names, (right) => {
      const failed = new Set<string>();
      return async (store, caller, key, perform) => {
        if (failed.has(caller.token + key)) return { status: 200, body: {} };
        try {
          return await right(store, caller, key, perform);
        } catch (error) {
          failed.add(caller.token + key);
          throw error;
        }
      };
    }),
  },
  'txns-race': {
    summary: 'Equal PUTs at the same moment are each carried out.',
    violates: ['CONV-22'],
    spoil: runOtherwise(names, (_right, remembered) => async (_, { token }, key, perform) => {
      const known = remembered.get(token + key);
      if (known !== undefined) return known;
      const answer = await perform();
      await pause(1);
      remembered.set(token + key, answer);
      return answer;
    }),
  },
  'txns-race-into-conflicts': {
    summary: 'Of equal PUTs at the same moment all but one are answered with 409.',
    violates: ['CONV-22'],
    spoil: runOtherwise(names, (right) => {
      const busy = new Set<string>();
      return async (store, caller, key, perform) => {
        if (busy.has(caller.token + key)) throw new ApiError(409, 'M_UNKNOWN', 'Busy.');
        busy.add(caller.token + key);
        try {
          const answer = await right(store, caller, key, perform);
          await wait(20);
          return answer;
        } finally {
          busy.delete(caller.token + key);
        }
      };
    }),
  },
  'third-repetition-done': {
    summary: 'A PUT that is repeated twice is carried out again.',
    violates: ['CONV-22', 'MSG-05', 'SEND-06', 'FEED-04'],
    spoil: runOtherwise(sends, (right) => {
      const count = new Map<string, number>();
      return (store, caller, key, perform) => {
        const times = (count.get(caller.token + key) ?? 0) + 1;
        count.set(caller.token + key, times);
        return times >= 3 ? perform() : right(store, caller, key, perform);
      };
    }),
  },
};
