import { createReferenceServer } from '../reference-server/index.ts';
import { properties } from '../suites/properties/index.ts';
import { piecesOf } from '../harness/judge/verdict.ts';
import type { Case, CaseId } from '../harness/run/case.ts';
import { openTarget } from '../harness/run/open.ts';
import { run } from '../harness/run/runner.ts';
import type { Spec } from '../harness/document/load.ts';
import type { RequirementId } from '../harness/document/ids.ts';
import { catalogue, optionsOf } from '../selftest/catalogue.ts';
import { belongs } from '../selftest/weigh.ts';

/** Wrong servers that scripts pass by, or that only a crowd or a long way shows: what the properties are for. */
export const elusive = [
  'spare-invite-survives-a-leave',
  'declined-invite-still-good',
  'ban-forgotten-after-two-rejoins',
  'full-page-of-seven-loses-one',
  'pages-shift-when-something-is-sent',
  'long-rooms-lose-one',
  'alias-race',
  'membership-race',
  'sends-lost-in-a-crowd',
  'txns-race',
  'state-cached-a-tick-late',
] as const;

/** How a property found a server wrong. */
export interface Catch {
  readonly case: CaseId;
  readonly requirement: RequirementId;
  /** The run in which it showed, from 1. */
  readonly run: number;
  /** Steps of that run, or acts where clients act at once; and what was left of them. */
  readonly drawn: number;
  readonly shrunk: number;
  /** Milliseconds from the beginning of the case until it showed; making it small comes after. */
  readonly ms: number;
}

/** As in a run at its defaults. */
const concurrency = 8;

/** Our own servers answer in milliseconds; longer than this they hang. */
const timeout = 5000;

/**
 * Lets all properties loose on a wrong server, each with its own budget, until one of them finds what is wrong.
 * @param id of a fault
 * @returns null where none of them did
 */
async function hunt(spec: Spec, id: string, seed: number): Promise<Catch | null> {
  const fault = catalogue.find((row) => row.id === id);
  if (fault === undefined) throw new RangeError(`there is no fault ${id}`);
  const server = createReferenceServer(optionsOf(id));
  const { url } = await server.listen(0);
  const found = new AbortController();
  const { setting, redactor, close } = await openTarget(spec, {
    url,
    basePath: null,
    auth: 'query',
    timeout,
    patience: timeout,
    lacks: [],
    accounts: null,
    sharedSecret: null,
    concurrency,
    search: { seed, runs: null, milliseconds: null },
    signal: found.signal,
  });
  const clock = new Map<CaseId, number>();
  const options = { concurrency, redactor, last: () => found.signal.aborted, signal: found.signal };
  try {
    for await (const event of run(setting, properties.map(clocked(clock)), options)) {
      if (event.kind !== 'finished-case' || event.outcome.verdict !== 'failed') continue;
      const { mismatches, case: by } = event.outcome;
      const [wrong] = mismatches.filter(({ requirement }) => belongs(fault, requirement));
      const shown = wrong?.counterexample;
      if (wrong === undefined || shown === undefined) continue;
      found.abort();
      const { run: turn, drawn, steps } = shown;
      return {
        case: by,
        requirement: wrong.requirement,
        run: turn,
        drawn,
        shrunk: piecesOf(steps).size,
        ms: clock.get(by) ?? Number.NaN,
      };
    }
    return null;
  } finally {
    found.abort();
    await close();
    await server.close();
  }
}

/** A property that tells when it found something: then it puts the exchanges of that run aside. */
const clocked =
  (clock: Map<CaseId, number>) =>
  (property: Case): Case => ({
    ...property,
    run(world) {
      const began = performance.now();
      const keep = (): ReturnType<typeof world.search.keep> => {
        if (!clock.has(property.id)) clock.set(property.id, performance.now() - began);
        return world.search.keep();
      };
      return property.run({ ...world, search: { ...world.search, keep } });
    },
  });

/** What came of hunting one wrong server by several seeds. */
export interface Bag {
  readonly id: string;
  readonly hunts: number;
  readonly catches: readonly Catch[];
}

/** Hunts a wrong server by as many seeds, one after the other. */
export async function huntOften(spec: Spec, id: string, seeds: number): Promise<Bag> {
  const catches: Catch[] = [];
  for (let seed = 1; seed <= seeds; seed += 1) {
    const caught = await hunt(spec, id, seed);
    if (caught !== null) catches.push(caught);
  }
  return { id, hunts: seeds, catches };
}

/** The middle one of some numbers; the upper of two. */
export const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN;
