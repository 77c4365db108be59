import { type Change, diffJson } from 'diff';

/** How expected and received are best set against each other. */
export type Difference =
  | { readonly form: 'lines'; readonly changes: readonly Change[] }
  | { readonly form: 'beside' };

/** Above it two texts are read side by side: nobody reads such a diff, and it takes long to make. */
const most = 20_000;

/** A diff of their lines where both are JSON with something in it and differ as JSON; else side by side. */
export function differenceOf(expected: string, received: string): Difference {
  const beside = { form: 'beside' } as const;
  if (expected.length + received.length > most) return beside;
  try {
    const [owed, came]: readonly unknown[] = [JSON.parse(expected), JSON.parse(received)];
    if (typeof owed !== 'object' || typeof came !== 'object') return beside;
    if (owed === null || came === null) return beside;
    const changes = diffJson(owed, came, { maxEditLength: 1000 });
    const differs = changes?.some(({ added, removed }) => added || removed) ?? false;
    return changes !== undefined && differs ? { form: 'lines', changes } : beside;
  } catch {
    return beside;
  }
}
