import { below } from './pointer.ts';
import type { Finding } from './problem.ts';
import { kindOf } from './written.ts';

/** How deep a document may be nested, and how many values it may have. */
export const deepest = 256;
const mostValues = 1_000_000;

/** A copy of a value that is JSON and nothing else, or why there is none. */
export type PlainValue =
  | { readonly ok: true; readonly value: unknown; readonly values: number }
  | { readonly ok: false; readonly finding: Finding };

class NotPlain extends Error {
  readonly finding: Finding;
  constructor(pointer: string, message: string) {
    super(message);
    this.finding = { pointer, message };
  }
}

/**
 * Copies a value and freezes the copy, so that whoever gave it cannot change it later, and one part that is used in many
 * places (an alias of YAML, an object of TypeScript) is counted in each of them. Keys whose value is undefined are left
 * out, as in JSON.
 */
export function plainCopy(root: unknown): PlainValue {
  let values = 0;
  const copy = (value: unknown, pointer: string, depth: number): unknown => {
    values += 1;
    if (values > mostValues) {
      throw new NotPlain(
        '',
        `the document has more than ${mostValues} values, aliases counted in full`,
      );
    }
    if (depth > deepest) throw new NotPlain(pointer, `nested more than ${deepest} levels deep`);
    if (typeof value === 'number') return exact(value, pointer);
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
    if (Array.isArray(value)) {
      // Array.from also visits the holes of a list.
      const list: readonly unknown[] = Array.from(value);
      return Object.freeze(list.map((one, index) => copy(one, below(pointer, index), depth + 1)));
    }
    if (!isRecord(value)) throw new NotPlain(pointer, `expected JSON, received ${foreign(value)}`);
    const object: Record<string, unknown> = {};
    for (const [key, one] of Object.entries(value)) {
      if (one !== undefined) put(object, key, copy(one, below(pointer, key), depth + 1));
    }
    return Object.freeze(object);
  };
  try {
    return { ok: true, value: copy(root, '', 1), values };
  } catch (error) {
    if (error instanceof NotPlain) return { ok: false, finding: error.finding };
    // A getter or a proxy of the caller's.
    return { ok: false, finding: { pointer: '', message: 'the value could not be read as JSON' } };
  }
}

/** Sets a key, whatever its name: `__proto__` would otherwise be lost. */
export function put(object: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__') {
    Object.defineProperty(object, key, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  } else {
    object[key] = value;
  }
}

/** An integer beyond 2^53 would come out as another one, and infinity as null. */
function exact(value: number, pointer: string): number {
  if (Number.isInteger(value) ? Number.isSafeInteger(value) : Number.isFinite(value)) return value;
  throw new NotPlain(pointer, 'the number is out of range; numbers go up to 9007199254740991');
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const parent: unknown = Object.getPrototypeOf(value);
  // A plain object of another realm, such as the context of a test runner, has a prototype of its own realm.
  return parent === null || Object.getPrototypeOf(parent) === null;
}

function foreign(value: unknown): string {
  if (typeof value !== 'object' || value === null) return kindOf(value);
  const name: unknown = value.constructor?.name;
  return typeof name === 'string' && /^\w{1,40}$/.test(name)
    ? `an instance of ${name}`
    : 'an instance of a class';
}
