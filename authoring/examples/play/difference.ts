import type { JsonPointer } from '../../../harness/document/declaration.ts';
import { isArray, isObject } from '../../../harness/document/json.ts';
import { below } from '../../source/pointer.ts';
import { isPlaceholder } from '../text/placeholder.ts';
import type { JsonNode } from '../text/json.ts';
import type { Bindings } from './bindings.ts';

/** One difference between the response of a document and that of the target. */
export interface Difference {
  readonly kind: 'no key' | 'type' | 'value' | 'too many' | 'not shown';
  readonly pointer: JsonPointer;
  /** What the document has there; for `not shown`, what is to hold the key. */
  readonly node: JsonNode;
  /** The key, for `no key` and `not shown`. */
  readonly key: string | null;
  /** What the target sent; undefined where it sent nothing. */
  readonly received: unknown;
}

/** Keys whose values the target chooses: they differ each time. */
const chosen = new Set([
  'access_token',
  'device_id',
  'end',
  'event_id',
  'home_server',
  'next_batch',
  'prev_batch',
  'prev_event_id',
  'redacts',
  'room_alias',
  'room_id',
  'session',
  'start',
  'target_event_id',
  'token',
  'txn_id',
]);

const changing = /(?:^|_)(?:ts|age|ago|ms|time|timestamp|depth)$/;

/**
 * Compares a response of a document with that of the target. Ids and tokens that differ are bound to each other.
 * @param required whether a key must be there that the document does not show
 */
export function compare(
  node: JsonNode,
  received: unknown,
  bindings: Bindings,
  required: (pointer: JsonPointer) => boolean = () => false,
): readonly Difference[] {
  const found: Difference[] = [];
  const walk = (one: JsonNode, value: unknown, pointer: JsonPointer, key: string): void => {
    const differs = (
      kind: Difference['kind'],
      at: string | null = null,
      got: unknown = value,
    ): void =>
      void found.push({
        kind,
        pointer: at === null ? pointer : below(pointer, at),
        node: one,
        key: at,
        received: got,
      });
    switch (one.kind) {
      case 'elided':
        return;
      case 'object': {
        if (!isObject(value)) return differs('type');
        for (const entry of one.entries) {
          if (isPlaceholder(entry.key)) continue;
          const actual = bindings.actual(entry.key);
          if (Object.hasOwn(value, actual))
            walk(entry.value, value[actual], below(pointer, entry.key), entry.key);
          else differs('no key', entry.key, undefined);
        }
        if (one.open) return;
        for (const [name, got] of Object.entries(value)) {
          const isShown = one.entries.some((entry) => bindings.actual(entry.key) === name);
          if (!isShown && required(below(pointer, name))) differs('not shown', name, got);
        }
        return;
      }
      case 'array': {
        if (!isArray(value)) return differs('type');
        const left = value.map((item, index) => ({ item, index }));
        for (const [i, item] of one.items.entries()) {
          if (item.kind === 'elided') continue;
          const best = left
            .map((candidate, at) => ({ at, worth: likeness(item, candidate.item, bindings) }))
            .toSorted((a, b) => b.worth - a.worth || a.at - b.at)[0];
          const taken = best === undefined ? undefined : left.splice(best.at, 1)[0];
          if (taken !== undefined) walk(item, taken.item, below(pointer, i), key);
          else if (!one.open)
            found.push({
              kind: 'too many',
              pointer: below(pointer, i),
              node: item,
              key: null,
              received: undefined,
            });
        }
        return;
      }
      case 'scalar':
        return scalar(one, value, key, differs, bindings);
    }
  };
  walk(node, received, '', '');
  return found;
}

function scalar(
  { value }: JsonNode & { readonly kind: 'scalar' },
  received: unknown,
  key: string,
  differs: (kind: Difference['kind']) => void,
  bindings: Bindings,
): void {
  if (typeof value === 'string' && isPlaceholder(value)) {
    if (typeof received === 'string' && /^[<${]|[A-Z]_[A-Z]/.test(value))
      bindings.bind(value, received);
    return;
  }
  if (typeof value !== typeof received || (value === null) !== (received === null))
    return differs('type');
  if (value === received) return;
  if (typeof value === 'string' && typeof received === 'string') {
    if (bindings.actual(value) === received) return;
    if (chosen.has(key) || isSameKindOfId(value, received)) return bindings.bind(value, received);
    return differs('value');
  }
  if (typeof value === 'number' && (changing.test(key) || Math.abs(value) > 1e11)) return;
  differs('value');
}

const isSameKindOfId = (a: string, b: string): boolean => /^[!@#$]/.test(a) && a[0] === b[0];

/** How much an element of the document is like one of the target; the more, the better. */
function likeness(node: JsonNode, value: unknown, bindings: Bindings): number {
  if (node.kind === 'object') {
    if (!isObject(value)) return -1;
    return node.entries.reduce((sum, entry) => {
      const weight = entry.key === 'type' || entry.key === 'state_key' ? 5 : 1;
      return Object.hasOwn(value, entry.key)
        ? sum + weight * likeness(entry.value, value[entry.key], bindings)
        : sum;
    }, 0);
  }
  if (node.kind === 'scalar')
    return node.value === value ||
      (typeof node.value === 'string' && bindings.actual(node.value) === value)
      ? 1
      : 0;
  return 0;
}
