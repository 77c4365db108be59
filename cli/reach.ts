import { connect } from 'node:net';
import { openWire } from '../harness/wire/wire.ts';
import { NoTarget } from './exit.ts';

/** Whom nobody can reach is to be told so two seconds after the program began, on a slow machine a bit later. */
const toldWithin = 1900;
const leastPatience = 1000;

/** Milliseconds that an answer is waited for; who accepts and is slow is there. */
const answerLimit = 1500;

/**
 * Asks whether somebody who speaks HTTP is there. An answer of any status is one; a server that takes the
 * connection and its time is given the benefit of the doubt.
 * @param path where no operation is declared
 * @throws NoTarget
 */
export async function reach(origin: string, path: string, signal: AbortSignal): Promise<void> {
  const refusal = await connection(new URL(origin), signal);
  if (refusal !== null) {
    const hint = 'Is the server running, and are host and port right?';
    throw new NoTarget(`the target ${origin} cannot be reached: ${refusal}. ${hint}`);
  }
  const wire = openWire({
    origin,
    auth: 'query',
    deadline: answerLimit,
    patience: 0,
    connections: 1,
    signal,
  });
  const request = { method: 'GET', path, query: [], token: null, body: null, contentType: null };
  const { answer } = await wire.send({
    ...request,
    agent: 'rooms-conformance (is anybody there?)',
  });
  await wire.close();
  if (answer.kind === 'answer') return;
  const scheme = new URL(origin).protocol.slice(0, -1).toUpperCase();
  switch (answer.why) {
    case 'unreachable':
      throw new NoTarget(`the target ${origin} cannot be reached: ${answer.detail}`);
    case 'not-http':
    case 'reset':
      throw new NoTarget(
        `something listens at ${origin}, but it does not speak ${scheme}: ${answer.detail}`,
      );
    case 'timeout':
    case 'too-large':
    case 'stopped':
      return;
  }
}

/** Tries to connect. @returns why it cannot be done; null where it can */
function connection(url: URL, signal: AbortSignal): Promise<string | null> {
  const host = url.hostname.replaceAll(/^\[|\]$/g, '');
  const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
  const limit = Math.round(Math.max(leastPatience, toldWithin - performance.now()));
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const done = (why: string | null): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      socket.destroy();
      resolve(why);
    };
    const stop = (): void => done(null);
    const timer = setTimeout(() => done(`no connection within ${limit} ms`), limit);
    signal.addEventListener('abort', stop);
    socket.on('connect', () => done(null));
    socket.on('error', (error) => done(reasonOf(error, host)));
  });
}

function reasonOf(error: unknown, host: string): string {
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  const code = first instanceof Error && 'code' in first ? String(first.code) : '';
  switch (code) {
    case 'ECONNREFUSED':
      return 'the connection was refused';
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `the name ${host} is not known`;
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return 'there is no way to it';
    default:
      return first instanceof Error ? first.message : String(first);
  }
}
