import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { expect } from 'vitest';

/** A connection of which every byte is seen. */
export interface Talk {
  readonly socket: Socket;
  /** What has come so far, as Latin-1. */
  readonly text: () => string;
  readonly say: (text: string) => void;
  /** Waits until what has come matches. */
  readonly hears: (wanted: RegExp) => Promise<RegExpExecArray>;
  /** Settles when the connection is over. */
  readonly over: Promise<void>;
}

/** Follows a connection. */
function follow(socket: Socket): Talk {
  let text = '';
  socket.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')));
  socket.on('error', () => {});
  const over = new Promise<void>((resolve) => {
    socket.once('close', () => resolve());
  });
  return {
    socket,
    over,
    text: () => text,
    say: (said) => void socket.write(said, 'latin1'),
    async hears(wanted) {
      await expect.poll(() => text, { interval: 2 }).toMatch(wanted);
      const found = wanted.exec(text);
      if (found === null) throw new Error(`${wanted} was not heard`);
      return found;
    },
  };
}

/** Connects to an origin. */
export function dial(origin: string): Talk {
  const { hostname, port } = new URL(origin);
  return follow(connect(Number(port), hostname.replaceAll(/^\[|\]$/g, '')));
}

/** A server that does with each connection what a test says. */
export interface Listener {
  readonly origin: string;
  /** All connections, in the order in which they came. */
  readonly talks: readonly Talk[];
  /** Waits until so many connections have come, and hands over the last one. */
  readonly came: (count: number) => Promise<Talk>;
  readonly close: () => Promise<void>;
}

/** Listens on a free port of the loopback. @param answer is given each connection */
export async function listen(
  answer: (talk: Talk) => void = () => {},
  host = '127.0.0.1',
): Promise<Listener> {
  const talks: Talk[] = [];
  const server = createServer((socket) => {
    const talk = follow(socket);
    talks.push(talk);
    answer(talk);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, host, resolve);
  });
  return {
    origin: `http://${host.includes(':') ? `[${host}]` : host}:${portOf(server)}`,
    talks,
    async came(count) {
      await expect.poll(() => talks.length, { interval: 2 }).toBeGreaterThanOrEqual(count);
      const talk = talks[count - 1];
      if (talk === undefined) throw new Error('no connection came');
      return talk;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const { socket } of talks) socket.destroy();
      }),
  };
}

const portOf = (server: Server): number => {
  const address: AddressInfo | string | null = server.address();
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
};
