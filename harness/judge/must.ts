import { isArray, isObject } from '../document/json.ts';
import type { Arguments, Nickname, RequirementId, Successes } from '../document/ids.ts';
import type { CallOptions, Reply, User } from './user.ts';
import { difference, type RoomSnapshot, readSnapshot, stableViews } from './unchanged.ts';
import { show, Unmet } from './verdict.ts';

/** What a refusal owes: one status, one of several, or only that it is no success. */
export type ExpectedStatus = number | readonly number[] | 'refused';

/** Where nothing may change: who looks, and at which room if the request does not name one. */
export interface RefusalOptions extends CallOptions {
  /** A joined member who re-reads the room; null where there is no room to look at. */
  readonly observer: User | null;
  readonly roomId?: string;
}

/** The assertions a case may make. Each blames one requirement: the case's first, or the one named by `on`. */
export interface Must {
  /** The same assertions, made for another requirement that the case claims. */
  on(requirement: RequirementId): Must;
  /** The act succeeds and its answer conforms. @returns the body */
  allow<N extends Nickname>(
    user: User,
    operation: N,
    args: Arguments[N],
    options?: CallOptions,
  ): Promise<Successes[N]>;
  /** The act is refused with the owed status, and the frame stays as it was. */
  refuse<N extends Nickname>(
    owed: ExpectedStatus,
    user: User,
    operation: N,
    args: Arguments[N],
    options: RefusalOptions,
  ): Promise<Reply>;
  /** Whatever `act` does, nothing in the room changes, as the observer sees it. */
  unchanged<T>(observer: User, roomId: string, act: () => Promise<T>): Promise<T>;
  /** A reply is a success (2xx). */
  succeed(reply: Reply): void;
  /** A reply has the owed status. */
  status(reply: Reply, owed: ExpectedStatus): void;
  /** A success conforms to its operation's declared type. @returns the body, typed */
  conform<N extends Nickname>(operation: N, reply: Reply): Successes[N];
  /** Two JSON values are equal. */
  equal(actual: unknown, expected: unknown, what: string): void;
  /** Every key of `expected` stands in `actual` with an equal value; arrays are equal. */
  include(actual: unknown, expected: unknown, what: string): void;
  /** A condition that no other assertion can express. */
  that(condition: boolean, what: string, expected: string, received: unknown): void;
  /** This target gives the requirement nothing to judge, or may do as it did; the reason is reported. */
  notApplicable(requirement: RequirementId, reason: string): void;
}

/** How a refusal that a requirement owes went: its status, and whether all stayed as it was. */
export interface Refusal {
  readonly right: boolean;
  /** Null where nobody looked. */
  readonly unchanged: boolean | null;
}

/** What the assertions of one case have in common. */
export interface CaseState {
  readonly requires: readonly RequirementId[];
  /** Requirements for which at least one assertion held. */
  readonly asserted: Set<RequirementId>;
  readonly notApplicable: Map<RequirementId, string>;
  /** The refusals that were asked for. */
  readonly refusals: Map<RequirementId, Refusal>;
  /** How many exchanges the case has had; a frame stays good while nothing else is sent. */
  exchanges(): number;
  /** How a success departs from the declared type of its operation; null where it does not. */
  shapeProblem(operation: Nickname, json: unknown): string | null;
  lastSnapshot: { readonly key: string; readonly at: number; readonly frame: RoomSnapshot } | null;
}

/** Makes the assertions of one case. @throws RangeError for a requirement that the case does not claim. */
export function createMust(ledger: CaseState, requirement: RequirementId): Must {
  if (!ledger.requires.includes(requirement)) {
    throw new RangeError(`the case does not claim ${requirement}`);
  }
  let last: number | null = null;

  function hold(
    condition: boolean,
    what: string,
    expected: string,
    received: unknown,
    at = last,
  ): void {
    if (!condition) {
      const text = typeof received === 'string' ? received : show(received);
      throw new Unmet({ requirement, what, expected, received: text, step: at });
    }
    ledger.asserted.add(requirement);
  }

  function status(reply: Reply, owed: ExpectedStatus): void {
    last = reply.step;
    const allowed = typeof owed === 'number' ? [owed] : owed;
    const good = allowed === 'refused' ? reply.status > 299 : allowed.includes(reply.status);
    const expected = allowed === 'refused' ? 'a refusal' : `status ${allowed.join(' or ')}`;
    const refusal = allowed === 'refused' || allowed.every((code) => code >= 400);
    if (refusal) noteRefusal(good);
    hold(good, `status of ${nameOf(reply)}`, expected, resultOf(reply));
  }

  /** A requirement whose refusal went wrong once is not made right by another one. */
  function noteRefusal(right: boolean): void {
    const known = ledger.refusals.get(requirement);
    ledger.refusals.set(requirement, {
      right: right && known?.right !== false,
      unchanged: known?.unchanged ?? null,
    });
  }

  function noteChange(changed: boolean): void {
    const known = ledger.refusals.get(requirement);
    if (known === undefined) return;
    const unchanged = !changed && known.unchanged !== false;
    ledger.refusals.set(requirement, { ...known, unchanged });
  }

  function succeed(reply: Reply): void {
    last = reply.step;
    const good = reply.status >= 200 && reply.status <= 299;
    hold(good, `status of ${nameOf(reply)}`, 'status 200', resultOf(reply));
  }

  function conform<N extends Nickname>(operation: N, reply: Reply): Successes[N] {
    last = reply.step;
    succeed(reply);
    const misshapen = ledger.shapeProblem(operation, reply.json);
    hold(
      misshapen === null,
      `answer of ${operation}`,
      'what the declaration declares',
      misshapen ?? '',
    );
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the schema has just been checked against this value
    return reply.json as Successes[N];
  }

  async function keep<T>(observer: User, roomId: string, act: () => Promise<T>): Promise<T> {
    const key = `${observer.id} ${roomId}`;
    const { lastSnapshot: frame } = ledger;
    const before =
      frame?.key === key && frame.at === ledger.exchanges()
        ? frame.frame
        : await readSnapshot(observer, roomId);
    const result = await act();
    const after = await readSnapshot(observer, roomId);
    ledger.lastSnapshot = { key, at: ledger.exchanges(), frame: after };
    const seen = difference(before, after);
    const changed =
      seen === null
        ? null
        : differenceOfSteady(before, after, await readSnapshot(observer, roomId));
    noteChange(changed !== null);
    hold(
      changed === null,
      `the room's ${changed?.view ?? 'state'} after a refusal`,
      `nothing changed; it had ${changed?.gone ?? ''}`,
      `it has ${changed?.come ?? ''}`,
    );
    return result;
  }

  return {
    on: (other) => createMust(ledger, other),
    async allow(user, operation, args, options) {
      return conform(operation, await user.call(operation, args, options));
    },
    async refuse(owed, user, operation, args, options) {
      const act = async (): Promise<Reply> => {
        const reply = await user.call(operation, args, options);
        status(reply, owed);
        return reply;
      };
      const roomId = options.roomId ?? roomOf(args);
      return options.observer === null || roomId === null
        ? act()
        : keep(options.observer, roomId, act);
    },
    unchanged: keep,
    succeed,
    status,
    conform,
    equal(actual, expected, what) {
      hold(same(actual, expected), what, show(expected), actual);
    },
    include(actual, expected, what) {
      hold(includes(actual, expected), what, `at least ${show(expected)}`, actual);
    },
    that: hold,
    notApplicable(id, reason) {
      if (!ledger.requires.includes(id)) throw new RangeError(`the case does not claim ${id}`);
      ledger.notApplicable.set(id, reason);
    },
  };
}

/** The difference in the views that hold still: one that never shows the same says nothing about the refusal. */
function differenceOfSteady(
  before: RoomSnapshot,
  after: RoomSnapshot,
  again: RoomSnapshot,
): ReturnType<typeof difference> {
  const still = stableViews(after, again);
  return difference(new Map([...before].filter(([view]) => still.has(view))), still);
}

const nameOf = (reply: Reply): string => reply.operation ?? reply.exchange.request.method;

function resultOf(reply: Reply): string {
  const { answer } = reply.exchange;
  if (answer.kind === 'none') return `no answer: ${answer.detail}`;
  return answer.status >= 200 && answer.status <= 299
    ? `status ${answer.status}`
    : `status ${answer.status} ${answer.body.text.slice(0, 200)}`;
}

const roomOf = (args: object): string | null =>
  'roomId' in args && typeof args.roomId === 'string' ? args.roomId : null;

/** Whether two JSON values are equal; the order of keys does not count. */
export function same(a: unknown, b: unknown): boolean {
  if (isArray(a) && isArray(b)) return a.length === b.length && a.every((v, i) => same(v, b[i]));
  if (isObject(a) && isObject(b)) {
    const keys = Object.keys(a);
    return (
      keys.length === Object.keys(b).length &&
      keys.every((k) => Object.hasOwn(b, k) && same(a[k], b[k]))
    );
  }
  return a === b;
}

/** Whether `actual` holds every key of `expected`; servers add keys of their own (traps: 2014, 13). */
export function includes(actual: unknown, expected: unknown): boolean {
  if (isObject(actual) && isObject(expected)) {
    return Object.entries(expected).every(
      ([k, v]) => Object.hasOwn(actual, k) && includes(actual[k], v),
    );
  }
  if (isArray(actual) && isArray(expected)) {
    return actual.length === expected.length && expected.every((v, i) => includes(actual[i], v));
  }
  return same(actual, expected);
}
