import type { RequirementId } from '../document/ids.ts';
import { isObject } from '../document/json.ts';
import type { Site } from '../document/links.ts';
import { passiveFindings, shapeOf, type Symptom, symptomOf, viewsIn } from '../judge/symptoms.ts';
import type { Mismatch } from '../judge/verdict.ts';
import type { Captured, Outcome } from '../run/outcome.ts';

/** A mismatch, and what it was seen through. */
export interface Evidence {
  readonly requirement: RequirementId;
  readonly symptom: Symptom;
  /** The operations in whose answers it was seen. */
  readonly seenIn: ReadonlySet<Site>;
  /** The one answer that shows it, as operation, method and status; null where several answers were compared. */
  readonly answer: string | null;
  /** The answers of the case, in the same form. */
  readonly answers: ReadonlySet<string>;
  /** The operations that succeeded in the case. */
  readonly succeeded: ReadonlySet<Site>;
  /** What that answer says; null where several answers were compared. */
  readonly body: string | null;
  /** Whether that answer should have been a success and was not one. */
  readonly failed: boolean;
  /** Whether that answer should have been a refusal, and is a success. */
  readonly accepts: boolean;
  /** Whether what was looked for is there, with other contents. */
  readonly altered: boolean;
  /** Whether that answer should have been a refusal, and is one of another status. */
  readonly refusedOtherwise: boolean;
  /** Whether that answer is a success of a request with a txnId that the same user had sent before, and that was refused. */
  readonly repeatsRefused: boolean;
  /** The success that shows it, as its case and step; null where an error does, or several answers that were compared. */
  readonly success: string | null;
  /** Whether the same request with other contents succeeded in that case, so that its operation works. */
  readonly worksOtherwise: boolean;
  /** The requirements because of which the same case could not read the answers in which it was seen. */
  readonly unread: ReadonlySet<RequirementId>;
  /** Whether a property found it, whose inputs were generated. */
  readonly generated: boolean;
  /** The operations of the requests that show it; of a property, those of the counterexample alone. */
  readonly shownBy: ReadonlySet<Site>;
  /** Every operation that the case used. */
  readonly uses: ReadonlySet<Site>;
  /** The operations that had been accepted by then in another room than one in which it was seen. */
  readonly elsewhere: ReadonlySet<Site>;
  /** The operations that the case had relied on by then: they accepted something that it asked for. */
  readonly accepted: ReadonlySet<Site>;
}

/** The operations that a case used. */
export const operationsIn = (outcome: Outcome): ReadonlySet<Site> =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of Latency are sites
  new Set(Object.keys(outcome.latency) as readonly Site[]);

/** What one mismatch of a failed case is evidence of. */
export function evidenceOf(outcome: Outcome, mismatch: Mismatch): Evidence {
  const { requirement, what, expected, received, step } = mismatch;
  const exchanges = ownExchanges(outcome.exchanges, mismatch);
  const at = step === null ? undefined : exchanges.find((one) => one.step === step);
  const symptom = symptomOf(what);
  // Where a status is wrong, it is that of the request itself.
  const last = (step ?? Infinity) - (symptom === 'status' ? 1 : 0);
  const writes = exchanges.filter(
    (one) => one.method !== 'GET' && isSuccess(one) && one.step <= last,
  );
  const rooms = (at === undefined ? lastReads(exchanges) : [at]).map(({ room }) => room);
  const seenIn = new Set(named(what, sitesOf(exchanges, at, symptom)));
  return {
    requirement,
    symptom,
    seenIn,
    answer: at === undefined ? null : answerIn(at),
    body: at?.answer ?? null,
    answers: new Set(exchanges.map(answerIn)),
    succeeded: new Set(exchanges.filter(isSuccess).map(siteOf)),
    failed: symptom === 'status' && expected === 'status 200' && (at?.status ?? 0) >= 300,
    accepts: symptom === 'status' && expected !== 'status 200' && at !== undefined && isSuccess(at),
    altered: symptom === 'content' && haveInCommon(expected, received),
    refusedOtherwise:
      symptom === 'status' && /^status 4\d\d/.test(expected) && (at?.status ?? 0) >= 400,
    repeatsRefused:
      at !== undefined && isSuccess(at) && exchanges.some((one) => wasRefused(one, at)),
    success: at !== undefined && isSuccess(at) ? `${outcome.case} ${at.step}` : null,
    worksOtherwise: at !== undefined && exchanges.some((one) => isSuccessLike(one, at)),
    unread: new Set(unreadable(outcome, mismatch, seenIn)),
    generated: outcome.searched !== undefined,
    shownBy: new Set(exchanges.map(siteOf)),
    uses: operationsIn(outcome),
    elsewhere: new Set(
      writes.filter(({ room }) => rooms.some((seen) => isOther(room, seen))).map(siteOf),
    ),
    accepted: new Set(writes.map(siteOf)),
  };
}

/** An assertion about contents may name the request that should have had an effect, and compare what was read later. */
function sitesOf(
  exchanges: readonly Captured[],
  at: Captured | undefined,
  symptom: Symptom,
): readonly Site[] {
  if (at === undefined) return lastReads(exchanges).map(siteOf);
  if (symptom !== 'content') return [siteOf(at)];
  const later = exchanges.filter(({ step, method }) => step > at.step && method === 'GET');
  return [at, ...later].map(siteOf);
}

/**
 * What a case found against the requirement that answers of these operations can be read, as JSON of their type, in the
 * part that a mismatch names.
 */
const unreadable = (
  outcome: Outcome,
  { what }: Mismatch,
  sites: ReadonlySet<Site>,
): readonly RequirementId[] =>
  outcome.verdict !== 'failed'
    ? []
    : outcome.mismatches.flatMap((found) => {
        const at = outcome.exchanges.find((one) => one.step === found.step);
        const isOf = at !== undefined && sites.has(siteOf(at));
        return isOf && isUnread(found, at, what) ? [found.requirement] : [];
      });

function isUnread({ what, expected }: Mismatch, { operation }: Captured, seen: string): boolean {
  if (what === passiveFindings.successBody) return true;
  if (operation === null) return false;
  const [, part] = /^(\w+)(?:\/\*)?$/.exec(what.slice(shapeOf(operation, ' ').length - 1)) ?? [];
  const isList = part !== undefined && /^must be (?:object|array)$/.test(expected);
  return what === shapeOf(operation, '') || (isList && seen.split(' ').includes(part));
}

/** The exchanges that show a mismatch: of several that a search found, each has its own. */
function ownExchanges(all: readonly Captured[], { counterexample }: Mismatch): readonly Captured[] {
  const [from, to] = counterexample?.exchanges ?? [0, Infinity];
  return all.filter(({ step }) => step >= from && step < to);
}

/** Whether two objects, as mismatches show them, have one value under one key. */
function haveInCommon(expected: string, received: string): boolean {
  const [one, other] = [expected.replace(/^at least /, ''), received].map(readJson);
  if (!isObject(one) || !isObject(other)) return false;
  return Object.entries(one).some(([key, value]) => isSame(value, other[key]));
}

const isSame = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** A value that a mismatch shows; undefined where it was cut, or shows something in words. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Of several views that were read, those that the assertion names; where it names none of them, all. */
function named(what: string, sites: readonly Site[]): readonly Site[] {
  const views = viewsIn(what);
  const some = sites.filter((site) => views.includes(site));
  return some.length > 0 ? some : sites;
}

const isSuccessLike = (one: Captured, other: Captured): boolean =>
  siteOf(one) === siteOf(other) &&
  one.method === other.method &&
  one.actor === other.actor &&
  // The room of a request that makes one is only in its answer.
  (one.operation === 'create_room' || one.room === other.room) &&
  isSuccess(one);

/** Whether one is an earlier request with the txnId of the other, and was refused. */
const wasRefused = (one: Captured, other: Captured): boolean =>
  one.step < other.step &&
  one.method === 'PUT' &&
  other.method === 'PUT' &&
  one.path === other.path &&
  one.actor === other.actor &&
  (one.status ?? 0) >= 400;

const isSuccess = ({ status }: Captured): boolean => status !== null && status < 300;

/** An answer as operation, method and status: where these are equal, the same request got the same answer. */
export const answerIn = (one: Captured): string => `${siteOf(one)} ${one.method} ${one.status}`;

const isOther = (room: string | undefined, seen: string | undefined): boolean =>
  room !== undefined && seen !== undefined && room !== seen;

const siteOf = ({ operation }: Captured): Site => operation ?? 'other';

/** What was read after the last accepted write: an assertion that names no answer compares those. */
function lastReads(exchanges: readonly Captured[]): readonly Captured[] {
  const write = exchanges.findLastIndex(
    ({ method, status }) => method !== 'GET' && status !== null && status < 300,
  );
  const after = exchanges.slice(write + 1);
  return after.length > 0 ? after : exchanges.slice(-1);
}
