// npm run bench-recordings: what it takes to judge recordings of two lengths, as the ratio of the two.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readOptions } from '../options.ts';
import { execute, stopAll } from '../processes.ts';
import { generateHar } from './generate.ts';
import type { Judged } from './judged.ts';

const options = readOptions(
  'bench-recordings',
  'Measures memory and time of judging recordings of two lengths, which it makes.',
  {
    short: { type: 'number', default: 20, help: 'megabytes of the short recording' },
    messages: {
      type: 'number',
      default: 4,
      help: 'messages of one room: with few, rooms, users and tokens are many',
    },
    long: { type: 'number', default: 200, help: 'megabytes of the long recording' },
  },
);

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => process.exit(130));
}
const folder = mkdtempSync(join(tmpdir(), 'bench-recordings-'));
process.once('exit', () => {
  stopAll();
  rmSync(folder, { recursive: true, force: true });
});

const program = new URL('judge.js', import.meta.url).pathname;

/** Makes a recording, and judges it in a process of its own. */
async function judge(megabytes: number): Promise<Judged> {
  const path = join(folder, `${megabytes}.har`);
  await generateHar(path, megabytes * 1_000_000, options.number('messages'));
  const args = ['--expose-gc', program, path];
  const output = await execute({ program: process.execPath, args, folder });
  const judged: Judged = JSON.parse(output);
  const mb = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1)} MB`;
  const { size } = statSync(path);
  rmSync(path);
  console.log(
    `${mb(size)}: ${judged.requests} requests in ${(judged.ms / 1000).toFixed(1)} s (${mb((size / judged.ms) * 1000)} a second), ` +
      `heap at most ${mb(judged.heap)}, process at most ${mb(judged.rss)}, violated: ${judged.violated.join(', ') || 'nothing'}`,
  );
  return judged;
}

const short = await judge(options.number('short'));
const long = await judge(options.number('long'));
console.log(
  `most heap of the long recording ÷ of the short one: ${(long.heap / short.heap).toFixed(2)}   aim: at most 1.2`,
);
