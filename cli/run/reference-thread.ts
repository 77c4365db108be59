// The reference server on a thread of its own, so that it and the suite that judges it each have a core.
import { parentPort } from 'node:worker_threads';
import { createReferenceServer } from '../../reference-server/index.ts';

const { url } = await createReferenceServer().listen();
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread is no window
parentPort?.postMessage(url);
