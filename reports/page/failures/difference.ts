import { type Change, diffJson } from 'diff';

/** How expected and received are best compared. */
export type Difference =
  | { readonly form: 'lines'; readonly changes: readonly Change[] }
  | { readonly form: 'beside' };

/** Characters of both texts above which they stand side by side: such a diff is hard to read and slow to make. */
const most = 20_000;

/** A diff of their lines where both are JSON with something in it and differ as JSON; else side by side. */
export function differenceOf(expected: string, received: string): Difference {
  const beside = { form: 'beside' } as const;
  if (expected.length + received.length > most) return beside;
  try {
    const [left, right]: readonly unknown[] = [JSON.parse(expected), JSON.parse(received)];
    if (typeof left !== 'object' || typeof right !== 'object') return beside;
    if (left === null || right === null) return beside;
    const changes = diffJson(left, right, { maxEditLength: 1000 });
    const differs = changes?.some(({ added, removed }) => added || removed) ?? false;
    return changes !== undefined && differs ? { form: 'lines', changes } : beside;
  } catch {
    return beside;
  }
}
