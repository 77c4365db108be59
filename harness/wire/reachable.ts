import { connect } from 'node:net';
import { codeOf, type Obstacle, obstacleOfAnswer, obstacleOfConnection } from './obstacle.ts';
import { openWire } from './wire.ts';

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
      const detail = first instanceof Error ? first.message : String(first);
      done({ obstacle: obstacleOfConnection(codeOf(error)), detail });
    });
  });
}
