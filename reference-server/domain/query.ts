import { invalid } from '../errors.ts';
import type { PageQuery } from './pagination.ts';

/** The query of a request: name → all its values, in order. */
export type Query = ReadonlyMap<string, readonly string[]>;

/** @throws ApiError 400 for invalid percent-encoding. */
export function parseQuery(text: string): Query {
  const query = new Map<string, string[]>();
  for (const pair of text === '' ? [] : text.split('&')) {
    const equals = pair.indexOf('=');
    const name = decode(equals < 0 ? pair : pair.slice(0, equals));
    const value = decode(equals < 0 ? '' : pair.slice(equals + 1));
    const values = query.get(name);
    if (values === undefined) query.set(name, [value]);
    else values.push(value);
  }
  return query;
}

function decode(text: string): string {
  if (!text.includes('%') && !text.includes('+')) return text;
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw invalid('Bad percent-encoding in the query.');
  }
}

/**
 * @returns the value of a parameter, or undefined if it is not there.
 * @throws ApiError 400 if it is there twice: whichever value we took, some clients would mean the other one.
 */
export function single(query: Query, name: string): string | undefined {
  const values = query.get(name);
  if (values !== undefined && values.length > 1) throw invalid(`${name} is given twice.`);
  return values?.[0];
}

/** @throws ApiError 400 unless the limit is a whole number of digits (MSGS-08, MSGS-10). */
export function readLimit(query: Query): number | undefined {
  return readWhole(query, 'limit');
}

/** @throws ApiError 400 unless the parameter is a whole number of digits. */
export function readWhole(query: Query, name: string): number | undefined {
  const text = single(query, name);
  if (text === undefined) return undefined;
  if (!/^\d+$/.test(text)) throw invalid(`${name} is not a whole number.`);
  return Number(text);
}

/** Forward unless `dir=b` asks for backward; the declaration has no dir at all (MSGS-12). */
export function readDirection(query: Query): 'b' | 'f' {
  const text = single(query, 'dir');
  if (text === undefined || text === 'f') return 'f';
  if (text === 'b') return 'b';
  throw invalid('dir is neither b nor f.');
}

export function readPageQuery(query: Query): PageQuery {
  return {
    from: single(query, 'from'),
    to: single(query, 'to'),
    limit: readLimit(query),
    direction: readDirection(query),
  };
}
