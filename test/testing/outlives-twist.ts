import { expect, onTestFinished } from 'vitest';
import { linesOfExchange } from '../../cli/proxy/exchange-lines.ts';
import { register } from '../../mock/testing/person.ts';
import { openJudged } from '../../proxy/testing/judged.ts';
import { harEntry } from '../../recorder/har-entry.ts';
import { createStandIns } from '../../recorder/stand-ins.ts';
import { unpainted } from '../../reports/paint.ts';
import { serveTwist } from '../hostile/targets.ts';
import { pieceIn } from './pieces.ts';

/** How long a client waits for an answer, in milliseconds; some never end. */
const patience = 400;

/** A proxy in front of a hostile target goes on to serve, ends every exchange, and shows no piece of a token. */
export async function outlives(twist: string): Promise<void> {
  const target = await serveTwist(twist);
  onTestFinished(target.close);
  const open = await openJudged({}, target.url);
  const alice = await register(open.url, 'alice');
  const room = '/rooms/!a:localhost';
  const send = async (method: string, path: string, body?: unknown): Promise<void> => {
    const signal = AbortSignal.timeout(patience);
    await alice.call(method, path, body, { signal, redirect: 'manual' }).catch(() => {});
  };
  await Promise.all([
    send('POST', '/createRoom', {}),
    send('GET', `${room}/messages?limit=5`),
    send('PUT', `${room}/state/m.room.topic`, { topic: `my token is ${alice.token}` }),
  ]);
  // It still serves: another client logs in, and every exchange has come to its end.
  await register(open.url, 'bob');
  await expect.poll(() => open.ended).toHaveLength(5);

  const standIns = createStandIns();
  const shown = [
    ...open.ended.map((one) => linesOfExchange(one, unpainted, 100).join('\n')),
    ...open.recorded.map((one) => JSON.stringify(harEntry(one, standIns))),
    JSON.stringify([...open.proxy.result().requirements]),
  ];
  for (const text of shown) expect(pieceIn(text, target.tokens)).toBeNull();
}
