import type { Declaration, Operation } from './declaration.ts';

/** How a request names an operation: as declared, as its PUT twin, or with the state key left out. */
export type Form = 'declared' | 'twin' | 'short';

/** The address of a request below the base path, before the target's origin and token are added. */
export interface Address {
  readonly method: string;
  readonly path: string;
  readonly query: readonly (readonly [string, string])[];
}

/** What a request asks for, found from its method and path alone. */
export interface Match {
  readonly operation: Operation;
  readonly form: Form;
  readonly parameters: Readonly<Record<string, string>>;
}

interface Pattern {
  readonly operation: Operation;
  readonly form: Form;
  readonly method: string;
  readonly segments: readonly string[];
}

/** Every form in which an operation can be asked, those that exist in prose only included (DEF-18, DEF-19). */
function patternsOf(operation: Operation): readonly Pattern[] {
  const segments = operation.path.split('/').slice(1);
  const declared: Pattern = { operation, form: 'declared', method: operation.method, segments };
  const twin: Pattern = {
    operation,
    form: 'twin',
    method: 'PUT',
    segments: [...segments, '{txnId}'],
  };
  const short: Pattern = {
    operation,
    form: 'short',
    method: 'PUT',
    segments: segments.slice(0, -1),
  };
  return [
    declared,
    ...(operation.twin ? [twin] : []),
    ...(segments.at(-1) === '{stateKey}' ? [short] : []),
  ];
}

const isTemplate = (segment: string): boolean => segment.startsWith('{');

/** A literal segment beats a template, from the left (DEF-15). */
const literalness = (pattern: Pattern): string =>
  pattern.segments.map((segment) => (isTemplate(segment) ? '1' : '0')).join('');

/** Finds what a request asks for; null where no operation is declared there. */
export function createRouter(
  declaration: Declaration,
): (method: string, path: string) => Match | null {
  const patterns = declaration.operations
    .flatMap(patternsOf)
    .toSorted((a, b) => literalness(a).localeCompare(literalness(b)));
  return (method, path) => {
    const segments = path.split('/').slice(1);
    const pattern = patterns.find(
      (p) =>
        p.method === method &&
        p.segments.length === segments.length &&
        p.segments.every((s, i) => isTemplate(s) || s === segments[i]),
    );
    if (pattern === undefined) return null;
    const pairs = pattern.segments.flatMap((s, i) =>
      isTemplate(s) ? [[s.slice(1, -1), decode(segments[i] ?? '')] as const] : [],
    );
    return {
      operation: pattern.operation,
      form: pattern.form,
      parameters: Object.fromEntries(pairs),
    };
  };
}

const decode = (segment: string): string => {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
};

/** Path and query values of a request; a body is no part of its address. */
export type Values = Readonly<Record<string, unknown>>;

/**
 * Writes the address of an operation. Every path value is percent-encoded, as one segment.
 * @throws RangeError when a path value is missing.
 */
export function addressOf(operation: Operation, values: Values): Address {
  const twin = values['txnId'] !== undefined;
  const short = operation.path.endsWith('/{stateKey}') && values['stateKey'] === undefined;
  const template = short ? operation.path.replace('/{stateKey}', '') : operation.path;
  const path = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (typeof value !== 'string') throw new RangeError(`${operation.nickname} needs ${name}`);
    return encodeURIComponent(value);
  });
  const query = operation.parameters
    .filter((p) => p.in === 'query' && values[p.name] !== undefined)
    .map((p) => [p.name, String(values[p.name])] as const);
  return {
    method: twin ? 'PUT' : operation.method,
    path: twin ? `${path}/${encodeURIComponent(String(values['txnId']))}` : path,
    query,
  };
}
