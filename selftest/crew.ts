import { Worker } from 'node:worker_threads';
import { createTry, type Trial, type Try } from './trial.ts';
import type { Sight } from './weigh.ts';

/** Who runs trials. */
export interface Crew {
  /** How many trials can be under way at once. */
  readonly hands: number;
  readonly attempt: Try;
  close(): Promise<void>;
}

/** What a thread answers. */
type Word = { readonly sight: Sight } | { readonly error: string };

/** A crew of this thread alone. */
const crewOfOne = (signal: AbortSignal): Crew => ({
  hands: 1,
  attempt: createTry(signal),
  close: () => Promise.resolve(),
});

/** A crew of threads: a server and the cases that are run against it share one. Trials beyond its size wait. */
export function createCrew(hands: number, signal: AbortSignal): Crew {
  if (hands === 1) return crewOfOne(signal);
  const all = Array.from(
    { length: hands },
    () => new Worker(new URL('./worker.js', import.meta.url)),
  );
  const free = [...all];
  const queue: ((worker: Worker) => void)[] = [];
  const take = (): Promise<Worker> => {
    const worker = free.pop();
    return worker === undefined
      ? new Promise((resolve) => void queue.push(resolve))
      : Promise.resolve(worker);
  };
  const giveBack = (worker: Worker): void => {
    const next = queue.shift();
    if (next === undefined) free.push(worker);
    else next(worker);
  };
  return {
    hands,
    async attempt(trial) {
      const worker = await take();
      try {
        return await ask(worker, trial, signal);
      } finally {
        giveBack(worker);
      }
    },
    async close() {
      await Promise.all(all.map((worker) => worker.terminate()));
    },
  };
}

/** @throws Error when the thread fails or ends, or nobody wants the answer any more */
function ask(worker: Worker, trial: Trial, signal: AbortSignal): Promise<Sight> {
  return new Promise((resolve, reject) => {
    const settle = (end: () => void): void => {
      worker.off('message', hear).off('error', fail).off('exit', leave);
      signal.removeEventListener('abort', stop);
      end();
    };
    const fail = (error: Error): void => settle(() => reject(error));
    const leave = (): void => fail(new Error(`the thread that tried ${trial.server} ended`));
    const stop = (): void => fail(new Error('interrupted'));
    const hear = (word: Word): void =>
      'sight' in word ? settle(() => resolve(word.sight)) : fail(new Error(word.error));
    worker.on('message', hear).on('error', fail).on('exit', leave);
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread is no window
    else worker.postMessage(trial);
  });
}
