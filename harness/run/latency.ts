import type { Recorded } from '../world/create-user.ts';
import type { Nickname } from '../document/ids.ts';
import { retryAfter } from '../wire/exchange.ts';

/**
 * How many answers took how long, by operation: milliseconds, rounded to two digits that count, to a number of
 * answers. Requests of no operation stand under `other`.
 */
export type Latency = Readonly<
  Partial<Record<Nickname | 'other', Readonly<Record<string, number>>>>
>;

/** The slowest exchange of a case. */
export interface Slow {
  readonly operation: Nickname | null;
  readonly actor: string;
  readonly method: string;
  /** Path without query. */
  readonly path: string;
  readonly status: number;
  readonly ms: number;
}

/** How many answers had which status. */
export type Statuses = Readonly<Record<string, number>>;

/** The rate limits of one operation: how many answers had status 429, and the longest wait they asked for, in ms. */
export interface Limit {
  readonly answers: number;
  readonly longest: number;
}

/** By operation; requests of no operation stand under `other`. */
export type Limits = Readonly<Partial<Record<Nickname | 'other', Limit>>>;

/** Records the time and the status of every answer of a case. */
export interface Stopwatch {
  record(recorded: Recorded): void;
  latency(): Latency;
  statuses(): Statuses;
  slowest(): Slow | null;
  limits(): Limits;
}

/** Starts with nothing taken. */
export function createStopwatch(): Stopwatch {
  const taken: Partial<Record<Nickname | 'other', Record<string, number>>> = {};
  const statuses: Record<string, number> = {};
  const limits: Partial<Record<Nickname | 'other', Limit>> = {};
  let slowest: Slow | null = null;
  return {
    record({ exchange: { request, answer, ms, limited }, operation, actor }) {
      const isLimited = answer.kind === 'answer' && answer.status === 429;
      if (limited.length > 0 || isLimited) {
        const waits = [...limited, ...(isLimited ? [answer] : [])].map(retryAfter);
        const { answers, longest } = limits[operation ?? 'other'] ?? { answers: 0, longest: 0 };
        limits[operation ?? 'other'] = {
          answers: answers + waits.length,
          longest: Math.max(longest, ...waits),
        };
      }
      if (answer.kind === 'none') return;
      const counts = (taken[operation ?? 'other'] ??= dictionary());
      const key = twoDigits(ms);
      counts[key] = (counts[key] ?? 0) + 1;
      statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
      if (slowest !== null && slowest.ms >= ms) return;
      const { method, path } = request;
      slowest = {
        operation,
        actor,
        method,
        path,
        status: answer.status,
        ms: Math.round(ms * 10) / 10,
      };
    },
    latency: () => taken,
    statuses: () => statuses,
    slowest: () => slowest,
    limits: () => limits,
  };
}

/** An object of ever new keys. One without a prototype is a table from the start, which adds them more cheaply. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it has no keys
const dictionary = (): Record<string, number> => Object.create(null) as Record<string, number>;

const known = new Map<number, string>();

/** A time rounded to two digits that count. Rounding costs more than remembering. */
function twoDigits(ms: number): string {
  const near = ms < 10 ? Math.round(ms * 100) / 100 : Math.round(ms);
  const remembered = known.get(near);
  if (remembered !== undefined) return remembered;
  const text = String(Number(near.toPrecision(2)));
  known.set(near, text);
  return text;
}
