import type { Exchange, WireRequest } from '../harness/wire/exchange.ts';
import type { CompiledSpec } from '../harness/run/run-context.ts';
import { run } from '../harness/run/runner.ts';
import { cases } from '../suites/index.ts';
import { inParallel, ratio, time } from './measure.ts';
import { openBareClient } from './bare.ts';
import { openServer } from './open-server.ts';

const concurrency = 8;

/** A search is bound by its own budget of time, which says nothing about what a request costs. */
const scripts = cases.filter((one) => one.replay === undefined);

/** What the scripted suite costs beside its bare exchanges, and how long it takes. */
export interface SuiteFigures {
  /** The whole scripted suite ÷ the same requests sent again by bare undici, at the same concurrency. */
  readonly ratio: number;
  readonly cases: number;
  readonly requests: number;
  /** Milliseconds of one run. */
  readonly ms: number;
}

/** Runs the suite against the reference server, and then its requests again without the suite. */
export async function measureSuite(compiled: CompiledSpec, rounds: number): Promise<SuiteFigures> {
  const { signal } = new AbortController();
  const { context, redactor, url, close } = await openServer(compiled, { concurrency, signal });
  const sent: WireRequest[] = [];
  const recording = async (request: WireRequest): Promise<Exchange> => {
    sent.push(request);
    return context.send(request);
  };
  const whole = async (send = context.send): Promise<void> => {
    const options = { concurrency, last: () => false, signal, redactor };
    for await (const event of run({ ...context, send }, scripts, options)) void event;
  };
  await whole(recording);
  const bare = openBareClient(url, concurrency);
  const figure = await ratio(
    rounds,
    () => whole(),
    () => inParallel(sent, concurrency, bare.send),
  );
  const ms = await time(whole);
  await bare.close();
  await close();
  return { ratio: figure, cases: scripts.length, requests: sent.length, ms };
}
