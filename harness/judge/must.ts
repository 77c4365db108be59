import { isObject } from '../document/json.ts';
import { includes, same } from './compare.ts';
import type { Arguments, Nickname, RequirementId, Successes } from '../document/ids.ts';
import type { Profile } from '../document/profile.ts';
import { answerOf, statusOf, viewAfterRefusal, viewBesides } from './symptoms.ts';
import type { CallOptions, Reply, User } from './user.ts';
import type { Looks } from './looks.ts';
import { type RoomView, viewsOf } from './unchanged.ts';
import { show, Skipped, SuiteBug, Unmet } from './verdict.ts';

/** The status a refusal must have: one, one of several, or any that is not a success. */
export type ExpectedStatus = number | readonly number[] | 'refused';

/** How the unchanged check looks at the room, beside the options of the request itself. */
export interface RefusalOptions extends CallOptions {
  /** A joined member who reads the room before and after; null where there is no room to look at. */
  readonly observer: User | null;
  /** The room to look at, where the request does not name it. */
  readonly roomId?: string;
}

/**
 * The assertions a case may make. A failed one is reported against one requirement: the case's first, or the one
 * named by `on`.
 */
export interface Must {
  /** The same assertions, made for another requirement that the case claims. */
  on(requirement: RequirementId): Must;
  /** The request under test succeeds and its answer conforms. @returns the body */
  allow<N extends Nickname>(
    user: User,
    operation: N,
    args: Arguments[N],
    options?: CallOptions,
  ): Promise<Successes[N]>;
  /** The request under test is refused with the expected status, and the room stays as it was. */
  refuse<N extends Nickname>(
    expected: ExpectedStatus,
    user: User,
    operation: N,
    args: Arguments[N],
    options: RefusalOptions,
  ): Promise<Reply>;
  /**
   * Nothing that the observer sees in the room changes while `request` runs.
   * @param operation whose effects are looked for; left out, every view is compared
   */
  unchanged<T>(
    observer: User,
    roomId: string,
    request: () => Promise<T>,
    operation?: Nickname,
  ): Promise<T>;
  /** A reply is a success (2xx). */
  succeed(reply: Reply): void;
  /** A reply has the expected status. */
  status(reply: Reply, expected: ExpectedStatus): void;
  /** A success conforms to its operation's declared type. @returns the body, typed */
  conform<N extends Nickname>(operation: N, reply: Reply): Successes[N];
  /** Two JSON values are equal. */
  equal(actual: unknown, expected: unknown, what: string): void;
  /** Every key of `expected` stands in `actual` with an equal value; arrays are equal. */
  include(actual: unknown, expected: unknown, what: string): void;
  /** A condition that no other assertion can express. */
  that(condition: boolean, what: string, expected: string, received: unknown): void;
  /**
   * If the condition holds, the requirement is violated; otherwise nothing is asserted. For a symptom that shows which
   * of several requirements a failure is about, and whose absence proves none of them.
   */
  violatedIf(condition: boolean, what: string, expected: string, received: unknown): void;
  /** The requirement cannot be judged on this target, or leaves free what it did. The reason is reported. */
  notApplicable(requirement: RequirementId, reason: string): void;
}

/** The result of a refusal that a requirement asks for. */
export interface Refusal {
  /** Whether the status was the expected one. */
  readonly right: boolean;
  /** Whether the room stayed as it was; null where the case did not look. */
  readonly unchanged: boolean | null;
}

/** What the assertions of one case have in common, filled while the case runs. */
export interface CaseState {
  readonly requires: readonly RequirementId[];
  readonly profile: Profile;
  /** Requirements for which at least one assertion held. */
  readonly asserted: Set<RequirementId>;
  readonly notApplicable: Map<RequirementId, string>;
  /** The refusals that the case asked for. */
  readonly refusals: Map<RequirementId, Refusal>;
  readonly looks: Looks;
  /** The rooms and operations that an unchanged check has looked at, each as one text. */
  readonly looked: Set<string>;
  /** How a success differs from the declared type of its operation; null where it conforms. */
  shapeProblem(operation: Nickname, json: unknown): string | null;
}

/**
 * Makes the assertions of one case. Of a requirement that the profile drops nothing is asserted.
 * @throws SuiteBug for a requirement that the case does not list.
 */
export function createMust(state: CaseState, requirement: RequirementId): Must {
  if (!state.requires.includes(requirement)) {
    throw new SuiteBug(`the case does not list ${requirement} among its requirements`);
  }
  let last: number | null = null;
  const dropped = state.profile.drops(requirement);
  const ruled = state.profile.changeOf(requirement);

  function assert(
    condition: boolean,
    what: string,
    expected: string,
    received: unknown,
    at = last,
  ): void {
    if (dropped) return;
    if (!condition) {
      const text = typeof received === 'string' ? received : show(received);
      throw new Unmet({ requirement, what, expected, received: text, step: at });
    }
    state.asserted.add(requirement);
  }

  function status(reply: Reply, expected: ExpectedStatus): void {
    last = reply.step;
    const declared = typeof expected === 'number' ? [expected] : expected;
    const refusal = declared === 'refused' || declared.every((code) => code >= 400);
    const allowed = refusal ? (ruled?.statuses ?? declared) : declared;
    const good = allowed === 'refused' ? reply.status > 299 : allowed.includes(reply.status);
    const words = allowed === 'refused' ? 'a refusal' : `status ${allowed.join(' or ')}`;
    if (refusal && !dropped) noteRefusal(good);
    assert(good, statusOf(nameOf(reply)), words, resultOf(reply));
    const errcode = isObject(reply.json) ? reply.json['errcode'] : undefined;
    if (refusal && ruled?.errcode !== undefined && errcode !== undefined) {
      assert(errcode === ruled.errcode, `errcode of ${nameOf(reply)}`, ruled.errcode, errcode);
    }
  }

  /** One wrong refusal is enough: a later right one does not make up for it. */
  function noteRefusal(right: boolean): void {
    const known = state.refusals.get(requirement);
    state.refusals.set(requirement, {
      right: right && known?.right !== false,
      unchanged: known?.unchanged ?? null,
    });
  }

  function noteChange(changed: boolean): void {
    const known = state.refusals.get(requirement);
    if (known === undefined) return;
    const stayed = !changed && known.unchanged !== false;
    state.refusals.set(requirement, { ...known, unchanged: stayed });
  }

  function succeed(reply: Reply): void {
    last = reply.step;
    const good = reply.status >= 200 && reply.status <= 299;
    assert(good, statusOf(nameOf(reply)), 'status 200', resultOf(reply));
  }

  function conform<N extends Nickname>(operation: N, reply: Reply): Successes[N] {
    last = reply.step;
    succeed(reply);
    if (dropped && reply.status > 299) throw new Skipped('the profile drops what it is about');
    const problem = state.shapeProblem(operation, reply.json);
    assert(problem === null, answerOf(operation), 'what the declaration declares', problem ?? '');
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the schema has just been checked against this value
    return reply.json as Successes[N];
  }

  /** All views at the first time, and then the one that is about the effects of the operation. */
  function viewsToCompare(
    observer: User,
    roomId: string,
    operation: Nickname | null,
  ): readonly RoomView[] {
    const views = viewsOf(operation);
    const key = `${observer.id} ${roomId} ${views.join(' ')}`;
    if (operation === null || !state.looked.has(key)) {
      state.looked.add(key);
      return views;
    }
    return views.slice(0, 1);
  }

  function keepUnchanged<T>(
    observer: User,
    roomId: string,
    request: () => Promise<T>,
    operation: Nickname | null = null,
    compared = viewBesides,
  ): Promise<T> {
    const views = viewsToCompare(observer, roomId, operation);
    return state.looks.around(
      {
        observer,
        roomId,
        views,
        conclude(change) {
          noteChange(change !== null);
          assert(
            change === null,
            compared(change?.view ?? 'state'),
            `nothing changed; it had ${change?.gone.join('; ') || 'nothing less'}`,
            `it has ${change?.come.join('; ') || 'nothing more'}`,
          );
        },
      },
      request,
    );
  }

  return {
    on: (other) => createMust(state, other),
    async allow(user, operation, args, options) {
      return conform(operation, await user.call(operation, args, options));
    },
    async refuse(expected, user, operation, args, options) {
      const request = async (): Promise<Reply> => {
        const reply = await user.call(operation, args, options);
        status(reply, expected);
        return reply;
      };
      const roomId = options.roomId ?? roomOf(args);
      return options.observer === null || roomId === null
        ? request()
        : keepUnchanged(options.observer, roomId, request, operation, viewAfterRefusal);
    },
    unchanged: (observer, roomId, request, operation) =>
      keepUnchanged(observer, roomId, request, operation),
    succeed,
    status,
    conform,
    equal(actual, expected, what) {
      assert(same(actual, expected), what, show(expected), actual);
    },
    include(actual, expected, what) {
      assert(includes(actual, expected), what, `at least ${show(expected)}`, actual);
    },
    that: assert,
    violatedIf(condition, what, expected, received) {
      if (condition) assert(false, what, expected, received);
    },
    notApplicable(id, reason) {
      if (!state.requires.includes(id))
        throw new SuiteBug(`the case does not list ${id} among its requirements`);
      state.notApplicable.set(id, reason);
      // What held before was not what the requirement is about.
      state.asserted.delete(id);
    },
  };
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
