import type { ClientRegister } from '../document/client-requirements.ts';
import type { Declaration } from '../document/declaration.ts';
import type { ClientRequirementId } from '../document/ids.ts';
import { createShapes, type Shapes } from '../judge/shape.ts';
import { type BodyRules, judgeBody } from './body.ts';
import { BoundedMap } from './memory/bounded.ts';
import { type Client, createClient } from './client.ts';
import { contentOf } from './memory/content.ts';
import { credentialsOf, judgeCredentials } from './credentials.ts';
import type { ClientAnswer, ClientRequest, Loss } from './exchange.ts';
import { type ClientFinding, shown, Verdicts } from './finding.ts';
import { match, type Matched, type MatchedOperation } from './match.ts';
import { tokensIn } from './page-tokens.ts';
import { Paging } from './paging.ts';
import { PathValues } from './path-values.ts';
import { connectionOf } from './heard.ts';
import { learnPage, Patience } from './patience.ts';
import { type RouteTable, routesOf } from './routes.ts';
import { isSuccess, isWrite, outcomeOf, type Sent } from './sent.ts';
import { learnLoss, learnOutcome, Transactions, type Use } from './transactions.ts';

export type { ClientFinding } from './finding.ts';

/** What is said of one request. */
export interface JudgedRequest {
  /** Pairs the request with its answer. */
  readonly ticket: number;
  readonly matched: Matched;
  readonly findings: readonly ClientFinding[];
  /** Requirements that this request was bound by and met. */
  readonly observed: readonly ClientRequirementId[];
  /** Whether it has a page token that no answer gave, even for another room; left out, that is not known. */
  readonly hasMadeUpToken?: boolean;
}

/** Judges the requests of one world's clients one after the other; remembers what it needs, within bounds. */
export interface RequestJudge {
  /** Judges a request as it comes. Never throws. */
  request(request: ClientRequest): JudgedRequest;
  /**
   * Learns from an answer. It must be told before the client can have read the answer, or its next requests are
   * judged without.
   * @param answer as it was sent, whoever made it; null where the client got no answer, or not the whole
   * @param loss where there was none, when the client knew that; left out, that is not known
   * @returns what the answer shows about the client
   */
  answered(ticket: number, answer: ClientAnswer | null, loss?: Loss): readonly ClientFinding[];
}

/** What is judged by. */
export interface ClientSpec {
  readonly declaration: Declaration;
  readonly clients: ClientRegister;
}

export interface RequestJudgeOptions {
  /**
   * Whether the judge sees every request and answer since the world began. Left out, it does not, and page tokens that it
   * does not know are not judged.
   */
  readonly sawEverything?: boolean;
  /** Whether a text is the id of a room or a user, or an alias, that the server has; left out, only its answers tell. */
  readonly knows?: (id: string) => boolean;
  /** Milliseconds by which the times of the traffic may be wrong; left out, 0. */
  readonly precision?: number;
}

/** Makes a judge that has seen nothing yet. Judges of one declaration share what is compiled of it. */
export function createRequestJudge(
  { declaration, clients }: ClientSpec,
  options: RequestJudgeOptions = {},
): RequestJudge {
  return new Judge(rulesOf(declaration), clients, options);
}

/** What is compiled of a declaration. */
interface Rules {
  readonly table: RouteTable;
  readonly shapes: Shapes;
  readonly bodies: ReadonlyMap<string, BodyRules>;
}

const compiled = new WeakMap<Declaration, Rules>();

function rulesOf(declaration: Declaration): Rules {
  const known = compiled.get(declaration);
  if (known !== undefined) return known;
  const rules = {
    table: routesOf(declaration),
    shapes: createShapes(declaration),
    bodies: new Map(
      declaration.operations.map((operation) => {
        const body = operation.parameters.find((p) => p.in === 'body');
        const model = body === undefined ? undefined : declaration.models.get(body.type);
        const rule: BodyRules = {
          operation,
          declared: body?.required === true,
          placeholders: model?.placeholders.map((p) => p.name) ?? [],
          consumes: operation.method !== 'GET',
          listed: [
            ...(model?.properties.filter((p) => p.values !== null).map((p) => p.name) ?? []),
            ...(operation.nickname === 'send_feedback' ? ['type'] : []),
          ],
        };
        return [operation.nickname, rule] as const;
      }),
    ),
  };
  compiled.set(declaration, rules);
  return rules;
}

/** Requests without an answer yet, and access tokens, that are remembered. */
const mostOpen = 10_000;
const mostClients = 500;

/** A request that waits for its answer. */
interface Open {
  readonly sent: Sent;
  readonly use: Use | null;
}

class Judge implements RequestJudge {
  readonly #rules: Rules;
  readonly #register: ClientRegister;
  readonly #clients = new BoundedMap<Client>(mostClients);
  readonly #open = new Map<number, Open>();
  readonly #paging: Paging;
  readonly #values: PathValues;
  readonly #transactions: Transactions;
  readonly #patience: Patience;
  readonly #precision: number;
  #ticket = 0;

  constructor(
    rules: Rules,
    register: ClientRegister,
    { sawEverything = false, knows = () => false, precision = 0 }: RequestJudgeOptions,
  ) {
    this.#precision = precision;
    this.#patience = new Patience(precision);
    this.#transactions = new Transactions(precision);
    this.#rules = rules;
    this.#register = register;
    this.#paging = new Paging(sawEverything);
    this.#values = new PathValues(knows);
  }

  request(request: ClientRequest): JudgedRequest {
    const verdicts = new Verdicts(this.#register);
    const { matched, operation, target } = match(this.#rules.table, request.method, request.target);
    const credentials = credentialsOf(request, target);
    const rules = operation === null ? undefined : this.#rules.bodies.get(operation.nickname);
    let content: string | null = null;
    let hasMadeUpToken = false;
    if (matched.kind === 'operation' && rules !== undefined) {
      verdicts.meets('CLIENT-01');
      this.#values.judge(target.path, matched, verdicts);
      judgeCredentials(credentials, request, verdicts);
      const { text } = judgeBody(rules, this.#rules.shapes, request, verdicts);
      // What operations without a declared body get in one is nobody's content.
      if (!rules.declared) content = '';
      else if (text !== null) content = contentOf(text);
      if (isPaged(matched)) hasMadeUpToken = this.#paging.judge(matched, verdicts);
    } else if (matched.kind === 'unmatched') {
      const { why, encoding } = matched;
      const asked = `${shown(request.method)} ${shownPath(target.path, this.#rules.table.basePath)}`;
      verdicts.violates(
        encoding ? 'CLIENT-02' : 'CLIENT-01',
        `${asked} is not a request of this API. ${why}`,
      );
    }
    const { token } = credentials;
    const client = token === null ? null : this.#clientOf(token);
    const sent: Sent = {
      ticket: (this.#ticket += 1),
      method: request.method,
      at: request.at,
      clock: request.clock ?? '',
      connection: connectionOf(request),
      matched,
      place: matched.kind === 'operation' ? placeOf(matched) : request.method,
      content,
      client,
    };
    this.#patience.request(sent, verdicts);
    const use = token === null ? null : this.#transactions.request(sent, token, verdicts);
    if (client !== null && isWrite(sent)) {
      client.together = client.open > 0;
      client.open += 1;
    }
    if (this.#precision > 0 && hasTokens(matched))
      this.#paging.asked(matched.parameters['roomId'] ?? '');
    this.#open.set(sent.ticket, { sent, use });
    if (this.#open.size > mostOpen) this.#giveUpOldest();
    const { findings, observed } = verdicts;
    return { ticket: sent.ticket, matched, findings, observed, hasMadeUpToken };
  }

  answered(ticket: number, answer: ClientAnswer | null, loss?: Loss): readonly ClientFinding[] {
    const open = this.#open.get(ticket);
    if (open === undefined) return none;
    this.#open.delete(ticket);
    const { sent, use } = open;
    const { client, matched } = sent;
    if (client !== null && isWrite(sent)) client.open -= 1;
    const outcome = answer === null ? null : outcomeOf(answer);
    this.#patience.answered(sent, outcome);
    if (outcome === null) learnLoss(sent, loss);
    else learnOutcome(use, outcome);
    const room = hasTokens(matched) ? (matched.parameters['roomId'] ?? '') : null;
    const mayTell = room !== null || (matched.kind === 'other' && sent.method === 'GET');
    if (this.#precision > 0 && room !== null) this.#paging.ended(room);
    // Another server gives the answer, or an earlier one has.
    if (outcome !== null && outcome.status >= 300 && outcome.status < 400 && mayTell)
      this.#paging.miss(room);
    if (answer === null || outcome === null) {
      // Of an event stream that ended early nothing is read; of a page, perhaps.
      if (room !== null) this.#paging.miss(room);
      return none;
    }
    if (!isSuccess(outcome)) return none;
    if (mayTell) {
      const tokens = tokensIn(answer);
      this.#paging.learn(room, tokens);
      learnPage(sent, tokens?.ends ?? [], outcome.at);
    }
    if (matched.kind === 'operation') this.#values.learn(matched, answer);
    if (client !== null && sent.method === 'GET') client.reads += 1;
    return none;
  }

  #clientOf(token: string): Client {
    const known = this.#clients.get(token);
    if (known !== undefined) return known;
    const client = createClient();
    this.#clients.set(token, client);
    return client;
  }

  /** An answer that never comes may have been read all the same. */
  #giveUpOldest(): void {
    for (const ticket of this.#open.keys()) {
      const open = this.#open.get(ticket);
      this.#open.delete(ticket);
      if (open !== undefined && hasTokens(open.sent.matched)) {
        const room = open.sent.matched.parameters['roomId'] ?? '';
        this.#paging.miss(room);
        if (this.#precision > 0) this.#paging.ended(room);
      }
      return;
    }
  }
}

const none: readonly ClientFinding[] = [];

/** Whether an operation takes limit, from and to. */
const isPaged = ({ nickname }: MatchedOperation): boolean =>
  nickname === 'get_messages' || nickname === 'get_members';

/** Whether the answer of a request holds page tokens of its room. */
const hasTokens = (matched: Matched): matched is MatchedOperation =>
  matched.kind === 'operation' && (isPaged(matched) || matched.nickname === 'get_room_sync_data');

/** A path below the base, cut so that its shape stays readable, and without a token that somebody encoded into it. */
const shownPath = (path: string, basePath: string): string =>
  shown(
    (path.startsWith(`${basePath}/`) ? path.slice(basePath.length) : path)
      .replace(/access_token.*/s, 'access_token…')
      .replaceAll(/[^/]{24,}/g, (segment) => `${segment.slice(0, 12)}…`),
  );

function placeOf({ nickname, parameters }: MatchedOperation): string {
  let place: string = nickname;
  for (const name in parameters) place += `\n${parameters[name] ?? ''}`;
  return place;
}
