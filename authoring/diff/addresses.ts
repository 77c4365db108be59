import type { JsonPointer } from '../../harness/document/declaration.ts';
import { isArray, isObject, stringAt } from '../../harness/document/json.ts';
import { bindQuote, locate } from '../../harness/document/pointer.ts';
import { partsOf } from '../swagger/pointers.ts';
import type { Change } from './change.ts';

/** A place by names, as registers write it: `set_topic/parameters/body`. */
type Address = readonly string[];

/**
 * The address of a place. An element of a list without a name, such as a documented error, has that of its list.
 * @returns null for an operation without a nickname
 */
export function addressAt(raw: unknown, pointer: JsonPointer): Address | null {
  const address: string[] = [];
  const parts = partsOf(pointer);
  let value = raw;
  for (const [i, part] of parts.entries()) {
    const list = isArray(value);
    value = isArray(value) ? value[Number(part)] : isObject(value) ? value[part] : undefined;
    if (parts[0] === 'apis' && i > 0 && i < 4) {
      if (i < 3) continue;
      const nickname = isObject(value) ? stringAt(value, 'nickname') : '';
      if (nickname === '') return null;
      address.splice(0, address.length, nickname);
    } else if (list) {
      const name = isObject(value) ? stringAt(value, 'name') : '';
      if (name === '') break;
      address.push(name);
    } else address.push(part);
  }
  return address;
}

/** The pointer of a quote, or of a place without one; null where the words do not stand there. */
export function bind(raw: unknown, address: Address, quote: string | null): JsonPointer | null {
  const place = locate(raw, address.join('/'));
  if (place === null || quote === null) return place?.pointer ?? null;
  return bindQuote(place, quote)?.pointer ?? null;
}

/** What old addresses are in the new declaration, by the renames among the changes. */
export function createMoves(
  changes: readonly Change[],
  old: unknown,
  fresh: unknown,
): (address: Address) => Address {
  const moves = changes.flatMap((change) => {
    if (change.what !== 'renamed' || change.old === null || change.new === null) return [];
    const [from, to] = [addressAt(old, change.old.pointer), addressAt(fresh, change.new.pointer)];
    return from === null || to === null ? [] : [{ from, to }];
  });
  const longestFirst = moves.toSorted((a, b) => b.from.length - a.from.length);
  return (address) => {
    const move = longestFirst.find(({ from }) => from.every((part, i) => address[i] === part));
    return move === undefined ? address : [...move.to, ...address.slice(move.from.length)];
  };
}
