import { withDeadline } from '../../clients/driver/with-deadline.ts';
import { createReferenceClient } from '../../clients/reference/client.ts';
import { alone, type OpenTheatre, openTheatre, playAll } from '../../clients/run.ts';
import type { Scenario } from '../../clients/stage/scenario.ts';
import type { PlayedClient } from './catalogue.ts';
import {
  type ClientDetection,
  type ClientMatrix,
  type ClientObservation,
  resultOf,
  type ScenarioFailure,
} from './matrix.ts';

/** How long a client of the catalogue has for one instruction, in milliseconds. */
const usualDeadline = 60_000;

/** What is played by whom. */
export interface ClientPlan {
  readonly clients: readonly PlayedClient[];
  readonly scenarios: readonly Scenario[];
  /** Scenarios that are known to detect a client: it plays them in any case. */
  readonly recorded: readonly ClientDetection[];
  /** Of how many scenarios one is played: by clients that are right, and by the others. 1 plays all of them. */
  readonly share: { readonly right: number; readonly wrong: number };
  /** How many clients play at once. */
  readonly jobs: number;
  readonly signal: AbortSignal;
  /** Told of each client that has played. */
  readonly onClient: (observation: ClientObservation) => void;
}

/** Plays scenarios with clients of the catalogue, and compares what they find with what is wrong. */
export async function selftestClients(plan: ClientPlan): Promise<ClientMatrix> {
  const began = performance.now();
  const { clients, scenarios, share, signal, onClient } = plan;
  const theatre = await openTheatre();
  const observations = new Map<string, ClientObservation>();
  const queue = [...clients.entries()];
  const work = async (): Promise<void> => {
    for (let next; (next = queue.shift()) !== undefined && !signal.aborted;) {
      const [at, client] = next;
      const observation = await observe(client, scenariosOf(client, at, plan), theatre, plan);
      observations.set(client.id, observation);
      onClient(observation);
    }
  };
  try {
    await Promise.all(Array.from({ length: plan.jobs }, work));
  } finally {
    await theatre.close();
  }
  return {
    results: clients.flatMap(({ id }) => {
      const observation = observations.get(id);
      return observation === undefined ? [] : [resultOf(observation)];
    }),
    full: share.right === 1 && share.wrong === 1,
    complete: !signal.aborted,
    scenarios: scenarios.length,
    milliseconds: performance.now() - began,
  };
}

/** Those that are known to detect it, and a share of the rest, another one for each client. */
function scenariosOf(
  { id, violates }: PlayedClient,
  at: number,
  { scenarios, recorded, share }: ClientPlan,
): readonly Scenario[] {
  const own = new Set(
    recorded.filter(({ client }) => client === id).map(({ scenario }) => scenario),
  );
  const every = violates.length === 0 ? share.right : share.wrong;
  return scenarios.filter(
    (one, place) =>
      own.has(one.id) || every === 1 || (one.slow !== true && (place + at) % every === 0),
  );
}

async function observe(
  client: PlayedClient,
  chosen: readonly Scenario[],
  theatre: OpenTheatre,
  { scenarios, signal }: ClientPlan,
): Promise<ClientObservation> {
  const { id, summary, violates, change, deadline = usualDeadline } = client;
  const driver = withDeadline(createReferenceClient(change), deadline);
  const failures: ScenarioFailure[] = [];
  const broken: { scenario: Scenario['id']; reason: string }[] = [];
  let played = 0;
  for await (const one of playAll(chosen, alone(driver), theatre, scenarios)) {
    if (signal.aborted) break;
    played += 1;
    const { verdict, reason, mismatches } = one;
    const scenario = one.scenario.id;
    for (const { requirement, what } of mismatches) failures.push({ scenario, requirement, what });
    if (verdict === 'broken') broken.push({ scenario, reason: reason ?? '' });
  }
  await driver.end();
  return { client: { id, summary, violates }, played, failures, broken };
}
