import { didYouMean } from '../harness/run/nearest.ts';
import { catalogue, rightServers } from '../selftest/catalogue.ts';
import { WrongQuestion } from './exit.ts';

/** A server other than the right one: its id, and what to tell who serves it. */
export interface Served {
  readonly id: string;
  readonly summary: string;
  readonly more: readonly string[];
}

/** What is to be served instead of the right server, and what to say of it. @throws WrongQuestion */
export function chosenServer(fault: string | null, variant: string | null): Served | null {
  if (fault !== null && variant !== null) {
    throw new WrongQuestion('--fault and --variant cannot be served by one server');
  }
  if (fault !== null) {
    const { id, summary, violates } = sought(fault, catalogue, 'fault');
    return { id, summary, more: [`it violates ${violates.join(', ')}`] };
  }
  if (variant === null) return null;
  const { id, summary } = sought(variant, rightServers, 'variant');
  return {
    id,
    summary,
    more: ['it is right, and does what the declaration leaves open otherwise'],
  };
}

function sought<T extends { readonly id: string }>(id: string, all: readonly T[], what: string): T {
  const found = all.find((one) => one.id === id);
  if (found !== undefined) return found;
  const hint = didYouMean(
    id,
    all.map((one) => one.id),
  );
  throw new WrongQuestion(`there is no ${what} "${id}"${hint}`);
}
