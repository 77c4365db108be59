import { Client } from 'undici';
import type { Call, Conversation } from './conversation.ts';

/** What a server did under load. */
export interface Load {
  readonly requests: number;
  readonly seconds: number;
}

/** Sends one request over a connection, with as little of a client as there can be. */
export function ask(client: Client, { method, path, body }: Call): Promise<string> {
  return new Promise((resolve, reject) => {
    let status = 0;
    let text = '';
    client.dispatch(
      {
        method,
        path,
        body,
        headers: body === null ? {} : { 'content-type': 'application/json' },
      },
      {
        onRequestStart() {},
        onResponseStart(_controller, code) {
          status = code;
        },
        onResponseData(_controller, chunk) {
          text += chunk.toString('latin1');
        },
        onResponseEnd() {
          if (status === 200) resolve(text);
          else reject(new Error(`${method} ${path} was answered ${status}: ${text}`));
        },
        onResponseError(_controller, error) {
          reject(error);
        },
      },
    );
  });
}

/** Opens connections, uses them, and closes them. */
export async function withConnections<T>(
  origin: string,
  count: number,
  use: (clients: readonly Client[]) => Promise<T>,
): Promise<T> {
  const clients = Array.from({ length: count }, () => new Client(origin));
  try {
    return await use(clients);
  } finally {
    await Promise.all(clients.map((client) => client.destroy()));
  }
}

/** Has a conversation over each of some connections for a while. */
export function loadFor(
  origin: string,
  connections: number,
  milliseconds: number,
  conversation: Conversation,
): Promise<Load> {
  return withConnections(origin, connections, async (clients) => {
    const began = performance.now();
    const until = began + milliseconds;
    let requests = 0;
    await Promise.all(
      clients.map(async (client) => {
        while (performance.now() < until) {
          for (const call of conversation.round()) {
            await ask(client, call);
            requests += 1;
          }
        }
      }),
    );
    return { requests, seconds: (performance.now() - began) / 1000 };
  });
}
