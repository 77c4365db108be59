// A thread that runs trials, one after the other, for selftest/crew.ts.
/* oxlint-disable unicorn/require-post-message-target-origin -- a thread is no window */
import { parentPort } from 'node:worker_threads';
import { createTry, type Trial } from './trial.ts';

const { signal } = new AbortController();
const attempt = createTry(signal);

parentPort?.on('message', (trial: Trial) => {
  attempt(trial).then(
    (sight) => parentPort?.postMessage({ sight }),
    (error: unknown) => parentPort?.postMessage({ error: String(error) }),
  );
});
