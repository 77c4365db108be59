import type { WireRequest } from '../harness/wire/exchange.ts';
import type { Send } from '../harness/wire/wire.ts';
import { judge } from '../harness/run/judge.ts';
import type { CompiledSpec } from '../harness/run/run-context.ts';
import { membershipModel } from '../suites/properties/membership/index.ts';
import { openBareClient } from './bare.ts';
import { ratio, time } from './measure.ts';
import { openServer } from './open-server.ts';

/** What the steps of a property cost beside their bare requests. */
export interface StepFigures {
  /** The search ÷ the same requests sent again by bare undici, those at once at once. */
  readonly ratio: number;
  readonly steps: number;
  readonly requests: number;
  /** Steps a second of one run. */
  readonly pace: number;
}

const search = { seed: 1, runs: 60, milliseconds: Number.POSITIVE_INFINITY };

/** Requests that go out together need this many connections. */
const connections = 32;

/** Searches the membership model over HTTP, and sends its requests again without the search. */
export async function measureSteps(compiled: CompiledSpec, rounds: number): Promise<StepFigures> {
  const [model] = membershipModel;
  if (model === undefined) throw new RangeError('the membership suite is empty');
  const { signal } = new AbortController();
  const { context, url, close } = await openServer(compiled, { concurrency: 8, search, signal });
  const sent: WireRequest[][] = [];
  const outcome = await judge({ ...context, send: grouping(context.send, sent) }, model);
  const whole = (): Promise<unknown> => judge(context, model);
  const bare = openBareClient(url, connections);
  const replay = async (): Promise<void> => {
    for (const group of sent) await Promise.all(group.map(bare.send));
  };
  const figure = await ratio(rounds, whole, replay);
  const ms = await time(whole);
  await bare.close();
  await close();
  const steps = outcome.searched?.steps ?? 0;
  return { ratio: figure, steps, requests: outcome.requests, pace: (steps / ms) * 1000 };
}

/** Keeps the requests in groups: one sent while another is under way belongs to its group. */
function grouping(send: Send, groups: WireRequest[][]): Send {
  let underWay = 0;
  return async (request) => {
    const group = underWay === 0 ? undefined : groups.at(-1);
    if (group === undefined) groups.push([request]);
    else group.push(request);
    underWay += 1;
    try {
      return await send(request);
    } finally {
      underWay -= 1;
    }
  };
}
