import { Worker } from 'node:worker_threads';
import { createJobRunner, type Job, type RunJob } from './job.ts';
import type { Observation } from './matrix.ts';

/** The threads that run jobs. */
export interface Workers {
  /** How many jobs can run at once. */
  readonly concurrency: number;
  readonly runJob: RunJob;
  close(): Promise<void>;
}

/** What a thread answers. */
type Message = { readonly observation: Observation } | { readonly error: string };

/** Starts the threads; a server and the cases that are run against it share one. More jobs than threads wait. */
export function createWorkers(concurrency: number, signal: AbortSignal): Workers {
  if (concurrency === 1) {
    return { concurrency, runJob: createJobRunner(signal), close: () => Promise.resolve() };
  }
  const all = Array.from(
    { length: concurrency },
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
    concurrency,
    async runJob(job) {
      const worker = await take();
      try {
        return await ask(worker, job, signal);
      } finally {
        giveBack(worker);
      }
    },
    async close() {
      await Promise.all(all.map((worker) => worker.terminate()));
    },
  };
}

/** @throws Error when the thread fails or ends, or the run is interrupted */
function ask(worker: Worker, job: Job, signal: AbortSignal): Promise<Observation> {
  return new Promise((resolve, reject) => {
    const settle = (end: () => void): void => {
      worker.off('message', receive).off('error', fail).off('exit', exit);
      signal.removeEventListener('abort', stop);
      end();
    };
    const fail = (error: Error): void => settle(() => reject(error));
    const exit = (): void => fail(new Error(`the thread that ran ${job.server} ended`));
    const stop = (): void => fail(new Error('interrupted'));
    const receive = (message: Message): void =>
      'observation' in message
        ? settle(() => resolve(message.observation))
        : fail(new Error(message.error));
    worker.on('message', receive).on('error', fail).on('exit', exit);
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread is not a window
    else worker.postMessage(job);
  });
}
