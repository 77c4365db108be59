/** The segments of a path, without a slash at its end. */
export const segmentsOf = (path: string): readonly string[] =>
  path.split('/').filter((segment) => segment !== '');

/** Whether a segment is a parameter alone, such as `{petId}`. */
export const isParameter = (segment: string): boolean => /^\{[^{}]+\}$/.test(segment);

/** The names of the parameters of a path template, in their order. */
export const templateNames = (path: string): readonly string[] =>
  [...path.matchAll(/\{([^{}]*)\}/g)].map(([, name = '']) => name);

/** Whether every path of the second template is also one of the first, and not the other way round; both as segments. */
export function covers(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false;
  let isWider = false;
  for (const [index, segment] of a.entries()) {
    const other = b[index] ?? '';
    if (isParameter(segment)) isWider ||= !isParameter(other);
    else if (segment !== other) return false;
  }
  return isWider;
}

/** The last segment of a path if it is a literal; null for a parameter. */
export function lastLiteral(path: string): string | null {
  const last = segmentsOf(path).at(-1);
  return last === undefined || last.includes('{') ? null : last;
}

/** The path without its last segment. */
export const parentPath = (path: string): string => `/${segmentsOf(path).slice(0, -1).join('/')}`;

/** Whether a method changes something. */
export const isWrite = (method: string): boolean =>
  ['POST', 'PUT', 'PATCH', 'DELETE'].includes(method);
