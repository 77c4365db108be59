import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Declaration } from '../../harness/document/declaration.ts';
import { answerOfMock, beginInProcess, createMock } from './in-process.ts';

/** Megabytes that are in use after a number of requests. */
export interface Memory {
  readonly requests: number;
  readonly megabytes: number;
}

/**
 * Talks to one world of a mock, with its journal and judge, in this process. Most requests read; one in seven sends, by
 * somebody who may not: a room keeps what was sent to it, and would grow as rooms do.
 * @returns what is in use after each tenth of the requests
 */
export async function measureMemory(
  declaration: Declaration,
  requests: number,
): Promise<readonly Memory[]> {
  const mock = createMock();
  const answer = answerOfMock(mock);
  const figures: Memory[] = [];
  const member = await beginInProcess(declaration, answer);
  const [other] = (await beginInProcess(declaration, answer)).round();
  const secret = /access_token=.*$/.exec(other?.path ?? '')?.[0] ?? '';
  const tenth = requests / 10;
  let sent = 0;
  while (sent < requests) {
    const [send, ...others] = member.round();
    if (send === undefined) break;
    const refused = { ...send, path: send.path.replace(/access_token=.*$/, secret) };
    const reads = others.filter(({ method }) => method === 'GET');
    const calls = [refused, ...reads, ...reads];
    for (const call of calls) await answer(call);
    const before = sent;
    sent += calls.length;
    if (Math.floor(sent / tenth) > Math.floor(before / tenth)) {
      figures.push({ requests: sent, megabytes: megabytesInUse() });
    }
  }
  mock.worlds.close();
  return figures;
}

/** Megabytes in use once what nobody needs is let go of. */
function megabytesInUse(): number {
  setFlagsFromString('--expose-gc');
  const gc: unknown = runInNewContext('gc');
  if (typeof gc === 'function') gc();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1024 / 1024;
}
