import type { ObservedExchange } from '../../harness/traffic/observations.ts';
import {
  createTrafficObserver,
  type TrafficObserver,
} from '../../harness/traffic/traffic-observer.ts';
import { BoundedMap } from '../../harness/traffic/memory/bounded.ts';
import { type Credentials, credentialsOf } from '../../harness/traffic/credentials.ts';
import { readTarget } from '../../harness/traffic/target.ts';
import { Memory } from '../../recordings/remember.ts';
import { Secrets } from '../../recordings/secrets.ts';
import { operationOf, type Remembered, shownExchange } from '../../recordings/shown.ts';
import type { Passing } from '../transport/exchange.ts';
import { joined } from '../transport/headers.ts';
import type { Target } from '../transport/upstream.ts';
import { decoded } from './decoded.ts';
import type { Verdict } from './judging.ts';

/** Exchanges before the one that a finding is about that are shown with it. */
const mostShown = 9;

/** Exchanges that are kept as they passed, and the longest of them, in bytes. */
const [mostKept, longestKept] = [2000, 8 * 1024];

/** Counts what passes shows, and keeps the exchanges that show it. */
export interface Evidence {
  /** Adds an exchange at its end. @param user whose it was; null where nothing has told */
  readonly add: (passing: Passing, verdict: Verdict, user: string | null) => void;
  readonly result: TrafficObserver['result'];
}

/** @param limit the longest body that is kept when it is decoded, in bytes */
export function createEvidence(target: Target, limit: number): Evidence {
  const observer = createTrafficObserver();
  // Hardly anything that is remembered is ever shown, so that most of it is kept as it passed.
  const small = new BoundedMap<() => Remembered>(mostKept);
  const long = new Memory();
  const find = (ticket: number): Remembered | undefined =>
    small.get(String(ticket))?.() ?? long.get(ticket);
  const secrets = new Secrets();
  return {
    add(passing, verdict, user) {
      observer.met(verdict.met);
      const made = (): Remembered => remember(passing, verdict, user, target, limit);
      const length = passing.body.length() + (passing.answer?.body.length() ?? 0);
      if (length <= longestKept) small.set(String(verdict.ticket), made);
      else long.set(verdict.ticket, made());
      if (user !== null) secrets.know(user);
      secrets.knowPath(verdict.matched, passing.answer?.status ?? 0);
      const { inQuery, inHeader } = secretsOf(passing);
      secrets.learn([...inQuery, ...inHeader]);
      for (const finding of verdict.findings) {
        observer.found(finding, {
          operation: operationOf(verdict.matched),
          exchanges() {
            const tickets = [...finding.shownBy, finding.ticket].slice(-mostShown - 1);
            const all = tickets.flatMap((ticket) => find(ticket) ?? []);
            const shown = all.length === 0 ? [made()] : all;
            return shown.map((each) => inPassing(shownExchange(each, secrets)));
          },
        });
      }
    },
    result: observer.result,
  };
}

/** What a report says of an exchange where it would speak of a recording. */
const inPassing = (shown: ObservedExchange): ObservedExchange =>
  shown.detail === null
    ? shown
    : { ...shown, detail: 'the client got no whole answer, or not the one of the target' };

function remember(
  passing: Passing,
  { matched }: Verdict,
  user: string | null,
  { origin }: Target,
  limit: number,
): Remembered {
  const { id, at, ms, method, url, body, answer, whole } = passing;
  const { inQuery, inHeader } = secretsOf(passing);
  const headers = joined(passing.headers);
  const secrets = [...inQuery, ...inHeader];
  const unknown = headers['authorization'] === undefined ? 'none' : 'unknown';
  return {
    exchange: {
      place: { file: 0, entry: id, line: 1 },
      request: {
        method,
        origin,
        target: url,
        headers,
        body: whole ? read(body.bytes(), headers, limit) : null,
        user: null,
        token: null,
      },
      answer: answer?.from !== 'target' ? null : answerOf(answer, limit),
      at,
      ms,
      isTimed: true,
      lost: true,
    },
    matched,
    target: url,
    user: user ?? (secrets.length === 0 ? 'somebody' : 'a user'),
    token: secrets.length > 0 ? 'own' : unknown,
    secrets,
  };
}

const known = new WeakMap<Passing, Credentials>();

/** The access tokens of a request, wherever they are. */
export function secretsOf(passing: Passing): Credentials {
  const before = known.get(passing);
  if (before !== undefined) return before;
  const { url, headers } = passing;
  const request = { method: '', target: url, headers: joined(headers), body: noBytes, at: 0 };
  const found = credentialsOf(request, readTarget(url));
  known.set(passing, found);
  return found;
}

const noBytes = new Uint8Array();

function answerOf({ status, headers: raw, body }: NonNullable<Passing['answer']>, limit: number) {
  const headers = joined(raw);
  return { status, headers, body: read(body.bytes(), headers, limit) };
}

const read = (
  bytes: Uint8Array | null,
  headers: Readonly<Record<string, string>>,
  limit: number,
): Uint8Array | null =>
  bytes === null ? null : decoded(bytes, headers['content-encoding'], limit);
