// Judges a recording in a process of its own, and tells what that took. node --expose-gc dist/bench/recordings/judge.js FILE
import { createReadStream, statSync } from 'node:fs';
import { loadSpec } from '../../harness/document/load.ts';
import { inOrder } from '../../recordings/order.ts';
import { Player } from '../../recordings/play.ts';
import { readRecording } from '../../recordings/read.ts';
import type { Judged } from './judged.ts';

const [path = ''] = process.argv.slice(2);
const spec = loadSpec();
const player = new Player({
  looked: { basePaths: [spec.declaration.basePath], target: null },
  profileOf: () => 'none',
  specOf: () => spec,
  complete: false,
  side: 'both',
  whereOf: ({ entry }) => String(entry),
});

/** How often memory is looked at while a recording is read. */
const looks = 40;

const size = statSync(path).size;
let [bytes, next, heap] = [0, 0, 0];
async function* counted(): AsyncGenerator<Uint8Array> {
  for await (const piece of createReadStream(path)) {
    if (!(piece instanceof Uint8Array)) continue;
    bytes += piece.length;
    yield piece;
  }
}
const began = performance.now();
let lost = 0;
for await (const item of inOrder(readRecording(counted(), { file: 0, format: null }), {
  entries: 2000,
  bytes: 32 * 1024 * 1024,
})) {
  if (item.kind === 'exchange') player.take(item.exchange);
  if (bytes < next) continue;
  next += size / looks;
  const before = performance.now();
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  heap = Math.max(heap, heapUsed + arrayBuffers);
  lost += performance.now() - before;
}
player.end();
const { requests, requirements } = player.result();
const violated = [...requirements].filter((one) => one[1].violated > 0).map(([id]) => id);
const judged: Judged = {
  requests,
  violated,
  heap,
  rss: process.resourceUsage().maxRSS * 1024,
  ms: performance.now() - began - lost,
};
console.log(JSON.stringify(judged));
