import { isArray, isObject } from '../document/json.ts';
import type { Answer, NoAnswer } from '../wire/exchange.ts';
import { apiPaths } from './target.ts';

/** A base path that was tried with createRoom. */
export interface ProbedPath {
  readonly path: string;
  readonly served: boolean;
  /** The status of createRoom; null where no answer came. */
  readonly status: number | null;
}

/** Whether something holds of a target; null where that was not observed. */
export interface Observation {
  readonly holds: boolean | null;
  /** The status that says so, or why nothing was observed. */
  readonly detail: string;
}

export const unobserved = (detail: string): Observation => ({ holds: null, detail });

/** Whether a request succeeded. A rate limit and a missing answer say nothing, and neither do errors of the server. */
export function observed(answer: Answer | NoAnswer): Observation {
  if (answer.kind === 'none') return unobserved(answer.detail);
  const { status } = answer;
  const holds = status === 429 || status >= 500 ? null : status >= 200 && status <= 299;
  return { holds, detail: `status ${status}` };
}

/** Whether an answer is the one for paths or methods that a server does not know. */
export function isUnknownEndpoint(answer: Answer | NoAnswer): boolean {
  if (answer.kind === 'none') return false;
  if (answer.status === 404 || answer.status === 405) return true;
  const json = answer.body.json.ok ? answer.body.json.value : null;
  return answer.status === 400 && isObject(json) && json['errcode'] === 'M_UNRECOGNIZED';
}

/** How an operation is answered that the target does not know, in words; null where it knows it. */
export function unservedBy(answer: Answer | NoAnswer): string | null {
  if (answer.kind === 'none' || !isUnknownEndpoint(answer)) return null;
  const json = answer.body.json.ok ? answer.body.json.value : null;
  const errcode = isObject(json) ? json['errcode'] : undefined;
  // Not found with another code is the answer of an operation that found nothing.
  if (answer.status === 404 && errcode !== undefined && errcode !== 'M_UNRECOGNIZED') return null;
  return `status ${answer.status}${typeof errcode === 'string' ? ` ${errcode.slice(0, 40)}` : ''}`;
}

/** A text under a key of a success; null where there is none. */
export function textIn(answer: Answer | NoAnswer, key: string): string | null {
  if (answer.kind !== 'answer' || answer.status > 299 || !answer.body.json.ok) return null;
  const { value } = answer.body.json;
  const text = isObject(value) && !isArray(value) ? value[key] : null;
  return typeof text === 'string' && text !== '' ? text : null;
}

/**
 * Whether an answer to createRoom says that its path is served. A target that does not answer in time, or answers
 * with an error of its own, is given the benefit of the doubt.
 */
export const isServed = (answer: Answer | NoAnswer): boolean => !isUnknownEndpoint(answer);

/** The versions that an answer of GET versions lists; null where it lists none. What is not a version is left out. */
export function versionsIn(answer: Answer | NoAnswer): readonly string[] | null {
  if (answer.kind === 'none' || answer.status !== 200 || !answer.body.json.ok) return null;
  const json = answer.body.json.value;
  const listed = isObject(json) ? json['versions'] : null;
  if (!isArray(listed)) return null;
  return listed.flatMap((one) =>
    typeof one === 'string' && /^[rv]\d{1,3}(\.\d{1,3}){0,2}$/.test(one) ? [one] : [],
  );
}

/** The number in the middle; null where there is none. */
export function median(numbers: readonly number[]): number | null {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? null;
}

/** What was tried, as far as a decision about the base path needs it. */
interface Tried {
  readonly basePath: string;
  readonly paths: readonly ProbedPath[];
  readonly versions: readonly string[] | null;
}

/** Why a run cannot begin, and what to do about it; null where the base path is served. */
export function problemOf({ basePath, paths, versions }: Tried): string | null {
  const [asked, ...others] = paths;
  if (asked === undefined || asked.served) return null;
  const served = others.filter((one) => one.served).map((one) => one.path);
  const best = apiOf(served.at(-1));
  if (best !== null) {
    return `Nothing is served below ${basePath}. This server serves ${served.join(' and ')}: add --api ${best} (or --base-path ${apiPaths[best]}).`;
  }
  return [
    `Nothing is served below ${basePath}, and the rooms API was not found elsewhere. Tried:`,
    ...paths.map(({ path, status }) => `  POST ${path}/createRoom: ${status ?? 'no answer'}`),
    `  GET /_matrix/client/versions: ${versions?.join(', ') ?? 'no list of versions'}`,
    'Is this the URL of a homeserver? If it serves the API below another path, add --base-path PATH.',
  ].join('\n');
}

/** The version of the API whose base path this is, whatever the prefix of the target. */
function apiOf(path: string | undefined): keyof typeof apiPaths | null {
  if (path === undefined) return null;
  if (path.endsWith(apiPaths.v1)) return 'v1';
  return path.endsWith(apiPaths.r0) ? 'r0' : 'v3';
}
