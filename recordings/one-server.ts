import type { Spec } from '../harness/document/load.ts';
import type { ClientRequirementId } from '../harness/document/ids.ts';
import { isObject, stringAt } from '../harness/document/json.ts';
import { BoundedMap } from '../harness/traffic/memory/bounded.ts';
import type { Loss } from '../harness/traffic/exchange.ts';
import type { Matched } from '../harness/traffic/match.ts';
import {
  createTrafficJudge,
  type JudgedTraffic,
  type TrafficAnswer,
  type TrafficFinding,
  type TrafficJudge,
  type TrafficJudgeOptions,
  type TrafficResult,
} from '../harness/traffic/judge-traffic.ts';
import { createTrafficFeed, type TrafficFeed } from '../harness/traffic/traffic-feed.ts';
import { Heap } from './heap.ts';
import type { FoundInRecording } from './judged.ts';
import { costOf, type Timed } from './order.ts';
import { Memory } from './remember.ts';
import { Secrets } from './secrets.ts';
import type { Served } from './servers.ts';
import { operationOf, type Remembered, shownExchange } from './shown.ts';
import { authorize, type Authorized, userOfToken } from './tokens.ts';

/** How the traffic of one server is judged. */
export interface ServerOptions {
  readonly spec: Spec;
  readonly basePath: string;
  /** Whether the recording holds every request that the server got, and whatever they carried. */
  readonly complete: boolean;
  /** The user of an access token, where an answer below another base path told; undefined where none did. */
  readonly userOf: (token: string) => string | undefined;
  readonly judgesClients: boolean;
  readonly judgesServers: boolean;
}

/** What an exchange led to. */
export interface Taken {
  readonly matched: Matched;
  readonly observed: readonly ClientRequirementId[];
  readonly found: readonly FoundInRecording[];
  /** What a judge found that was ended, and why; null for none. */
  readonly ended: { readonly result: TrafficResult; readonly why: Break } | null;
}

/**
 * Why a judge begins anew: time went back or too much was open at once, nothing was recorded for long, so that the server
 * may have begun anew as well, or somebody changes something in a way that is not judged.
 */
export type Break = 'disorder' | 'pause' | 'others';

/** Milliseconds by which recorders round times. */
const precision = 2;

/** A request whose time is not known may have taken this long, in milliseconds. */
const unknownTime = 60_000;

/** After so many milliseconds without a request, a server may be another one than before. */
const longestPause = 30 * 60_000;

/** Exchanges that are open at once, and bytes of their bodies. More are not kept apart. */
const [mostOpen, mostOpenBytes] = [2000, 32 * 1024 * 1024];

/** Access tokens whose users are named. */
const mostTokens = 5000;

/** Judges the exchanges with one server, in the order in which they were sent. */
export class OneServer {
  readonly #options: ServerOptions;
  readonly #names = new BoundedMap<string>(mostTokens);
  readonly #secrets = new Secrets();
  #named = 0;
  #judge: TrafficJudge;
  #feed: TrafficFeed;
  #memory = new Memory();
  /** What the exchanges cost that are open, by when they end. */
  #open = new Heap<number>();
  #openBytes = 0;
  #latest = -Infinity;
  #complete: boolean;
  #othersAct = false;

  constructor(options: ServerOptions) {
    this.#options = options;
    this.#complete = options.complete;
    [this.#judge, this.#feed] = this.#begin();
  }

  take(exchange: Timed, served: Served): Taken {
    const why = this.#breakBefore(exchange.at);
    const { found, result } = why === null ? nothing : this.end();
    this.#latest = exchange.at;
    const authorized = authorize(
      { ...exchange.request, target: served.target },
      exchange.place.entry,
      this.#complete,
    );
    const { target, headers } = authorized;
    const { method, body } = exchange.request;
    const answer = answerOf(exchange);
    const { request, findings } = this.#feed.exchange(
      { method, target, headers, body, at: exchange.at, clock: this.#clockOf(exchange) },
      answer,
    );
    if (exchange.request.user !== null) this.#secrets.know(exchange.request.user);
    for (const token of authorized.secrets) this.#secrets.know(this.#options.userOf(token) ?? '');
    this.#secrets.knowPath(request.matched, exchange.answer?.status ?? 0);
    this.#secrets.learn(authorized.secrets);
    this.#learnUser(exchange);
    const remembered = this.#remembered(exchange, request, authorized);
    this.#memory.set(request.ticket, remembered);
    this.#open.push(costOf(exchange), answer.at);
    this.#openBytes += costOf(exchange);
    return {
      matched: request.matched,
      observed: this.#options.judgesClients ? request.observed : [],
      found: [...found, ...this.#found(findings), ...this.#found(request.findings)],
      ended: result === null || why === null ? null : { result, why },
    };
  }

  /** Somebody changes the server in a way that this judge is not told of. */
  doubt(): void {
    this.#othersAct = true;
  }

  #breakBefore(at: number): Break | null {
    if (this.#othersAct && this.#complete) {
      this.#complete = false;
      return 'others';
    }
    if (at < this.#latest || this.#isCrowded(at)) {
      // Whoever has forgotten what was there before has not seen everything.
      this.#complete = false;
      return 'disorder';
    }
    return !this.#complete && at - this.#latest > longestPause && this.#latest !== -Infinity
      ? 'pause'
      : null;
  }

  /** Each file has a clock of its own, which may be wrong, and what has no time has no order either. */
  #clockOf({ isTimed, place: { file, entry } }: Timed): string {
    if (!isTimed) return `${file}:${entry}`;
    return this.#complete ? '' : String(file);
  }

  /** Judges what is still open, and begins anew: whatever was seen is forgotten. */
  end(): { readonly found: readonly FoundInRecording[]; readonly result: TrafficResult } {
    const found = this.#found(this.#feed.end());
    const result = this.#judge.result();
    [this.#judge, this.#feed] = this.#begin();
    this.#memory = new Memory();
    this.#open = new Heap();
    this.#openBytes = 0;
    this.#latest = -Infinity;
    return { found, result };
  }

  #begin(): [TrafficJudge, TrafficFeed] {
    const { spec, basePath } = this.#options;
    const complete = this.#complete;
    const options: TrafficJudgeOptions = {
      basePaths: [basePath],
      sawEverything: complete,
      alone: complete,
      userOf: (token) => userOfToken(token) ?? this.#options.userOf(token),
      precision,
    };
    const judge = createTrafficJudge(spec, options);
    return [judge, createTrafficFeed(judge, precision)];
  }

  /** Whether more is open at a time than is kept apart. */
  #isCrowded(at: number): boolean {
    while (this.#open.least + precision < at) this.#openBytes -= this.#open.pop() ?? 0;
    return this.#open.size >= mostOpen || this.#openBytes > mostOpenBytes;
  }

  #found(findings: readonly TrafficFinding[]): readonly FoundInRecording[] {
    return findings.flatMap((finding) => {
      const about = this.#memory.get(finding.ticket);
      if (about === undefined) return [];
      const { judgesClients, judgesServers } = this.#options;
      if (finding.side === 'client' ? !judgesClients : !judgesServers) return [];
      const memory = this.#memory;
      return {
        finding: { ...finding, what: this.#secrets.text(finding.what) },
        place: about.exchange.place,
        operation: operationOf(about.matched),
        exchanges: () => {
          const led = finding.shownBy.flatMap((ticket) => memory.get(ticket) ?? []);
          const all = [...led.slice(-mostShown), about];
          return all.map((one) => shownExchange(one, this.#secrets));
        },
      };
    });
  }

  #remembered(exchange: Timed, { matched }: JudgedTraffic, authorized: Authorized): Remembered {
    const { target, secrets, headers } = authorized;
    const { user, token } = exchange.request;
    const [secret] = secrets;
    const isNamed = user !== null || secret !== undefined;
    const unknown = headers['authorization'] === undefined ? 'none' : 'unknown';
    return {
      exchange,
      matched,
      target,
      user: user ?? (secret === undefined ? 'somebody' : this.#nameOf(secret)),
      token: token ?? (isNamed ? 'own' : unknown),
      secrets,
    };
  }

  #nameOf(token: string): string {
    const known = this.#names.get(token);
    if (known !== undefined) return known;
    this.#named += 1;
    const name = `user ${this.#named}`;
    this.#names.set(token, name);
    return name;
  }

  /** The answer to a login says whose a token is. */
  #learnUser({ request, answer }: Timed): void {
    if (request.method !== 'POST' || answer === null || answer.body === null) return;
    if (answer.status !== 200 || answer.body.length > 4096) return;
    if (!/\/(?:login|register)$/.test(request.target.split('?')[0] ?? '')) return;
    try {
      const json: unknown = JSON.parse(Buffer.from(answer.body).toString());
      if (!isObject(json)) return;
      const [token, user] = [stringAt(json, 'access_token'), stringAt(json, 'user_id')];
      if (token === '') return;
      this.#secrets.know(user);
      this.#secrets.learn([token]);
      if (user !== '' && user.length < 256) this.#names.set(token, user);
    } catch {
      // It is no JSON, and names nobody.
    }
  }
}

/** Exchanges that are shown before the one that a finding is about. */
const mostShown = 6;

const nothing = { found: [], result: null };

/** An answer for the judge: its body is decoded already. */
function answerOf({ answer, lost, at, ms }: Timed): TrafficAnswer | Loss {
  const read = at + (ms ?? unknownTime);
  if (answer === null && lost) return { at: read, gaveUp: false };
  if (answer === null) return { status: 0, headers: {}, body: null, at: read };
  const { 'content-encoding': _, 'transfer-encoding': __, ...headers } = answer.headers;
  return { status: answer.status, headers, body: answer.body, at: read };
}
