import { onTestFinished } from 'vitest';
import { createProxy, type ProxySetting } from '../server.ts';
import type { Passing } from '../transport/exchange.ts';
import { dial, listen, type Listener, type Talk } from './sockets.ts';

/** A proxy that runs until the test is over. */
export interface OpenProxy {
  readonly origin: string;
  /** The exchanges that have come to their end, in that order. */
  readonly ended: readonly Passing[];
}

/** Opens a proxy in front of an origin. */
export async function openProxy(
  origin: string,
  more: Partial<ProxySetting> = {},
  host = '127.0.0.1',
): Promise<OpenProxy> {
  const ended: Passing[] = [];
  const proxy = createProxy({
    target: { origin, prefix: '' },
    timeout: 60_000,
    keep: 1024 * 1024,
    strict: null,
    faults: null,
    describe: (obstacle, detail) => `${obstacle}: ${detail}`,
    watch: {
      onRequest: () => [],
      onAnswer: () => {},
      onEnd: (passing) => void ended.push(passing),
    },
    ...more,
  });
  onTestFinished(() => proxy.close());
  return { origin: await proxy.listen(0, host), ended };
}

/** A client and a server of which every byte is seen, with a proxy between them. */
export async function between(
  answer?: (talk: Talk) => void,
  more?: Partial<ProxySetting>,
): Promise<OpenProxy & { readonly server: Listener; readonly client: Talk }> {
  const server = await listen(answer);
  onTestFinished(server.close);
  const proxy = await openProxy(server.origin, more);
  const client = dial(proxy.origin);
  onTestFinished(() => void client.socket.destroy());
  return { ...proxy, server, client };
}
