import type { Captured } from '../harness/run/outcome.ts';
import { pageWidth, plain, shorten } from './plain.ts';

/** Exchanges shown before the one that matters; the report in JSON holds them all. */
const before = 9;

/**
 * The exchanges of a case that lead to a step, a line each: number, actor, request, status.
 * @param step the exchange that matters, from 0; null where none does more than others
 */
export function story(
  exchanges: readonly Captured[],
  step: number | null,
  basePath: string,
): readonly string[] {
  const told = exchanges.filter((e) => step === null || e.step <= step);
  const shown = told.slice(-before - 1);
  const left = told.length - shown.length;
  const rooms = roomNames(exchanges);
  const actorWidth = Math.max(...shown.map((e) => plain(e.actor, 12).length), 0);
  const numberWidth = String((shown.at(-1)?.step ?? 0) + 1).length;
  const lines = shown.map((e) => {
    const here = e.step === step ? '  ← here' : '';
    const head = `  ${String(e.step + 1).padStart(numberWidth)}  ${plain(e.actor, 12).padEnd(actorWidth)}  `;
    const status = `  ${e.status ?? 'none'}`;
    const width = pageWidth - head.length - status.length - '  ← here'.length;
    return head + shorten(requestLine(e, basePath, rooms), width).padEnd(width) + status + here;
  });
  return left > 0 ? [`  … ${left} before`, ...lines] : lines;
}

/** Method, path below the base path, token and body on one line; the ids of rooms that have names as these. */
export function requestLine(
  exchange: Captured,
  basePath: string,
  rooms: ReadonlyMap<string, string>,
): string {
  const below = exchange.path.startsWith(basePath)
    ? exchange.path.slice(basePath.length)
    : exchange.path;
  const token =
    exchange.token === 'own' ? '' : ` (${exchange.token === 'none' ? 'no' : 'unknown'} token)`;
  const body = exchange.body === null ? '' : ` ${exchange.body}`;
  let line = plain(`${decoded(below)}${token}${body}`, 400);
  for (const [id, name] of rooms) line = line.replaceAll(id, name);
  return `${plain(exchange.method, 8).padEnd(4)} ${line}`;
}

const decoded = (path: string): string => {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
};

/** Rooms by the order in which they were made: a reader follows them better than their ids. */
export function roomNames(exchanges: readonly Captured[]): ReadonlyMap<string, string> {
  const ids = exchanges
    .filter((e) => e.operation === 'create_room')
    .flatMap(({ room = '' }) => (room.length > 2 ? [room] : []));
  return new Map(ids.map((id, i) => [plain(id), i === 0 ? '‹room›' : `‹room ${i + 1}›`]));
}
