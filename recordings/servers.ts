/** A server as a recording shows it, and what of a request it gets. */
export interface Served {
  /** Scheme, host and port. */
  readonly origin: string;
  /** What a gateway puts before the paths; '' for nearly every server. */
  readonly prefix: string;
  /** The path below which the operations are, without the prefix. */
  readonly basePath: string;
  /** Path and query of the request, without the prefix. */
  readonly target: string;
}

/** What is looked for in the addresses of a recording. */
export interface Looked {
  /** Base paths of the operations, without slashes at their ends. */
  readonly basePaths: readonly string[];
  /** The one server that is judged; null for every server. */
  readonly target: { readonly origin: string; readonly prefix: string } | null;
}

/**
 * Says which server a request is for, by a base path of the operations anywhere in its path. Null where the path has none,
 * or is for another server than the one that is judged.
 */
export function servedBy(
  origin: string,
  target: string,
  { basePaths, target: only }: Looked,
): Served | null {
  if (only !== null && only.origin !== origin) return null;
  const question = target.indexOf('?');
  const path = question < 0 ? target : target.slice(0, question);
  for (const basePath of basePaths) {
    const at = placeOf(path, basePath);
    if (at < 0) continue;
    const prefix = path.slice(0, at);
    if (only !== null && only.prefix !== prefix) continue;
    return { origin, prefix, basePath, target: target.slice(at) };
  }
  return null;
}

/** Where in a path a base path stands, with a whole segment at its end; -1 for nowhere. */
function placeOf(path: string, basePath: string): number {
  const at = path.indexOf(`${basePath}/`);
  return at < 0 && path.endsWith(basePath) ? path.length - basePath.length : at;
}
