// A thread that runs jobs, one after the other, for selftest/workers.ts.
/* oxlint-disable unicorn/require-post-message-target-origin -- a thread is not a window */
import { parentPort } from 'node:worker_threads';
import { createJobRunner, type Job } from './job.ts';

const { signal } = new AbortController();
const runJob = createJobRunner(signal);

parentPort?.on('message', (job: Job) => {
  runJob(job).then(
    (observation) => parentPort?.postMessage({ observation }),
    (error: unknown) => parentPort?.postMessage({ error: String(error) }),
  );
});
