import type { Shard } from '../harness/run/shard.ts';

/** More parts than this are a slip of the finger. */
const most = 1000;

/** Reads `I/N`, the I-th of N parts. @returns what is wrong with it, as the rest of a sentence */
export function parseShard(given: string): Shard | string {
  const [, index, of] = /^(\d{1,6})\/(\d{1,6})$/.exec(given)?.map(Number) ?? [];
  const owed = 'must be I/N, the I-th of N parts, such as 1/4';
  if (index === undefined || of === undefined) return `${owed}, not ${JSON.stringify(given)}`;
  if (of < 1 || of > most) return `${owed}; there can be 1 to ${most} parts, not ${of}`;
  if (index < 1 || index > of) return `${owed}; of ${of} there is no part ${index}`;
  return { index, of };
}
