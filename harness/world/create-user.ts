import { absentPut, type Known } from '../judge/known.ts';
import type { CallOptions, Reply, UndeclaredRequest, User } from '../judge/user.ts';
import type { Conform } from '../judge/conform.ts';
import { describeMismatch, type Shapes } from '../judge/shape.ts';
import {
  Broken,
  ErrorPage,
  Interrupted,
  type Mismatch,
  RateLimited,
  Skipped,
  SuiteBug,
} from '../judge/verdict.ts';
import {
  type Exchange,
  isGatewayAnswer,
  type NoAnswer,
  retryAfter,
  type WireRequest,
} from '../wire/exchange.ts';
import type { Send } from '../wire/wire.ts';
import type { Declaration, Operation } from '../document/declaration.ts';
import type { Arguments, Nickname, RequirementId, Successes } from '../document/ids.ts';
import { droppedPut, type Profile, putRequirementOf } from '../document/profile.ts';
import { addressOf, type Values } from '../document/routes.ts';
import type { Account } from './accounts.ts';
import { at } from './answers.ts';
import { inFormOf } from './request-forms.ts';
import type { Keep } from './keep.ts';
import { bodyOf, requireValidRequest, sentIn } from './own-request.ts';
import { movedBy, type OwedSetupChecks } from './setup-checks.ts';
import type { Target } from './target.ts';

/** An exchange of a case, with its sender and its passive findings: those that no case asked for. */
export interface Recorded {
  readonly actor: string;
  /** The id of the user who sent it. */
  readonly userId: string;
  readonly operation: Nickname | null;
  /** The room that the request names; null where it names none. */
  readonly room: string | null;
  readonly token: 'none' | 'own' | 'unknown';
  readonly exchange: Exchange;
  readonly findings: readonly Mismatch[];
}

/** What the users of one case have in common. */
export interface CaseContext {
  readonly caseId: string;
  readonly declaration: Declaration;
  readonly profile: Profile;
  readonly known: Known;
  /** What the case judges. */
  readonly requires: readonly RequirementId[];
  readonly target: Target;
  readonly send: Send;
  readonly conform: Conform;
  readonly shapes: Shapes;
  /** The exchanges of the case, in the order in which the requests were sent; a search starts a new list. */
  recorded: (Recorded | null)[];
  /** How much of an exchange is kept. */
  readonly keep: Keep;
  /** Whether every request opens a connection of its own. */
  readonly fresh: boolean;
  /** Whether a page of an error in HTML is an answer of the target, because it has come in every attempt. */
  readonly believesPages: boolean;
  /** Milliseconds that the case may still wait for rate limits. */
  patience: number;
  readonly setups: OwedSetupChecks;
  /** Ends when the looks that are owed are made, which must be before anything may change; null where none is. */
  readonly looked: () => Promise<void> | null;
  /** Ends when views can show the last accepted request, where views are known to be late; null otherwise. */
  readonly settled: () => Promise<void> | null;
  /** Called with every exchange as soon as it is over. */
  readonly onExchange: (recorded: Recorded, step: number) => void;
}

const unknownToken = 'never-given-out-0000';

/** Makes a user of a case, who acts with an account of the target. */
export function createUser(context: CaseContext, account: Account, name: string): User {
  const { declaration, known, profile, requires, shapes, target } = context;
  // A case that judges pages without a direction sends its requests without one.
  const asksWithoutDir = requires.some((id) => id === 'MSGS-06' || id === 'MSGS-09');

  /** A PUT with a txnId that is not offered says nothing of what it is sent for. @throws Skipped */
  function requirePut(nickname: Nickname): void {
    const requirement = putRequirementOf(nickname);
    const judgesIt = requirement !== undefined && requires.includes(requirement);
    if (judgesIt && droppedPut(profile, nickname) === undefined) return;
    const absent = absentPut(profile, known, nickname);
    if (absent !== undefined) throw new Skipped(absent);
  }

  /** @param moves whom a setup moves; null for a request under test */
  async function exchange(
    operation: Operation | null,
    given: Pick<WireRequest, 'method' | 'path' | 'query' | 'body' | 'contentType'>,
    roomId: string | null,
    options: Pick<CallOptions, 'token' | 'unrouted' | 'latin1'>,
    moves: readonly string[] | null,
  ): Promise<Reply> {
    const { fresh, setups } = context;
    const request = inFormOf(profile, given, known.pagesWithoutDir || asksWithoutDir);
    // Requests that are sent at once must leave in the same turn, so nothing is awaited without need.
    if (request.method !== 'GET') {
      const checked = moves === null ? setups.due() : setups.dueFor(roomId, moves);
      if (checked !== null) await checked;
      const looked = context.looked();
      if (looked !== null) await looked;
    }
    const settled = request.method === 'GET' ? context.settled() : null;
    if (settled !== null) await settled;
    const { recorded } = context;
    const step = recorded.push(null) - 1;
    const token = options.token ?? 'own';
    const { method, path, query, body, contentType } = request;
    const sent = {
      method,
      path: target.basePath + path,
      query,
      token: tokenOf(account, token),
      body,
      contentType,
      agent: `rooms-conformance (${context.caseId}; step ${step + 1}; ${name})`,
      fresh,
      patience: context.patience,
    };
    const result = await context.send(options.latin1 === true ? { ...sent, latin1: true } : sent);
    for (const limit of result.limited) context.patience -= retryAfter(limit);
    const unrouted = options.unrouted ?? false;
    const findings = context
      .conform({ exchange: result, operation, roomId, unrouted })
      .map((finding) => ({ ...finding, step }));
    const nickname = operation?.nickname ?? null;
    const row: Recorded = {
      actor: name,
      userId: account.userId,
      operation: nickname,
      room: roomId,
      token,
      exchange: result,
      findings,
    };
    const kept = context.keep(recorded, result);
    recorded[step] = kept === result ? row : { ...row, exchange: kept };
    context.onExchange(row, step);
    const { answer } = result;
    const what = nickname ?? request.path;
    if (answer.kind === 'none') {
      if (!tellsOfTarget(answer, request.method, fresh)) {
        const Reason = answer.why === 'reset' ? Interrupted : Broken;
        throw new Reason(`${what}: ${answer.detail}`);
      }
      return { operation: nickname, exchange: result, step, status: 0, json: undefined };
    }
    const isPage = answer.status === 500 && isGatewayAnswer(answer);
    if (isPage && !context.believesPages) {
      throw new ErrorPage(`${what}: a gateway, or a page of an error in HTML, answered 500`);
    }
    if (!isPage && isGatewayAnswer(answer)) {
      throw new Interrupted(`${what}: a gateway answered ${answer.status} in place of the target`);
    }
    if (answer.status === 429) {
      const wait = Math.ceil(retryAfter(answer) / 1000);
      throw new RateLimited(`${what}: a rate limit (429) asks to wait for ${wait} s more`);
    }
    const { json } = answer.body;
    const value = json.ok ? json.value : undefined;
    return { operation: nickname, exchange: result, step, status: answer.status, json: value };
  }

  async function call<N extends Nickname>(
    nickname: N,
    args: Arguments[N],
    options: CallOptions = {},
    isSetup = options.setup === true,
  ): Promise<Reply> {
    const operation = declaration.operations.find((o) => o.nickname === nickname);
    if (operation === undefined) throw new SuiteBug(`the declaration has no operation ${nickname}`);
    const values: Values = { ...args };
    if (values['txnId'] !== undefined) requirePut(nickname);
    const body = bodyOf(operation, values, options);
    if (options.wrong === undefined)
      requireValidRequest(context.shapes, operation, values, sentIn(body, values, options));
    const { method, path, query } = addressOf(operation, values);
    const roomId = typeof values['roomId'] === 'string' ? values['roomId'] : null;
    return await exchange(
      operation,
      {
        method,
        path,
        query:
          options.undeclared === undefined
            ? query
            : [...query, ...Object.entries(options.undeclared)],
        body,
        contentType: body === null ? null : (options.contentType ?? 'application/json'),
      },
      roomId,
      options,
      isSetup ? movedBy(nickname, values, account.userId) : null,
    );
  }

  return {
    id: account.userId,
    setups: context.setups,
    known,
    name,
    call: (nickname, args, options) => call(nickname, args, options),
    async need<N extends Nickname>(nickname: N, args: Arguments[N], options?: CallOptions) {
      const reply = await call(nickname, args, options, true);
      if (reply.status < 200 || reply.status > 299) {
        const { answer } = reply.exchange;
        const got =
          answer.kind === 'none'
            ? answer.detail
            : `${answer.status} ${answer.body.text.slice(0, 200)}`;
        throw new Broken(`the setup failed: ${nickname} by ${name} answered ${got}`);
      }
      const operation = declaration.operations.find((o) => o.nickname === nickname);
      const [misshape] = operation === undefined ? [] : shapes.answer(operation, reply.json);
      if (misshape !== undefined) {
        throw new Broken(
          `the setup failed: the answer of ${nickname} does not conform: ${describeMismatch(misshape)}`,
        );
      }
      if (at(reply.json, 'room_id') === '')
        throw new Broken(`the setup failed: ${nickname} by ${name} answered an empty room_id`);
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the schema has just been checked against this value
      return reply.json as Successes[N];
    },
    send(request: UndeclaredRequest) {
      const body = request.body === undefined ? null : JSON.stringify(request.body);
      return exchange(
        null,
        {
          method: request.method,
          path: request.path,
          query: request.query ?? [],
          body,
          contentType: body === null ? null : 'application/json',
        },
        null,
        request.token === undefined ? {} : { token: request.token },
        null,
      );
    },
  };
}

function tokenOf(account: Account, kind: Recorded['token']): string | null {
  switch (kind) {
    case 'none':
      return null;
    case 'unknown':
      return unknownToken;
    case 'own':
      return account.token;
  }
}

/**
 * Whether the missing answer is a fact about the target. A connection that ends is one only if it was opened for this
 * request, or if the request was repeated: servers may close idle connections (RFC 9112, 9.5).
 */
function tellsOfTarget({ why }: NoAnswer, method: string, fresh: boolean): boolean {
  if (why === 'reset') return fresh || method === 'GET';
  return why === 'too-large' || why === 'not-http';
}
