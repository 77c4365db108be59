import { Unmet } from './verdict.ts';

/**
 * Judges things that are alike one after the other, and tells all that are wrong: users, bodies, tokens. The first that
 * is wrong stands for the others that violate the same requirement, and names them.
 * @param name a thing as the report calls it; null to call it by what was looked at
 * @throws Unmet once all were judged; whatever else a thing throws before one was wrong
 */
export async function ofEach<T>(
  things: readonly T[],
  name: ((thing: T) => string) | null,
  judge: (thing: T) => Promise<void>,
): Promise<void> {
  const wrong: { readonly unmet: Unmet; readonly names: string[] }[] = [];
  for (const thing of things) {
    try {
      await judge(thing);
    } catch (error) {
      if (error instanceof Unmet) note(wrong, error, name?.(thing) ?? error.mismatch.what);
      else if (wrong.length === 0) throw error;
      else break;
    }
  }
  const [first, ...others] = wrong.map(({ unmet, names }) => withNames(unmet, names));
  if (first !== undefined) throw new Unmet(first, others);
}

function note(
  wrong: { readonly unmet: Unmet; readonly names: string[] }[],
  unmet: Unmet,
  name: string,
): void {
  const { requirement } = unmet.mismatch;
  const known = wrong.find((one) => one.unmet.mismatch.requirement === requirement);
  if (known === undefined) wrong.push({ unmet, names: [name] });
  else if (!known.names.includes(name)) known.names.push(name);
}

const withNames = ({ mismatch }: Unmet, [first, ...more]: readonly string[]): Unmet['mismatch'] =>
  more.length === 0
    ? mismatch
    : { ...mismatch, received: `${mismatch.received} (${first}; also wrong: ${more.join(', ')})` };
