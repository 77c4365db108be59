import type { Judges, RegisterEntry } from '../../authoring/diff/impact.ts';
import { wrongClients } from '../../clients/catalogue/wrong/index.ts';
import type { Spec } from '../../harness/document/load.ts';
import { catalogue } from '../../selftest/catalogue.ts';
import { scenarios } from '../../suites/clients/index.ts';
import type { RunPlan } from '../run/run-plan.ts';

/** Every requirement of servers and of clients. */
export const entriesOf = ({ register, clients }: Spec): readonly RegisterEntry[] => [
  ...[...register.values()].map((one): RegisterEntry => ({ ...one, about: 'servers' })),
  ...[...clients.values()].map((one): RegisterEntry => ({ ...one, about: 'clients' })),
];

/** What judges each requirement: cases, faults, scenarios for clients, and clients with one thing wrong. */
export const judgesOf = ({ plan }: RunPlan): Judges => ({
  cases: plan.claims,
  faults: byRequirement(catalogue.map(({ id, violates }) => [id, violates])),
  scenarios: byRequirement(scenarios.map(({ id, requires }) => [id, requires])),
  wrongClients: byRequirement(
    Object.entries({ ...wrongClients }).map(([id, { violates }]) => [id, violates]),
  ),
});

/** Turns a list of what each is about into a list of who is about each. */
function byRequirement(
  all: readonly (readonly [id: string, about: readonly string[]])[],
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const [id, about] of all) {
    for (const requirement of about) {
      const ids = found.get(requirement);
      if (ids === undefined) found.set(requirement, [id]);
      else ids.push(id);
    }
  }
  return found;
}
