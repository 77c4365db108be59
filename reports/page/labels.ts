import type { Captured } from '../../harness/run/outcome.ts';
import { shorten } from '../plain.ts';
import { requestLine } from '../sections/exchanges.ts';
import { visible } from './foreign-text.tsx';

/** A request on one short line: method, path with names for rooms and short ids, body. */
export function requestLabel(
  exchange: Captured,
  basePath: string,
  rooms: ReadonlyMap<string, string>,
  most: number,
): string {
  return visible(shorten(shortIds(requestLine(exchange, basePath, rooms)), most));
}

/** Ids without their server, and with the middle of long names left out. */
export const shortIds = (text: string): string =>
  text.replaceAll(
    /([@!#$])([^\s/?&":,]+)(:[\w.:-]+)?/g,
    (_, sigil: string, name: string) => sigil + shortName(name),
  );

const shortName = (name: string): string =>
  name.length <= 12 ? name : `${name.slice(0, 5)}…${name.slice(-5)}`;

/** What an exchange does, in as few words as fit on a bar: the operation, and the membership it asks for. */
export const deedOf = ({ method, operation, membership }: Captured): string =>
  [visible(shorten(method, 8)), operation ?? 'request', visible(shorten(membership ?? '', 12))]
    .join(' ')
    .trimEnd();

/** Tokens cut as short as they can be while all still differ; numbered where they are too long for that. */
export function shortTokens(tokens: readonly string[], most = 14): ReadonlyMap<string, string> {
  const all = [...new Set(tokens)];
  for (let length = 3; length < most; length += 1) {
    const cut = new Map(all.map((token) => [token, shorten(token, length)]));
    if (new Set(cut.values()).size === all.length) return cut;
  }
  return new Map(all.map((token, i) => [token, token.length <= most ? token : `token ${i + 1}`]));
}
