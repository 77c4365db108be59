import type { Client } from 'undici';
import type { Conversation } from '../mock/conversation.ts';
import { ask } from '../mock/load.ts';
import { median } from '../measure.ts';

/** A way to a server, and the conversation that is had over it. */
export interface Way {
  readonly name: string;
  readonly client: Client;
  readonly conversation: Conversation;
}

/** The median time of a request over each way, in milliseconds. */
export type Latencies = ReadonlyMap<string, number>;

/** Sends requests one at a time, over each way in turn, so that a machine that drifts drifts for all of them. */
export async function measureLatencies(ways: readonly Way[], rounds: number): Promise<Latencies> {
  const times = new Map<string, number[]>(ways.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const { name, client, conversation } of ways) {
      for (const call of conversation.round()) {
        const began = performance.now();
        await ask(client, call);
        times.get(name)?.push(performance.now() - began);
      }
    }
  }
  return new Map([...times].map(([name, list]) => [name, median(list)]));
}
