import type { JsonPointer } from '../../harness/document/declaration.ts';
import { isArray, isObject } from '../../harness/document/json.ts';
import { below, keysOf } from '../source/pointer.ts';

/**
 * A pointer in which elements of lists have names in place of numbers: a path, a method, the name of a parameter, the code
 * and the words of an error. So it stays when other elements come or go.
 */
export function addressOf(root: unknown, pointer: JsonPointer): string {
  let value = root;
  let address = '';
  for (const key of keysOf(pointer)) {
    if (isArray(value)) {
      const element: unknown = value[Number(key)];
      const name = nameOf(element) ?? key;
      const equals = value.slice(0, Number(key)).filter((one) => nameOf(one) === name).length;
      address = below(address, equals === 0 ? name : `${name}#${equals + 1}`);
      value = element;
    } else {
      address = below(address, key);
      value = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
    }
  }
  return address;
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
