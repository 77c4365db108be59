import { setTimeout as delay } from 'node:timers/promises';
import { isArray, isObject } from '../document/json.ts';
import { type Difference, lineOf, subjectOf } from '../judge/unchanged.ts';
import type { Exchange } from '../wire/exchange.ts';
import type { Send } from '../wire/wire.ts';
import type { Recorded } from '../world/create-user.ts';
import { median } from '../world/probe-findings.ts';
import {
  effectsOf,
  eventsIn,
  isAcceptedWrite,
  isEffect,
  isReadOf,
  isSameSlot,
  shows,
} from './effects.ts';

/**
 * What a run knows about late views: servers exist whose reads show an accepted request only some milliseconds after its
 * answer. That is one finding of its own (CONV-24), and no other requirement may be called violated for it.
 */
export interface LateViews {
  /**
   * Milliseconds that a case waits between an accepted request and the next read; 0 while no view was late.
   * @param attempts how often the case has failed because of late views
   */
  settle(attempts: number): number;
  /** Reports that a view was late by so many milliseconds. */
  late(milliseconds: number): void;
  /** The largest lateness that was seen, in milliseconds. */
  longest(): number;
  /**
   * Whether a failure is worth the requests that tell whether a late view caused it.
   * @param kind what failed: failures of one kind have one reason
   */
  worthChecking(kind: string): boolean;
  /** Reports that a failure of that kind was not caused by a late view. */
  onTime(kind: string): void;
  /** Milliseconds before each time that the reads of a failed case are sent again, where answers come at once. */
  readonly pauses: readonly number[];
}

/** Failures of one kind that are checked in vain before the kind counts as being no matter of late views. */
const mostVainChecks = 3;

/** More than a second in all: a server that is under some load is as late as that. */
const defaultPauses = [25, 50, 200, 800];

/** Milliseconds that an answer takes at most where the server is not busy, and how much longer a busy one is waited for. */
const promptAnswer = 100;
const mostPatience = 10;

/** How many times as long a case waits for late views: a server whose answers are slow is late in proportion. */
const slownessOf = (rows: readonly Recorded[]): number =>
  Math.min(
    mostPatience,
    Math.max(1, (median(rows.map(({ exchange }) => exchange.ms)) ?? 0) / promptAnswer),
  );

/** Starts with views that are on time. */
export function createLateViews(pauses: readonly number[] = defaultPauses): LateViews {
  let longest = 0;
  const vain = new Map<string, number>();
  return {
    pauses,
    // Lateness varies: twice the longest one so far is rarely too short, and a case that failed for it waits longer.
    settle: (attempts) =>
      longest === 0 ? 0 : Math.min(300, Math.max(100, Math.ceil(longest * 2))) * 3 ** attempts,
    late: (milliseconds) => void (longest = Math.max(longest, milliseconds)),
    longest: () => longest,
    worthChecking: (kind) => longest > 0 || (vain.get(kind) ?? 0) < mostVainChecks,
    onTime: (kind) => void vain.set(kind, (vain.get(kind) ?? 0) + 1),
  };
}

/** Reads that are sent again: those of the views that a mismatch names, or the last ones, which an assertion looked at. */
const mostReads = 3;

/**
 * Sends the last reads of a failed case again, or those of the views that showed what is wrong. A read that now shows something else, although nothing was requested in
 * between, was late. What was read before a request, refused or not, may have been changed by that.
 * @returns the lateness in milliseconds, counted from the last accepted request; null where no read was late
 */
export async function latenessOf(
  rows: readonly Recorded[],
  send: Send,
  pauses: readonly number[],
  views: readonly string[] = [],
): Promise<number | null> {
  const last = rows.findLastIndex(isAcceptedWrite);
  const write = rows[last];
  if (write === undefined) return null;
  const quiet = rows.findLastIndex(({ exchange }) => exchange.request.method !== 'GET');
  const reads = new Map(
    rows
      .slice(quiet + 1)
      .filter(({ exchange }) => exchange.request.method === 'GET' && !isCut(exchange))
      .map((row) => [JSON.stringify(row.exchange.request.path), row] as const),
  );
  const named = [...reads.values()].filter(
    ({ operation }) => operation !== null && views.includes(operation),
  );
  const doubtful = (named.length > 0 ? named : [...reads.values()]).slice(-mostReads);
  const written = write.exchange.at + write.exchange.ms;
  const slowness = slownessOf(rows);
  for (const pause of pauses) {
    await delay(pause * slowness);
    for (const { exchange } of doubtful) {
      const again = await send(exchange.request);
      if (viewOf(again) === viewOf(exchange)) continue;
      // After a search much time has passed, of which only that until the first read is known to be lateness.
      const known = Math.max(1, exchange.at - written);
      const isRecent = again.at - exchange.at - exchange.ms < 1000;
      return Math.ceil(isRecent ? again.at - written : known);
    }
  }
  return null;
}

/** Of a cut answer nobody knows what it showed. */
const isCut = ({ answer }: Exchange): boolean =>
  answer.kind === 'answer' && answer.body.cut === true;

/** Keys whose values differ between two equal reads. */
const volatile = new Set(['age', 'age_ts', 'unsigned', 'start', 'end', 'last_active_ago']);

/** What an answer shows, without what may differ between two equal reads. */
function viewOf({ answer }: Exchange): string {
  if (answer.kind === 'none') return 'none';
  if (!answer.body.json.ok) return `${answer.status}`;
  return `${answer.status} ${steadyText(answer.body.json.value)}`;
}

/**
 * A value of JSON without its order: a server may list events and write keys in another order each time. An event stands
 * by its id, since what it holds besides does not come late.
 */
function steadyText(value: unknown): string {
  if (isArray(value)) return `[${value.map(steadyText).toSorted().join()}]`;
  if (!isObject(value)) return JSON.stringify(value);
  if (['event_id', 'type'].every((key) => typeof value[key] === 'string'))
    return JSON.stringify(value['event_id']);
  const lasting = Object.entries(value).filter(([key]) => !volatile.has(key));
  const texts = lasting.map(([key, inner]) => `${JSON.stringify(key)}:${steadyText(inner)}`);
  return `{${texts.toSorted().join()}}`;
}

/**
 * Whether a room's change around a request under test is the late effect of requests that were accepted before it: every
 * new line is what one of them set, and the view had not yet shown that when the request under test was sent.
 * @param earlier the exchanges before the request under test, with the first look at the room
 * @param later the others
 */
export function isLateEffect(
  earlier: readonly Recorded[],
  later: readonly Recorded[],
  roomId: string,
  { view, come, gone }: Difference,
): boolean {
  const effects = earlier.flatMap((row, at) => {
    if (!isAcceptedWrite(row)) return [];
    const reads = earlier.slice(at + 1).filter((read) => isReadOf(read, roomId, view));
    return effectsOf(row, roomId).map((effect) => ({
      effect,
      seen: reads.some((read) => shows(read, view, effect)),
    }));
  });
  // What was replaced by something that was seen does not come any more.
  const unseen = effects.filter(
    ({ effect }, i) =>
      !effects.slice(i).some((next) => next.seen && isSameSlot(next.effect, effect)),
  );
  const now = later
    .filter((row) => isReadOf(row, roomId, view))
    .flatMap((row) => eventsIn(row, view));
  const isExplained = (line: string): boolean =>
    now.some(
      (event) =>
        lineOf(view, event) === line && unseen.some(({ effect }) => isEffect(event, effect)),
    );
  const subjects = new Set(come.map(subjectOf));
  const isReplaced =
    view === 'messages'
      ? gone.length <= come.length
      : gone.every((line) => subjects.has(subjectOf(line)));
  return come.length > 0 && come.every(isExplained) && isReplaced;
}
