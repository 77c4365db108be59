import type { ClientRequirementId, RequirementId } from '../document/ids.ts';
import type { Spec } from '../document/load.ts';
import { createRedactor } from '../wire/redact.ts';
import { rebased } from './base-paths.ts';
import { isByGateway } from './gateway.ts';
import { BoundedMap } from './memory/bounded.ts';
import { createCoverage } from './coverage.ts';
import { credentialsOf } from './credentials.ts';
import type { ClientRequest, Loss } from './exchange.ts';
import type { ClientFinding } from './finding.ts';
import { type Asked, type Happened } from './state/happened.ts';
import { StateJudge } from './state/judge-state.ts';
import { openSpan } from './state/note-writes.ts';
import { createRequestJudge } from './judge-requests.ts';
import { bodyOf, createResponseJudge } from './judge-responses.ts';
import { isAuthorized, lowerCased, readBody } from './read-request.ts';
import { readTarget } from './target.ts';
import type { TrafficAnswer, TrafficRequest } from './traffic-exchange.ts';
import type { TrafficFinding } from './traffic-finding.ts';
import type {
  JudgedTraffic,
  TrafficJudge,
  TrafficJudgeOptions,
  TrafficResult,
} from './traffic-judge.ts';
import { aboutBodies, forClients, unknownBody } from './unknown-body.ts';

export type { TrafficCoverage } from './coverage.ts';
export type { TrafficAnswer, TrafficRequest } from './traffic-exchange.ts';
export type { TrafficFinding } from './traffic-finding.ts';
export type {
  JudgedTraffic,
  TrafficJudge,
  TrafficJudgeOptions,
  TrafficResult,
} from './traffic-judge.ts';

/** More than a second: a server that is under load is as late as that. */
const defaultPatience = 1500;

/** Requests without an answer that are remembered, and access tokens. */
const mostOpen = 10_000;
const mostTokens = 10_000;

/** These are about what a client did between two of its requests, which may be missing where it did something right. */
const aboutSequences: ReadonlySet<ClientRequirementId> = new Set([
  'CLIENT-11',
  'CLIENT-12',
  'CLIENT-16',
  'CLIENT-18',
  'CLIENT-20',
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
  /** Whether no request is missing between two that are told. */
  readonly #hasAllRequests: boolean;
  #named = 0;
  #clock = 0;
  #count = 0;
  #answered = 0;

  constructor(spec: Spec, options: TrafficJudgeOptions) {
    this.#sawToken = options.asSent === true;
    this.#hasAllRequests = options.asSent === true || options.sawEverything === true;
    const { declaration } = spec;
    this.#spec = spec;
    this.#basePaths = options.basePaths ?? [declaration.basePath];
    this.#requests = createRequestJudge(spec, options);
    this.#responses = createResponseJudge(spec, options.alone === true);
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
    const headers = lowerCased(request.headers);
    const given: ClientRequest = {
      ...request,
      headers,
      target: rebased(request.target, this.#basePaths, basePath),
      ...(request.body === null ? unknownBody({ ...request, headers }) : { body: request.body }),
    };
    const judged = this.#requests.request(given);
    const { ticket, matched } = judged;
    const target = readTarget(given.target);
    const { token, inQuery } = credentialsOf(given, target);
    this.#sawToken ||= token !== null;
    const isKnown = (id: ClientRequirementId): boolean =>
      (request.body !== null || !aboutBodies.has(id)) &&
      (this.#sawToken || id !== 'CLIENT-07') &&
      (this.#hasAllRequests || !aboutSequences.has(id));
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
      inQuery: inQuery.length > 0,
      otherwiseAuthorized: token === null && (!this.#sawToken || isAuthorized(headers)),
      path: target.path,
      ...readBody(request.body, headers),
      hasMadeUpToken: judged.hasMadeUpToken === true,
      wrong: new Set(wrong.map(({ requirement }) => requirement)),
      span: openSpan(this.#clock, request.at - this.#precision, request.clock ?? ''),
    };
    this.#state.request(asked);
    this.#open.set(ticket, { asked, accessToken: token });
    if (this.#open.size > mostOpen) this.#giveUpOldest();
    return { ticket, matched, observed, findings: this.#ofClient(wrong, ticket) };
  }

  heard(ticket: number, answer: TrafficAnswer | null, loss?: Loss): void {
    // What was told once is not told again.
    this.#requests.answered(ticket, forClients(answer), loss);
  }

  answered(ticket: number, given: TrafficAnswer | null, loss?: Loss): readonly TrafficFinding[] {
    const answer = given === null ? null : ofTheServer(given);
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
    const shown = this.#requests.answered(ticket, forClients(given), loss);
    const ofClient = this.#ofClient(shown, ticket);
    const ofServer = [
      ...wrong.map((one) => ({ ...one, shownBy: [] })),
      ...this.#state.answered(happened),
    ].map(({ requirement, what, shownBy }): TrafficFinding => {
      add(this.#violatedByServer, requirement);
      const grade = this.#spec.register.get(requirement)?.grade ?? 'convention';
      const kind = shownBy.length === 0 ? 'response' : 'state';
      return { side: 'server', kind, requirement, grade, what, ticket, shownBy };
    });
    const all = [...ofClient, ...ofServer];
    const { whose } = this.#state;
    // Clients that try wrong tokens try ids as well, and an id may be shown.
    if (all.length === 0 || accessToken === null || whose.acts(accessToken)) return all;
    return hidden(all, accessToken, whose.of(asked.token) ?? '');
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

/** An answer of the server; null where it may be a gateway's, or where nothing is known of it, not even whether it came. */
function ofTheServer(given: TrafficAnswer): TrafficAnswer | null {
  const answer = { ...given, headers: lowerCased(given.headers) };
  return given.status === 0 || isByGateway(answer) ? null : answer;
}

const add = <Id>(counts: Map<Id, number>, id: Id): void =>
  void counts.set(id, (counts.get(id) ?? 0) + 1);

/** What a target answers may repeat the access token of the request. */
function hidden(
  findings: readonly TrafficFinding[],
  accessToken: string,
  user: string,
): readonly TrafficFinding[] {
  const redactor = createRedactor();
  redactor.learn(accessToken, user);
  return findings.map((finding) => ({ ...finding, what: redactor.text(finding.what) }));
}
