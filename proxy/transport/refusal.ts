import type { RawHeaders } from './headers.ts';
import { valuesOf } from './headers.ts';
import type { Trouble } from './trouble.ts';

/** What of a request decides whether it is passed on. */
export interface AskedFor {
  readonly method: string;
  readonly url: string;
  readonly raw: RawHeaders;
}

const refused = (status: number, sentence: string): Trouble => ({
  kind: 'refused-by-proxy',
  status,
  sentence,
});

/**
 * Why a request is not passed on; null where it is.
 * @param isKnownHost whether a host name, without a port, may stand in the Host header
 */
export function refusalOf(
  { method, url, raw }: AskedFor,
  isKnownHost: (name: string) => boolean,
): Trouble | null {
  if (method === 'CONNECT') {
    return refused(
      501,
      'CONNECT is not supported: this proxy stands in front of one server. Use its address in place of the address of the server, and not as a proxy of the client.',
    );
  }
  if (!url.startsWith('/') && url !== '*') {
    return refused(
      421,
      'The address of the request is a whole URL, as clients send it to a forward proxy. This proxy stands in front of one server: use its address in place of the address of the server.',
    );
  }
  const host = valuesOf(raw, 'host')[0] ?? 'localhost';
  // The target gets its own name, and could not tell any more that a page has another one for this machine (DNS rebinding).
  if (!isKnownHost(host.replace(/:\d*$/, ''))) {
    return refused(
      403,
      'The Host header does not name this machine, nor the target. Start the proxy with --host and the address that clients use.',
    );
  }
  if (valuesOf(raw, 'upgrade').some((value) => /\bwebsocket\b/i.test(value))) {
    return refused(
      501,
      'WebSocket is not supported by this proxy, so that the upgrade is refused.',
    );
  }
  return null;
}
