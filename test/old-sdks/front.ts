import { createServer, request as ask, type ServerResponse } from 'node:http';

/** A request that a client sent through the front. */
export interface Call {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly token: string | null;
  /** The status of the answer; undefined while there is none. */
  status: number | undefined;
}

/** Stands before a server, passes everything on, and notes who asked for what and when it was answered. */
export interface Front {
  /** The base URL for clients; its path is that of the server. */
  readonly url: string;
  /** All requests, in the order in which they came. */
  readonly calls: readonly Call[];
  /** Waits until a request is there that has not been answered. */
  open(wanted: (call: Call) => boolean): Promise<Call>;
  /** Waits until a request is over. */
  over(call: Call): Promise<void>;
  /** Closes when every request is over. */
  close(): Promise<void>;
}

/** @param target the base URL of the server, with or without a path */
export async function startFront(target: string): Promise<Front> {
  const { origin, pathname } = new URL(target);
  const calls: Call[] = [];
  /** Those that are not over, be it by an answer or because somebody went away. */
  const open = new Set<Call>();
  const checks = new Set<() => void>();

  const until = <T>(look: () => T | undefined): Promise<T> =>
    new Promise((resolve) => {
      const check = (): void => {
        const found = look();
        if (found === undefined) return;
        checks.delete(check);
        resolve(found);
      };
      checks.add(check);
      check();
    });
  const recheck = (): void => checks.forEach((check) => check());

  const note = (method: string, url: string, response: ServerResponse): Call => {
    const { pathname: path, searchParams } = new URL(url, origin);
    const call: Call = { method, path, token: searchParams.get('access_token'), status: undefined };
    calls.push(call);
    open.add(call);
    response.on('finish', () => (call.status = response.statusCode));
    response.on('close', () => {
      open.delete(call);
      recheck();
    });
    recheck();
    return call;
  };

  const server = createServer((incoming, response) => {
    const { method = 'GET', url = '/', headers } = incoming;
    const onward = ask(origin + url, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    response.on('close', () => onward.destroy());
    incoming.pipe(onward);
    note(method, url, response);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return {
    url: `http://127.0.0.1:${port}${pathname === '/' ? '' : pathname}`,
    calls,
    open: (wanted) => until(() => [...open].find(wanted)),
    over: async (call) => void (await until(() => (open.has(call) ? undefined : true))),
    close: async () => {
      await until(() => (open.size > 0 ? undefined : true));
      server.close();
      server.closeAllConnections();
    },
  };
}
