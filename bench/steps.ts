import type { WireRequest } from '../harness/wire/exchange.ts';
import type { Send } from '../harness/wire/wire.ts';
import { judge } from '../harness/run/judge.ts';
import { membershipModel } from '../suites/properties/membership/index.ts';
import { openBareClient } from './bare.ts';
import { ratio, time } from './measure.ts';
import { openServer } from './target.ts';

/** What drawn steps cost beside their bare requests. */
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
export async function measureSteps(rounds: number): Promise<StepFigures> {
  const [model] = membershipModel;
  if (model === undefined) throw new RangeError('there is no model');
  const { setting, url, close } = await openServer(8, search);
  const sent: WireRequest[][] = [];
  const outcome = await judge({ ...setting, send: grouping(setting.send, sent) }, model);
  const whole = (): Promise<unknown> => judge(setting, model);
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

/** Keeps what is sent, in groups: who is sent while another is under way is in its group. */
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
