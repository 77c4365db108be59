import { connect } from 'node:net';
import { openWire } from './wire.ts';

/** Why a target cannot be asked. */
export type Obstacle =
  | 'refused'
  | 'unknown-host'
  | 'no-route'
  | 'no-connection'
  | 'untrusted-certificate'
  | 'certificate-date'
  | 'certificate-host'
  | 'not-tls'
  | 'tls-failed'
  | 'headers-too-large'
  | 'closed'
  | 'not-http';

/** What stands between us and a target. */
export interface Unreachable {
  readonly obstacle: Obstacle;
  /** The words of the system or the library. */
  readonly detail: string;
}

/** Milliseconds that an answer is waited for; a server that accepts and is slow is there. */
const answerLimit = 1500;

/**
 * Finds out whether a server that speaks HTTP is there. An answer of any status is one; a server that takes the
 * connection and its time is given the benefit of the doubt.
 * @param path where no operation is declared
 * @param limit milliseconds that a connection is waited for
 * @returns what is in the way; null for nothing
 */
export async function findObstacle(
  origin: string,
  path: string,
  limit: number,
  signal: AbortSignal,
): Promise<Unreachable | null> {
  const refusal = await tryConnection(new URL(origin), limit, signal);
  if (refusal !== null) return refusal;
  const wire = openWire({
    origin,
    auth: 'query',
    deadline: answerLimit,
    patience: 0,
    connections: 1,
    signal,
  });
  const request = { method: 'GET', path, query: [], token: null, body: null, contentType: null };
  const { answer } = await wire.send({ ...request, agent: 'rooms-conformance (reachable?)' });
  await wire.close();
  if (answer.kind === 'answer') return null;
  const { why, detail, code = '' } = answer;
  if (why === 'timeout' || why === 'too-large' || why === 'stopped') return null;
  if (why === 'unreachable') return { obstacle: obstacleOfConnection(code), detail };
  return { obstacle: why === 'reset' ? 'closed' : obstacleOfAnswer(code), detail };
}

/** Tries to connect. @returns why it cannot be done; null where it can */
function tryConnection(url: URL, limit: number, signal: AbortSignal): Promise<Unreachable | null> {
  const host = url.hostname.replaceAll(/^\[|\]$/g, '');
  const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const done = (found: Unreachable | null): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      socket.destroy();
      resolve(found);
    };
    const stop = (): void => done(null);
    const timer = setTimeout(
      () => done({ obstacle: 'no-connection', detail: `no connection within ${limit} ms` }),
      limit,
    );
    signal.addEventListener('abort', stop);
    socket.on('connect', () => done(null));
    socket.on('error', (error: unknown) => {
      const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
      const code = first instanceof Error && 'code' in first ? String(first.code) : '';
      const detail = first instanceof Error ? first.message : String(first);
      done({ obstacle: obstacleOfConnection(code), detail });
    });
  });
}

function obstacleOfConnection(code: string): Obstacle {
  switch (code) {
    case 'ECONNREFUSED':
      return 'refused';
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'unknown-host';
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return 'no-route';
    default:
      return 'no-connection';
  }
}

/** What is wrong with what came over a connection; the codes are those of OpenSSL, Node and undici. */
function obstacleOfAnswer(code: string): Obstacle {
  switch (code) {
    case 'CERT_HAS_EXPIRED':
    case 'CERT_NOT_YET_VALID':
      return 'certificate-date';
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return 'certificate-host';
    case 'ERR_SSL_WRONG_VERSION_NUMBER':
    case 'ERR_SSL_PACKET_LENGTH_TOO_LONG':
    case 'ERR_SSL_HTTP_REQUEST':
      return 'not-tls';
    case 'UND_ERR_HEADERS_OVERFLOW':
    case 'HPE_HEADER_OVERFLOW':
      return 'headers-too-large';
    default:
      if (/^(DEPTH_ZERO_)?SELF_SIGNED_|^UNABLE_TO_|^CERT_/.test(code)) {
        return 'untrusted-certificate';
      }
      return /^ERR_(SSL|TLS)_|^EPROTO$/.test(code) ? 'tls-failed' : 'not-http';
  }
}
