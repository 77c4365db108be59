import { isUtf8 } from 'node:buffer';
import { badJson, notJson } from '../errors.ts';
import type { Bytes } from '../node-types.ts';
import type { JsonObject } from './event.ts';

/** Deeper bodies are refused: every walk over a value costs a stack, ours and our clients'. */
const deepest = 100;

/**
 * Reads a body as a JSON object (SEND-11, CREATE-10, CREATE-11, CONV-16).
 *
 * @throws ApiError 400 M_NOT_JSON if the bytes are not UTF-8 or not JSON, M_BAD_JSON if they are not an object
 *   or hold something that could not be given back unchanged.
 */
export function readObject(body: Bytes): JsonObject {
  if (!isUtf8(body)) throw notJson('The body is not UTF-8.');
  const value = parse(body.toString('utf8'));
  if (!isObject(value)) throw badJson('The body is not a JSON object.');
  demandStorable(value);
  return value;
}

/** As readObject; a request without a body counts as `{}` (JOIN-06, LEAVE-06). */
export function readOptionalObject(body: Bytes): JsonObject {
  return body.length === 0 ? {} : readObject(body);
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw notJson('The body is not JSON.');
  }
}

// A stack of its own instead of recursion, so that no body can exhaust the real one.
function demandStorable(root: JsonObject): void {
  const rest: { readonly value: unknown; readonly depth: number }[] = [{ value: root, depth: 1 }];
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    const { value, depth } = next;
    if (depth > deepest) throw badJson('The body is nested too deeply.');
    if (typeof value === 'number') demandExact(value);
    if (typeof value !== 'object' || value === null) continue;
    for (const child of Object.values(value)) rest.push({ value: child, depth: depth + 1 });
  }
}

// 2^53 + 1 would come back as another number, and 1e999 as null: better refused than changed.
function demandExact(value: number): void {
  if (Number.isInteger(value) ? !Number.isSafeInteger(value) : !Number.isFinite(value)) {
    throw badJson('The body holds a number out of range.');
  }
}
