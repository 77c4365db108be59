import { Pool } from 'undici';
import type { WireRequest } from '../harness/wire/exchange.ts';

/** Sends requests without any of our code around them. */
export interface BareClient {
  send(request: WireRequest): Promise<void>;
  close(): Promise<void>;
}

/** A pool of undici that reads every response to its end and drops it. */
export function openBareClient(origin: string, connections: number): BareClient {
  const pool = new Pool(origin, { connections, pipelining: 1 });
  return {
    async send({ method, path, query, token, body, contentType }) {
      const pairs = token === null ? query : [...query, ['access_token', token] as const];
      const search = pairs.map(([k, v]) => `${k}=${encodeURIComponent(v)}`).join('&');
      const response = await pool.request({
        method,
        path: search === '' ? path : `${path}?${search}`,
        headers: contentType === null ? {} : { 'content-type': contentType },
        body,
      });
      await response.body.text();
    },
    close: () => pool.close(),
  };
}
