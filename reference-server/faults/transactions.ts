import { createHash } from 'node:crypto';
import { ApiError, unrecognized } from '../errors.ts';
import type { Answer, Nickname, Parts } from '../parts.ts';
import {
  convention,
  documented,
  implied,
  type Fault,
  type MakeFault,
  type Spoil,
} from './fault.ts';
import { before, kebab } from './spoiling.ts';

type Twin = readonly [
  name: Nickname,
  offered: string,
  make: MakeFault,
  repeated: Fault['violates'],
];

/** The operations with a twin: what says that it is offered, and what that it may be repeated. */
const twins: readonly Twin[] = [
  ['send_non_state_event', 'SEND-05', implied, ['SEND-06']],
  ['send_message', 'MSG-04', implied, ['MSG-05']],
  ['send_feedback', 'FEED-04', documented, ['FEED-04']],
  ['invite', 'INV-04', documented, ['INV-04']],
  ['join_room', 'JOIN-04', documented, ['JOIN-04']],
  ['leave', 'LEAVE-04', documented, ['LEAVE-04']],
  ['ban', 'BAN-04', documented, ['BAN-04']],
  ['create_room', 'CREATE-05', implied, ['CREATE-06']],
];
const missingTwins = twins.map(([name, row]) =>
  documented(
    `no-twin-of-${kebab(name)}`,
    `${name} cannot be done as a PUT with a txnId.`,
    [row],
    before([name], ({ params }) => {
      if (params.txnId !== '') throw unrecognized(405);
    }),
  ),
);

/** Transactions of some operations are run in another way. */
const running =
  (
    names: readonly Nickname[],
    run: (
      right: Parts['transactions'],
      remembered: Map<string, Answer>,
    ) => Parts['transactions']['run'],
  ): Spoil =>
  ({ transactions }) => {
    const other = run(transactions, new Map());
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

const everyTwin = twins.map(([name]) => name);
const forgotten = twins.map(([name, , make, rows]) =>
  make(
    `forgotten-txn-of-${kebab(name)}`,
    `A repeated PUT for ${name} is carried out again.`,
    rows,
    running([name], () => (_store, _caller, _key, perform) => perform()),
  ),
);

const conflicting = twins
  .filter(([name]) => ['send_message', 'invite', 'create_room', 'leave'].includes(name))
  .map(([name, , make, rows]) =>
    make(
      `txn-conflict-of-${kebab(name)}`,
      `A repeated PUT for ${name} is refused as a conflict.`,
      rows,
      running([name], () => {
        const known = new Set<string>();
        return async (_store, { token }, key, perform) => {
          if (known.has(token + key)) throw new ApiError(409, 'M_UNKNOWN', 'Done already.');
          const answer = await perform();
          known.add(token + key);
          return answer;
        };
      }),
    ),
  );

const sends: readonly Nickname[] = ['send_message', 'send_non_state_event', 'send_feedback'];

/** Another key for the memory of transactions. */
const keyed =
  (key: (right: Parts['transactions']['key']) => Parts['transactions']['key']): Spoil =>
  ({ transactions }) => ({ transactions: { ...transactions, key: key(transactions.key) } });

/** PUT with a txnId. */
export const transactionFaults: readonly Fault[] = [
  ...missingTwins,
  ...forgotten,
  ...conflicting,
  implied(
    'txn-answers-nothing',
    'A repeated PUT of a sent event is answered {}.',
    ['MSG-05', 'SEND-06', 'FEED-04', 'MODEL-28'],
    running(sends, (_right, remembered) => async (_store, { token }, key, perform) => {
      const known = remembered.get(token + key);
      if (known !== undefined) return { ...known, body: {} };
      const answer = await perform();
      remembered.set(token + key, answer);
      return answer;
    }),
  ),
  implied(
    'txn-answers-another-id',
    'A repeated PUT of a sent event adds nothing and answers a new id.',
    ['MSG-05', 'SEND-06', 'FEED-04'],
    running(sends, (_right, remembered) => async (_store, { token }, key, perform) => {
      const known = remembered.get(token + key);
      if (known !== undefined) return { ...known, body: { event_id: `$again-${token}` } };
      const answer = await perform();
      remembered.set(token + key, answer);
      return answer;
    }),
  ),
  implied(
    'txn-kept-but-done',
    'A repeated PUT is answered from memory and carried out all the same.',
    ['MSG-05', 'SEND-06'],
    running(sends, (_right, remembered) => async (_store, { token }, key, perform) => {
      const answer = await perform();
      const known = remembered.get(token + key) ?? answer;
      remembered.set(token + key, known);
      return known;
    }),
  ),
  implied(
    'txn-compares-bodies',
    'A repeated PUT with another body is carried out.',
    ['MSG-05', 'SEND-06'],
    keyed(
      (right) => (context, name) =>
        right(context, name) + createHash('sha256').update(context.request.body).digest('hex'),
    ),
  ),
  implied(
    'equal-bodies-are-one',
    'Two messages of one person with equal bodies are one, whatever their txnId.',
    ['MSG-06'],
    keyed(
      (right) => (context, name) =>
        name === 'send_message'
          ? right(
              { ...context, params: { ...context.params, txnId: context.request.body.toString() } },
              name,
            )
          : right(context, name),
    ),
  ),
  convention(
    'txns-of-all-people',
    'txnIds of different people meet.',
    ['MSG-07', 'CONV-13'],
    ({ transactions }) => ({
      transactions: {
        ...transactions,
        run: (store, caller, key, perform) =>
          transactions.run(store, { ...caller, token: '' }, key, perform),
      },
    }),
  ),
  convention(
    'txns-of-a-person',
    'txnIds of different tokens of one person meet.',
    ['MSG-07', 'CONV-13'],
    ({ transactions }) => ({
      transactions: {
        ...transactions,
        run: (store, caller, key, perform) =>
          transactions.run(store, { ...caller, token: caller.userId }, key, perform),
      },
    }),
  ),
  convention(
    'failures-remembered',
    'A refused request uses up its txnId.',
    ['CONV-21'],
    running(everyTwin, () => {
      const known = new Map<string, Promise<Answer>>();
      return (_store, { token }, key, perform) => {
        const answer = known.get(token + key) ?? perform();
        known.set(token + key, answer);
        return answer;
      };
    }),
  ),
  convention(
    'bad-bodies-remembered',
    'A request that was refused for its body is answered {} when it is repeated.',
    ['CONV-21'],
    running(everyTwin, (right) => {
      const failed = new Set<string>();
      return async (store, caller, key, perform) => {
        if (failed.has(caller.token + key)) return { status: 200, body: {} };
        try {
          return await right.run(store, caller, key, perform);
        } catch (error) {
          failed.add(caller.token + key);
          throw error;
        }
      };
    }),
  ),
  convention(
    'txns-race',
    'Of equal PUTs at the same moment each is carried out.',
    ['CONV-22'],
    running(everyTwin, (_right, remembered) => async (_store, { token }, key, perform) => {
      const known = remembered.get(token + key);
      if (known !== undefined) return known;
      const answer = await perform();
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
      remembered.set(token + key, answer);
      return answer;
    }),
  ),
  convention(
    'txns-race-into-conflicts',
    'Of equal PUTs at the same moment all but one are refused.',
    ['CONV-22'],
    running(everyTwin, (right) => {
      const busy = new Set<string>();
      return async (store, caller, key, perform) => {
        if (busy.has(caller.token + key)) throw new ApiError(409, 'M_UNKNOWN', 'Busy.');
        busy.add(caller.token + key);
        try {
          const answer = await right.run(store, caller, key, perform);
          await new Promise((resolve) => {
            setTimeout(resolve, 20);
          });
          return answer;
        } finally {
          busy.delete(caller.token + key);
        }
      };
    }),
  ),
  convention(
    'third-repetition-done',
    'A PUT is carried out again when it is repeated twice.',
    ['CONV-22'],
    running(sends, (right) => {
      const count = new Map<string, number>();
      return (store, caller, key, perform) => {
        const times = (count.get(caller.token + key) ?? 0) + 1;
        count.set(caller.token + key, times);
        return times >= 3 ? perform() : right.run(store, caller, key, perform);
      };
    }),
  ),
];
