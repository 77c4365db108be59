import type { Spec } from '../harness/document/load.ts';
import type { ProfileName } from '../harness/document/profile.ts';
import type { StatementId } from '../harness/document/statements.ts';
import type { TrafficCoverage, TrafficResult } from '../harness/traffic/judge-traffic.ts';
import type { ObservedRequirement } from '../harness/traffic/observations.ts';
import { sumCoverage } from '../harness/traffic/sum-coverage.ts';
import { createTrafficObserver } from '../harness/traffic/traffic-observer.ts';
import type { Place } from './exchange.ts';
import type { FoundInRecording } from './judged.ts';
import { Duplicates } from './duplicates.ts';
import { Logins } from './logins.ts';
import { type Break, OneServer } from './one-server.ts';
import type { Timed } from './order.ts';
import { type Looked, type Served, servedBy } from './servers.ts';

/** How recordings are judged. */
export interface PlayOptions {
  readonly looked: Looked;
  /** The version of the specification that servers below a base path are judged by. */
  readonly profileOf: (basePath: string) => ProfileName | 'none';
  readonly specOf: (profile: ProfileName | 'none') => Spec;
  /** Whether the recordings hold every request that the servers got since they were empty, and whatever it carried. */
  readonly complete: boolean;
  /** The sides that are judged. */
  readonly side: 'both' | 'clients' | 'servers';
  /** How a place in the recordings is told. */
  readonly whereOf: (place: Place) => string;
}

/** A server that was judged. */
export interface JudgedServer {
  readonly origin: string;
  readonly prefix: string;
  readonly basePath: string;
  readonly profile: ProfileName | 'none';
  readonly requests: number;
}

/** What recordings showed. */
export interface PlayedRecording {
  /** Requests of the API, and those of them whose answer is recorded. */
  readonly requests: number;
  readonly answered: number;
  /** Requests below a base path that are outside of the declaration, such as a login or a sync. */
  readonly companions: number;
  readonly servers: readonly JudgedServer[];
  /** Servers that were not judged, since there were too many. */
  readonly unjudged: number;
  readonly requirements: ReadonlyMap<StatementId, ObservedRequirement>;
  readonly coverage: TrafficCoverage | null;
  /** Requests for anything else, by host. */
  readonly elsewhere: ReadonlyMap<string, number>;
  /** How often whatever was known of a server was forgotten, and why. */
  readonly begunAnew: ReadonlyMap<Break, number>;
  /** Exchanges that stand in more than one file, and were judged once. */
  readonly twice: number;
}

/** Servers that are judged, and hosts that are counted by name. */
const [mostServers, mostHosts] = [100, 1000];

/** The name that stands for all other hosts. */
const otherHosts = 'other hosts';

/** A server and its judge. */
interface Judging {
  readonly served: Served;
  readonly profile: ProfileName | 'none';
  readonly judge: OneServer;
  requests: number;
}

/** Judges the exchanges of recordings, each server apart. */
export class Player {
  readonly #options: PlayOptions;
  readonly #observer = createTrafficObserver();
  readonly #servers = new Map<string, Judging>();
  readonly #elsewhere = new Map<string, number>();
  #coverage: TrafficCoverage | null = null;
  #requests = 0;
  #answered = 0;
  #companions = 0;
  #unjudged = 0;
  readonly #begunAnew = new Map<Break, number>();
  /** By whose judges servers were changed lately. */
  readonly #changed = new Map<string, readonly (string | null)[]>();
  readonly #files = new Duplicates();
  readonly #logins = new Logins();
  #twice = 0;

  constructor(options: PlayOptions) {
    this.#options = options;
  }

  get requests(): number {
    return this.#requests;
  }

  /** Judges an exchange. @returns what it shows, or what earlier ones show whose answers came by now */
  take(exchange: Timed): readonly FoundInRecording[] {
    const { origin, target } = exchange.request;
    if (this.#files.isTwice(exchange)) {
      this.#twice += 1;
      return [];
    }
    this.#logins.learn(exchange);
    const served = servedBy(origin, target, this.#options.looked);
    this.#doubtOthers(exchange, served);
    if (served === null) {
      this.#passBy(origin);
      return [];
    }
    const judging = this.#judgingOf(served);
    if (judging === null) {
      this.#unjudged += 1;
      return [];
    }
    const { matched, observed, found, ended } = judging.judge.take(exchange, served);
    if (matched.kind === 'other') this.#companions += 1;
    else {
      judging.requests += 1;
      this.#requests += 1;
      if (exchange.answer !== null) this.#answered += 1;
    }
    this.#observer.met(observed);
    if (ended !== null) {
      this.#add(ended.result);
      this.#begunAnew.set(ended.why, (this.#begunAnew.get(ended.why) ?? 0) + 1);
    }
    return this.#observe(found);
  }

  /** Ends the recordings. @returns what is shown by the answers that were still open */
  end(): readonly FoundInRecording[] {
    return [...this.#servers.values()].flatMap(({ judge }) => {
      const { found, result } = judge.end();
      this.#add(result);
      return this.#observe(found);
    });
  }

  result(): PlayedRecording {
    return {
      requests: this.#requests,
      answered: this.#answered,
      companions: this.#companions,
      servers: [...this.#servers.values()].map(({ served, profile, requests }) => ({
        origin: served.origin,
        prefix: served.prefix,
        basePath: served.basePath,
        profile,
        requests,
      })),
      unjudged: this.#unjudged,
      requirements: this.#observer.result(),
      coverage: this.#coverage,
      elsewhere: this.#elsewhere,
      begunAnew: this.#begunAnew,
      twice: this.#twice,
    };
  }

  #judgingOf(served: Served): Judging | null {
    const key = keyOf(served);
    const known = this.#servers.get(key);
    if (known !== undefined) return known;
    if (this.#servers.size >= mostServers) return null;
    const { profileOf, specOf, complete, side } = this.#options;
    const profile = profileOf(served.basePath);
    const judge = new OneServer({
      spec: specOf(profile),
      basePath: served.basePath,
      complete,
      userOf: (token) => this.#logins.userOf(token),
      // The register of clients knows no later version.
      judgesClients: profile === 'none' && side !== 'servers',
      judgesServers: side !== 'clients',
    });
    if ((this.#changed.get(nameOf(served.origin)) ?? []).some((by) => by !== key)) judge.doubt();
    const judging = { served, profile, judge, requests: 0 };
    this.#servers.set(key, judging);
    return judging;
  }

  /** What another judge of the same server is told, or none, changes it for those that are not told. */
  #doubtOthers({ request: { method, origin, target } }: Timed, served: Served | null): void {
    const isRead = method === 'GET' || method === 'HEAD';
    if (
      isRead ||
      (served === null && !/\/_[a-z]/.test(target)) ||
      /\/(?:login|register)\b/.test(target)
    )
      return;
    const own = served === null ? null : keyOf(served);
    this.#changed.set(
      nameOf(origin),
      [...(this.#changed.get(nameOf(origin)) ?? []), own].slice(-2),
    );
    for (const [key, { served: other, judge }] of this.#servers)
      if (key !== own && nameOf(other.origin) === nameOf(origin)) judge.doubt();
  }

  #passBy(origin: string): void {
    const host = origin.replace(/^[a-z]+:\/\//, '');
    const name = this.#elsewhere.has(host) || this.#elsewhere.size < mostHosts ? host : otherHosts;
    this.#elsewhere.set(name, (this.#elsewhere.get(name) ?? 0) + 1);
  }

  #observe(all: readonly FoundInRecording[]): readonly FoundInRecording[] {
    for (const { finding, place, ...at } of all)
      this.#observer.found(finding, { ...at, where: this.#options.whereOf(place) });
    return all;
  }

  #add({ coverage }: TrafficResult): void {
    this.#coverage = this.#coverage === null ? coverage : sumCoverage(this.#coverage, coverage);
  }
}

const keyOf = ({ origin, prefix, basePath }: Served): string =>
  `${nameOf(origin)}${prefix}${basePath}`;

/** The names of this machine are names of one server. */
const nameOf = (origin: string): string =>
  origin.replace(/\/\/(?:127\.0\.0\.1|\[::1\]|0\.0\.0\.0)(?=:|$)/, '//localhost');
