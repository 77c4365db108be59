import type { Captured } from '../../harness/run/outcome.ts';
import { type Block, columns, paragraph, stack, toned } from '../document/document.ts';
import { cut } from '../document/width.ts';
import { plain } from '../plain.ts';

/** Exchanges shown before the one that matters; the JSON report holds them all. */
const before = 9;

/**
 * The exchanges of a case that lead to a step, one line each: number, user, request, status.
 * @param step the exchange that matters, from 0; null if none matters more than the others
 */
export function exchangeBlocks(
  exchanges: readonly Captured[],
  step: number | null,
  basePath: string,
): readonly Block[] {
  const upTo = exchanges.filter((e) => step === null || e.step <= step);
  const shown = upTo.slice(-before - 1);
  if (shown.length === 0) return [];
  const left = upTo.length - shown.length;
  const rooms = roomNames(exchanges);
  const digits = String((shown.at(-1)?.step ?? 0) + 1).length;
  const lines = shown.map((e) => {
    const cells = [
      String(e.step + 1).padStart(digits),
      cut(plain(e.actor), 12),
      requestLine(e, basePath, rooms),
      String(e.status ?? 'none'),
      e.step === step ? '← here' : '',
    ];
    return e.step === step ? cells.map((text) => toned('strong', text)) : cells;
  });
  const earlier = left === 0 ? [] : [paragraph(`… ${left} earlier`)];
  return [stack([...earlier, columns(lines, 2)], 2)];
}

/** Method, path below the base path, token and body on one line, with names instead of the ids of rooms. */
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

/**
 * Names of rooms, which are easier to follow than ids, in the order in which they were created; if none was, in the order in
 * which they were asked about.
 */
export function roomNames(exchanges: readonly Captured[]): ReadonlyMap<string, string> {
  const created = exchanges.filter((e) => e.operation === 'create_room');
  const naming = created.length > 0 ? created : exchanges;
  const ids = [...new Set(naming.flatMap(({ room = '' }) => (room.length > 2 ? [room] : [])))];
  return new Map(ids.map((id, i) => [plain(id), i === 0 ? '‹room›' : `‹room ${i + 1}›`]));
}
