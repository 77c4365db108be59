/**
 * Compiles a glob over paths: `*` is any part of one segment, `**` as a whole segment is any number of segments, none
 * included, and every other character is itself. The time a match takes is bounded by the length of the glob times that of
 * the path, whatever both are: globs and paths come from outside, and a regular expression could search for hours.
 */
export function compileGlob(glob: string): (path: string) => boolean {
  const wanted = glob.split('/');
  return (path) =>
    matches(
      wanted,
      path.split('/'),
      (segment) => segment === '**',
      (want, got) =>
        want.includes('*')
          ? matches(Array.from(want), Array.from(got), (letter) => letter === '*', Object.is)
          : want === got,
    );
}

/**
 * Whether parts match the wanted ones, of which some stand for any number of parts. Only the last of those is ever tried
 * again with more: what an earlier one would take more, the last one can take as well.
 */
function matches(
  wanted: readonly string[],
  parts: readonly string[],
  isAny: (want: string) => boolean,
  isSame: (want: string, part: string) => boolean,
): boolean {
  let [want, part] = [0, 0];
  // Behind the last one that stands for any number, and up to where it takes parts.
  let [retry, taken] = [-1, 0];
  while (part < parts.length) {
    const next = wanted[want];
    if (next !== undefined && isAny(next)) {
      want += 1;
      [retry, taken] = [want, part];
    } else if (next !== undefined && isSame(next, parts[part] ?? '')) {
      want += 1;
      part += 1;
    } else if (retry >= 0) {
      taken += 1;
      [want, part] = [retry, taken];
    } else {
      return false;
    }
  }
  return wanted.slice(want).every(isAny);
}
