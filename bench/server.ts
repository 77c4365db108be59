import { createServer } from 'node:http';
import { Pool } from 'undici';
import { createReferenceServer } from '../reference-server/index.ts';
import { inParallel, ratio } from './measure.ts';

const prefix = '/_matrix/client/api/v1';

/** A room of the reference server. */
interface Room {
  send(count: number): Promise<void>;
  page(): Promise<string>;
}

async function makeRoom(pool: Pool): Promise<Room> {
  const post = async (path: string, body: unknown): Promise<Record<string, string>> => {
    const response = await pool.request({
      method: 'POST',
      path: prefix + path,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return Object.fromEntries(
      Object.entries(Object(await response.body.json())).map(([k, v]) => [k, String(v)]),
    );
  };
  const user = `bench${process.hrtime.bigint()}`;
  const { access_token: token = '' } = await post('/register', {
    user_id: user,
    password: 'bench-password',
  });
  const made = await post(`/createRoom?access_token=${token}`, { visibility: 'private' });
  const room = `/rooms/${encodeURIComponent(made['room_id'] ?? '')}`;
  return {
    send: (count) =>
      inParallel(Array.from({ length: count }), 16, () =>
        post(`${room}/send/com.example.bench?access_token=${token}`, {
          text: 'an event of some length',
        }),
      ),
    page: async () => {
      const path = `${prefix}${room}/messages?dir=b&limit=10&access_token=${token}`;
      return (await pool.request({ method: 'GET', path })).body.text();
    },
  };
}

const pages = Array.from({ length: 3000 });

/** Requests per second of the reference server ÷ those of a bare node:http server that answers the same bytes. */
export async function measureThroughput(rounds: number): Promise<number> {
  const server = createReferenceServer();
  const pool = new Pool((await server.listen()).url, { connections: 16 });
  const room = await makeRoom(pool);
  await room.send(100);
  const bytes = Buffer.from(await room.page());
  const bare = createServer((_, response) => {
    response.setHeader('content-type', 'application/json; charset=utf-8');
    response.setHeader('content-length', bytes.length);
    response.end(bytes);
  });
  await new Promise<void>((resolve) => void bare.listen(0, '127.0.0.1', resolve));
  const address = bare.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const barePool = new Pool(`http://127.0.0.1:${port}`, { connections: 16 });
  const ask = async (): Promise<void> => {
    const response = await barePool.request({ method: 'GET', path: '/' });
    await response.body.text();
  };
  const figure = await ratio(
    rounds,
    () => inParallel(pages, 16, ask),
    () => inParallel(pages, 16, room.page),
  );
  await Promise.all([pool.close(), barePool.close()]);
  await server.close();
  bare.close();
  return figure;
}

/** A page of 10 from a long room ÷ one from a room of a hundred events. */
export async function measurePages(rounds: number, events: number): Promise<number> {
  const server = createReferenceServer();
  const pool = new Pool((await server.listen()).url, { connections: 16 });
  const [short, long] = [await makeRoom(pool), await makeRoom(pool)];
  await short.send(100);
  await long.send(events);
  const figure = await ratio(
    rounds,
    () => inParallel(pages, 16, long.page),
    () => inParallel(pages, 16, short.page),
  );
  await pool.close();
  await server.close();
  return figure;
}
