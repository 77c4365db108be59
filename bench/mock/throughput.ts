import type { Declaration } from '../../harness/document/declaration.ts';
import { median } from '../measure.ts';
import type { Conversation } from './conversation.ts';
import { loadFor } from './load.ts';
import type { Running } from './running.ts';

/** What a contestant did, round by round. */
export interface Throughput {
  readonly name: string;
  /** Requests per second. */
  readonly pace: readonly number[];
  /** Milliseconds of processor time for each request; empty where the system does not tell. */
  readonly cost: readonly number[];
}

/** How long each contestant is warmed up: its code must have been compiled. */
const warmUp = 4000;

/** Loads contestants in turn, round after round, so that a machine that drifts drifts for all. */
export async function measurePace(
  declaration: Declaration,
  contestants: readonly Running[],
  connections: number,
  rounds: number,
  milliseconds: number,
): Promise<readonly Throughput[]> {
  const all: { running: Running; talk: Conversation; pace: number[]; cost: number[] }[] = [];
  for (const running of contestants) {
    all.push({ running, talk: await running.begin(declaration), pace: [], cost: [] });
  }
  for (const { running, talk } of all) await loadFor(running.url, 8, warmUp, talk);
  for (let round = 0; round < rounds; round += 1) {
    for (const { running, talk, pace, cost } of all) {
      const before = running.processorTime();
      const { requests, seconds } = await loadFor(running.url, connections, milliseconds, talk);
      const after = running.processorTime();
      pace.push(requests / seconds);
      if (before !== null && after !== null) cost.push((after - before) / requests);
    }
  }
  return all.map(({ running: { name }, pace, cost }) => ({ name, pace, cost }));
}

/** The median over rounds of the ratio within a round. */
export const ratioOf = (first: readonly number[], second: readonly number[]): number =>
  median(first.map((value, index) => value / (second[index] ?? Number.NaN)));
