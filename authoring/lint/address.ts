import type { JsonPointer } from '../../harness/document/declaration.ts';
import { isArray, isObject } from '../../harness/document/json.ts';
import { below, keysOf } from '../source/pointer.ts';

/**
 * Makes pointers in which elements of lists have names in place of numbers: a path, a method, the name of a parameter, the
 * code and the words of an error. So they stay when other elements come or go.
 */
export function addresses(root: unknown): (pointer: JsonPointer) => string {
  const known = new Map<readonly unknown[], readonly string[]>();
  const labelsOf = (list: readonly unknown[]): readonly string[] => {
    const labels = known.get(list) ?? labelled(list);
    known.set(list, labels);
    return labels;
  };
  return (pointer) => {
    let value = root;
    let address = '';
    for (const key of keysOf(pointer)) {
      if (isArray(value)) {
        address = below(address, labelsOf(value)[Number(key)] ?? key);
        value = value[Number(key)];
      } else {
        address = below(address, key);
        value = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
      }
    }
    return address;
  };
}

/** The names of the elements of a list; equal ones are numbered. */
function labelled(list: readonly unknown[]): readonly string[] {
  const counts = new Map<string, number>();
  return list.map((element, index) => {
    const name = nameOf(element) ?? String(index);
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return count === 1 ? name : `${name}#${count}`;
  });
}

/** What an element of a list is called; null where it has no name. */
function nameOf(element: unknown): string | null {
  if (typeof element === 'string') return element;
  if (!isObject(element)) return null;
  const { path, method, name, paramType, code, message, scope } = element;
  if (typeof path === 'string') return path;
  if (typeof name === 'string')
    return typeof paramType === 'string' ? `${paramType} ${name}` : name;
  if (typeof method === 'string') return method;
  if (typeof code === 'number') return `${code} ${typeof message === 'string' ? message : ''}`;
  return typeof scope === 'string' ? scope : null;
}
