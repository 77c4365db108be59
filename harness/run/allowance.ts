/** What the report of a run may keep of texts that a target sent, in characters of JSON. */
export interface Allowance {
  /** Takes the room for a value that is to be kept. @returns whether there was enough */
  take(value: unknown): boolean;
}

/** Enough for the longest text of more than a thousand exchanges. Everything that shows a report has it in memory. */
const mostOfRun = 16 * 1024 * 1024;

/** Makes the allowance of one run. */
export function createAllowance(most = mostOfRun): Allowance {
  let left = most;
  return {
    take(value) {
      const size = JSON.stringify(value)?.length ?? 0;
      if (size > left) return false;
      left -= size;
      return true;
    },
  };
}

/** Keeps everything. */
export const unlimited: Allowance = { take: () => true };

/** Characters of a text in words about a target. */
const longestWords = 2000;

/** A copy of plain data with every text cut to a length that a person reads. */
export function shorten<T>(value: T): T {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only strings change, and stay strings
  return deep(value) as T;
}

function deep(value: unknown): unknown {
  if (typeof value === 'string') {
    return value.length <= longestWords ? value : `${value.slice(0, longestWords)}…`;
  }
  if (Array.isArray(value)) return value.map(deep);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, deep(one)]));
}
