import type { ClientRequirementId, RequirementId } from '../document/ids.ts';
import type { Spec } from '../document/load.ts';
import { flatten } from '../wire/exchange.ts';
import { createRedactor } from '../wire/redact.ts';
import { rebased } from './base-paths.ts';
import { BoundedMap } from './memory/bounded.ts';
import { createCoverage, type TrafficCoverage } from './coverage.ts';
import { credentialsOf } from './credentials.ts';
import type { ClientAnswer, ClientRequest } from './exchange.ts';
import type { ClientFinding } from './finding.ts';
import { type Asked, type Happened } from './state/happened.ts';
import { StateJudge } from './state/judge-state.ts';
import { openSpan } from './state/note-writes.ts';
import { createRequestJudge, type RequestJudgeOptions } from './judge-requests.ts';
import { bodyOf, createResponseJudge } from './judge-responses.ts';
import type { Matched } from './match.ts';
import { readTarget } from './target.ts';
import type { TrafficAnswer, TrafficRequest } from './traffic-exchange.ts';
import type { TrafficFinding } from './traffic-finding.ts';

export type { TrafficCoverage } from './coverage.ts';
export type { TrafficAnswer, TrafficRequest } from './traffic-exchange.ts';
export type { TrafficFinding } from './traffic-finding.ts';

/** How traffic is judged. */
export interface TrafficJudgeOptions extends RequestJudgeOptions {
  /** The base paths of the operations, without a slash at their end; left out, that of the declaration. */
  readonly basePaths?: readonly string[];
  /**
   * Whether nobody but the clients of this traffic changes anything at the server meanwhile. Left out, others may, and
   * only what holds in spite of them is judged.
   */
  readonly alone?: boolean;
  /** The user of an access token, where it is known; left out, and for undefined, only the traffic tells. */
  readonly userOf?: (accessToken: string) => string | undefined;
  /**
   * Milliseconds within which a read need not show what was accepted before it (reading late-views); left out, 1500.
   * What a later read shows in spite of that is one finding of its own.
   */
  readonly patience?: number;
  /** Whether the requests are as they were sent, with their access tokens; left out, only a token that is there shows it. */
  readonly asSent?: boolean;
  /** Milliseconds by which the times of the traffic may be wrong; left out, 0. */
  readonly precision?: number;
}

/** A request of the traffic, judged. */
export interface JudgedTraffic {
  /** Its number, from 1, by which findings name the exchange and by which its answer is told. */
  readonly ticket: number;
  readonly matched: Matched;
  readonly findings: readonly TrafficFinding[];
  /** Requirements of clients that this request was bound by and met. */
  readonly observed: readonly ClientRequirementId[];
}

/** What traffic showed as a whole. */
export interface TrafficResult {
  readonly requests: number;
  /** Requests whose answer was told, whole or not; without those that are still open. */
  readonly answered: number;
  /** How often each requirement was found violated, and how often clients were seen to meet one. */
  readonly violatedByServer: ReadonlyMap<RequirementId, number>;
  readonly violatedByClients: ReadonlyMap<ClientRequirementId, number>;
  readonly metByClients: ReadonlyMap<ClientRequirementId, number>;
  readonly coverage: TrafficCoverage;
}

/**
 * Judges both sides of the traffic of one server. It is told of requests and answers in the order of time, for a
 * request that it is not told of may be why an answer is as it is; `createTrafficFeed` brings recordings into that
 * order. What the traffic has not shown is unknown, and is not judged. What is remembered is bounded.
 */
export interface TrafficJudge {
  /** Judges a request as it comes. Never throws. */
  request(request: TrafficRequest): JudgedTraffic;
  /**
   * A client may have read this answer before it sends its next request, although `answered` is told later, since the
   * times of the traffic are not known well enough to say which came first.
   */
  heard(ticket: number, answer: TrafficAnswer | null): void;
  /**
   * Judges an answer. Never throws.
   * @param answer null where the client got no answer, or not the whole, or where it was not recorded
   * @returns what it shows about both sides
   */
  answered(ticket: number, answer: TrafficAnswer | null): readonly TrafficFinding[];
  result(): TrafficResult;
}

/** More than a second: a server that is under load is as late as that. */
const defaultPatience = 1500;

/** Requests without an answer that are remembered, and access tokens. */
const mostOpen = 10_000;
const mostTokens = 10_000;

/** The body is not known, so what is said of it is not either. */
const aboutBodies: ReadonlySet<ClientRequirementId> = new Set([
  'CLIENT-03',
  'CLIENT-04',
  'CLIENT-05',
  'CLIENT-06',
  'CLIENT-09',
  'CLIENT-27',
  'CLIENT-29',
]);

/** Makes a judge that has seen nothing yet. */
export function createTrafficJudge(spec: Spec, options: TrafficJudgeOptions = {}): TrafficJudge {
  return new Judge(spec, options);
}

/** A request that waits for its answer. */
interface Open {
  readonly asked: Asked;
  readonly accessToken: string | null;
}

class Judge implements TrafficJudge {
  readonly #spec: Spec;
  readonly #basePaths: readonly string[];
  readonly #requests;
  readonly #responses;
  readonly #coverage;
  readonly #open = new Map<number, Open>();
  readonly #tokens = new BoundedMap<string>(mostTokens);
  readonly #operations;
  readonly #state;
  readonly #userOf;
  readonly #precision: number;
  readonly #violatedByServer = new Map<RequirementId, number>();
  readonly #violatedByClients = new Map<ClientRequirementId, number>();
  readonly #metByClients = new Map<ClientRequirementId, number>();
  /** Whether the traffic has access tokens at all: many recordings are without. */
  #sawToken: boolean;
  #named = 0;
  #clock = 0;
  #count = 0;
  #answered = 0;

  constructor(spec: Spec, options: TrafficJudgeOptions) {
    this.#sawToken = options.asSent === true;
    const { declaration } = spec;
    this.#spec = spec;
    this.#basePaths = options.basePaths ?? [declaration.basePath];
    this.#requests = createRequestJudge(spec, options);
    this.#responses = createResponseJudge(spec);
    this.#coverage = createCoverage(declaration);
    this.#operations = new Map(declaration.operations.map((one) => [one.nickname, one]));
    this.#userOf = options.userOf ?? (() => undefined);
    this.#precision = options.precision ?? 0;
    this.#state = new StateJudge(spec, {
      alone: options.alone ?? false,
      sawEverything: options.sawEverything ?? false,
      patience: options.patience ?? defaultPatience,
      knows: options.knows ?? (() => false),
      nameOf: (token) => this.#nameOf(token),
      reach: (cell) => this.#coverage.reach(cell),
    });
  }

  request(request: TrafficRequest): JudgedTraffic {
    this.#clock += 1;
    this.#count += 1;
    const { basePath } = this.#spec.declaration;
    const headers = lowered(request.headers);
    const given: ClientRequest = {
      ...request,
      headers,
      target: rebased(request.target, this.#basePaths, basePath),
      ...(request.body === null ? unknownBody({ ...request, headers }) : { body: request.body }),
    };
    const judged = this.#requests.request(given);
    const { ticket, matched } = judged;
    const whole = request.body !== null;
    const target = readTarget(given.target);
    const { token } = credentialsOf(given, target);
    this.#sawToken ||= token !== null;
    const isKnown = (id: ClientRequirementId): boolean =>
      (whole || !aboutBodies.has(id)) && (this.#sawToken || id !== 'CLIENT-07');
    const wrong = judged.findings.filter(({ requirement }) => isKnown(requirement));
    const observed = judged.observed.filter(isKnown);
    for (const id of observed) add(this.#metByClients, id);
    // A service may act as others with one token.
    const acting = target.query.get('user_id')?.[0];
    const asked: Asked = {
      ticket,
      method: request.method,
      matched,
      operation:
        matched.kind === 'operation' ? (this.#operations.get(matched.nickname) ?? null) : null,
      token: token === null ? null : this.#nameOf(token, acting),
      otherwiseAuthorized: token === null && (!this.#sawToken || isAuthorized(given.headers)),
      path: target.path,
      body: whole ? jsonOf(given.body, given.headers) : undefined,
      bytes: whole ? given.body.length : null,
      form: whole ? formOf(given.body, given.headers['content-type']) : 'plain',
      wrong: new Set(wrong.map(({ requirement }) => requirement)),
      span: openSpan(this.#clock, request.at - this.#precision),
    };
    this.#state.request(asked);
    this.#open.set(ticket, { asked, accessToken: token });
    if (this.#open.size > mostOpen) this.#giveUpOldest();
    return { ticket, matched, observed, findings: this.#ofClient(wrong, ticket) };
  }

  heard(ticket: number, answer: TrafficAnswer | null): void {
    // What was told once is not told again.
    this.#requests.answered(ticket, forClients(answer));
  }

  answered(ticket: number, given: TrafficAnswer | null): readonly TrafficFinding[] {
    // Of an answer with the status 0 nothing is known, not even whether it came.
    const answer =
      given === null || given.status === 0 ? null : { ...given, headers: lowered(given.headers) };
    const open = this.#open.get(ticket);
    if (open === undefined) return none;
    this.#open.delete(ticket);
    this.#clock += 1;
    this.#answered += 1;
    const { asked, accessToken } = open;
    const body = answer === null ? null : bodyOf(answer);
    const wrong = answer === null ? [] : this.#responses(asked, answer, body);
    const until = answer === null ? Infinity : answer.at + this.#precision;
    const happened: Happened = {
      asked,
      answered:
        answer === null
          ? null
          : {
              status: answer.status,
              headers: answer.headers,
              json: body?.json.ok === true ? body.json.value : undefined,
            },
      conforms: wrong.length === 0,
      span: { ...asked.span, ended: answer === null ? Infinity : this.#clock, until },
    };
    this.#coverage.add(asked, happened.answered);
    const ofClient = this.#ofClient(this.#requests.answered(ticket, forClients(given)), ticket);
    const ofServer = [
      ...wrong.map((one) => ({ ...one, shownBy: [] })),
      ...this.#state.answered(happened),
    ].map(({ requirement, what, shownBy }): TrafficFinding => {
      add(this.#violatedByServer, requirement);
      const grade = this.#spec.register.get(requirement)?.grade ?? 'convention';
      const kind = shownBy.length === 0 ? 'response' : 'state';
      return { side: 'server', kind, requirement, grade, what, ticket, shownBy };
    });
    return hidden([...ofClient, ...ofServer], accessToken);
  }

  result(): TrafficResult {
    return {
      requests: this.#count,
      answered: this.#answered,
      violatedByServer: new Map(this.#violatedByServer),
      violatedByClients: new Map(this.#violatedByClients),
      metByClients: new Map(this.#metByClients),
      coverage: this.#coverage.result(),
    };
  }

  #ofClient(findings: readonly ClientFinding[], ticket: number): readonly TrafficFinding[] {
    return findings.map((finding) => {
      add(this.#violatedByClients, finding.requirement);
      return { side: 'client', kind: 'request', ...finding, ticket, shownBy: [] };
    });
  }

  #nameOf(token: string, acting?: string): string {
    const key = acting === undefined ? token : `${token}\n${acting}`;
    const known = this.#tokens.get(key);
    if (known !== undefined) return known;
    this.#named += 1;
    const name = `token ${this.#named}`;
    this.#tokens.set(key, name);
    const user = acting ?? this.#userOf(token);
    if (user !== undefined) this.#state.learn(name, user);
    return name;
  }

  /** An answer that never comes says nothing. */
  #giveUpOldest(): void {
    const [oldest] = this.#open.keys();
    if (oldest !== undefined) this.answered(oldest, null);
  }
}

const none: readonly TrafficFinding[] = [];

/** What the judge of requests takes for a body that it cannot read. */
const unknownBody = ({ headers }: Pick<TrafficRequest, 'headers'>) => ({
  headers: { ...headers, 'content-encoding': 'unknown' },
  body: new Uint8Array(1),
});

/** An answer whose body is not known came all the same. */
const forClients = (answer: TrafficAnswer | null): ClientAnswer | null =>
  answer === null
    ? null
    : { ...answer, ...(answer.body === null ? unknownBody(answer) : { body: answer.body }) };

const add = <Id>(counts: Map<Id, number>, id: Id): void =>
  void counts.set(id, (counts.get(id) ?? 0) + 1);

/** Recordings have the names of headers as they were sent. */
const lowered = (headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.keys(headers).some((name) => /[A-Z]/.test(name)) ? flatten(headers) : headers;

/** Whether a request without an access token may be authorized all the same, by what a gateway understands. */
const isAuthorized = ({
  authorization,
  cookie,
}: Readonly<Record<string, string | undefined>>): boolean =>
  authorization !== undefined || cookie !== undefined;

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Bodies of requests that are longer are not read. */
const longestRequest = 256 * 1024;

/** The JSON of a body; undefined where it is none, or cannot be read. */
function jsonOf(body: Uint8Array, headers: TrafficRequest['headers']): unknown {
  const encoding = headers['content-encoding']?.toLowerCase() ?? 'identity';
  if (body.length === 0 || body.length > longestRequest || encoding !== 'identity')
    return undefined;
  try {
    return JSON.parse(decoder.decode(body));
  } catch {
    return undefined;
  }
}

/** What is unusual about the form of a body. */
function formOf(body: Uint8Array, type: string | undefined): Asked['form'] {
  if (body.length === 0) return 'plain';
  if (type?.includes('charset') === true) return 'charset';
  const isObjectAtOnce = body[0] === 0x7b && body.at(-1) === 0x7d;
  return isObjectAtOnce && !Buffer.from(body).includes('\\u00') ? 'plain' : 'spelling';
}

/** What a target answers may repeat the access token of the request. */
function hidden(
  findings: readonly TrafficFinding[],
  accessToken: string | null,
): readonly TrafficFinding[] {
  if (findings.length === 0 || accessToken === null) return findings;
  const redactor = createRedactor();
  redactor.learn(accessToken);
  return findings.map((finding) => ({ ...finding, what: redactor.text(finding.what) }));
}
