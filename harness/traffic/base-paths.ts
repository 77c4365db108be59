/**
 * Rewrites a target below one of several base paths to the base path of the declaration, so that one table of routes
 * serves them all. Other targets stay as they are.
 * @param basePaths without a slash at their end
 */
export function rebased(target: string, basePaths: readonly string[], declared: string): string {
  const found = basePaths.find(
    (base) =>
      base !== declared && target.startsWith(base) && /^[/?]/.test(target.slice(base.length)),
  );
  return found === undefined ? target : declared + target.slice(found.length);
}
