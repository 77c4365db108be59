import { Client } from 'undici';
import type { MockServer } from '../../mock/server.ts';
import { median } from '../measure.ts';

/** Medians in milliseconds. */
export interface WorldTimes {
  readonly creation: number;
  readonly reset: number;
}

/** How long it takes to make a world and to reset one, in this process. */
export function measureWorlds({ worlds }: MockServer, count: number): WorldTimes {
  const [creation, reset]: [number[], number[]] = [[], []];
  for (let i = 0; i < count; i += 1) {
    const began = performance.now();
    const world = worlds.create(worlds.root.options);
    const made = performance.now();
    world.reset();
    creation.push(made - began);
    reset.push(performance.now() - made);
    worlds.remove(world.id ?? '');
  }
  return { creation: median(creation), reset: median(reset) };
}

/** The same over HTTP, on one connection. */
export async function measureWorldsOverHttp(origin: string, count: number): Promise<WorldTimes> {
  const client = new Client(origin);
  const send = async (method: 'POST' | 'DELETE', path: string): Promise<string> => {
    const { statusCode, body } = await client.request({ method, path });
    const text = await body.text();
    if (statusCode >= 300) throw new Error(`${method} ${path} was answered ${statusCode}: ${text}`);
    return text;
  };
  const [creation, reset]: [number[], number[]] = [[], []];
  for (let i = 0; i < count; i += 1) {
    const began = performance.now();
    const { url } = JSON.parse(await send('POST', '/_mock/worlds'));
    const made = performance.now();
    const { pathname } = new URL(String(url));
    await send('POST', `${pathname}/_mock/reset`);
    creation.push(made - began);
    reset.push(performance.now() - made);
    await send('DELETE', pathname.replace(/^.*(?=\/worlds)/, '/_mock'));
  }
  await client.close();
  return { creation: median(creation), reset: median(reset) };
}
