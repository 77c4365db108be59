import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { loadSpec } from '../../harness/document/load.ts';
import { createRequestJudge } from '../../harness/traffic/judge-requests.ts';
import { createMockServer, type MockServer } from '../server.ts';
import type { World } from '../worlds/world.ts';

const api = '/_matrix/client/api/v1';
const megabyte = 1024 * 1024;
const spec = loadSpec();

const createMock = (journalBytes: number, most = 1000): MockServer =>
  createMockServer({
    world: { seed: null, state: null, rules: [], variant: null, prefer: false },
    limits: { most, idle: 60_000 },
    journalEntries: 10_000,
    journalBytes,
    controlToken: null,
    judge: () => createRequestJudge(spec, { sawEverything: true }),
    onEnd: () => {},
  });

/** Sends a request without a socket. */
async function send(world: World, method: string, path: string, body = ''): Promise<string> {
  const headers = body === '' ? {} : { 'content-type': 'application/json' };
  const onGone = () => () => {};
  const head = { method, url: api + path, headers };
  const { delivery, end } = await world.handle(head, Buffer.from(body), onGone);
  if (delivery.kind !== 'whole') throw new Error(delivery.kind);
  end({ kind: 'answered', answer: delivery.answer });
  return Buffer.from(delivery.answer.body).toString();
}

/** Registers somebody. @returns the parameter of the query that says who it is */
async function register(world: World, user: string): Promise<string> {
  const body = JSON.stringify({ user_id: user, password: 'a long password' });
  const { access_token } = JSON.parse(await send(world, 'POST', '/register', body));
  return `access_token=${encodeURIComponent(access_token)}`;
}

function megabytesInUse(): number {
  setFlagsFromString('--expose-gc');
  const gc: unknown = runInNewContext('gc');
  if (typeof gc !== 'function') throw new Error('there is no gc');
  gc();
  gc();
  return process.memoryUsage().heapUsed / megabyte;
}

it('thirty thousand requests leave no more behind than fifteen thousand do', async () => {
  const mock = createMock(256 * megabyte);
  const { root } = mock.worlds;
  const [alice, mallory] = [await register(root, 'alice'), await register(root, 'mallory')];
  const { room_id } = JSON.parse(await send(root, 'POST', `/createRoom?${alice}`, '{}'));
  const room = `/rooms/${encodeURIComponent(room_id)}`;
  for (let i = 0; i < 5; i += 1) {
    await send(
      root,
      'PUT',
      `${room}/send/m.room.message/${i}?${alice}`,
      '{"msgtype":"m.text","body":"hi"}',
    );
  }
  /** Requests of which each is a new one, and that leave nothing in the room. */
  const talk = async (from: number, to: number): Promise<void> => {
    for (let i = from; i < to; i += 5) {
      const long = `${i}${'x'.repeat(500)}`;
      const text = JSON.stringify({ msgtype: 'm.text', body: long });
      await send(root, 'GET', `${room}/messages?dir=b&limit=2&${alice}`);
      await send(root, 'PUT', `${room}/send/m.room.message/${long}?${mallory}`, text);
      await send(root, 'GET', `${room}/state/m.room.member/%40${long}%3Alocalhost?${alice}`);
      await send(root, 'GET', `${room}/state?access_token=${long}`);
      await send(root, 'GET', `${room}/${long}?${alice}`);
    }
  };

  await talk(0, 15_000);
  const half = megabytesInUse();
  await talk(15_000, 30_000);
  const whole = megabytesInUse();

  const { journal } = root;
  expect(journal.total()).toBeGreaterThan(30_000);
  expect(journal.entries()).toHaveLength(10_000);
  expect(journal.forgotten()).toBe(journal.total() - 10_000);
  expect(journal.bytes()).toBeLessThan(10_000 * 4000);
  // Were one in five not forgotten, each would leave its 500 letters at least: 1.5 MB in all.
  expect(whole - half).toBeLessThan(1);
  mock.worlds.close();
});

it('many worlds with long bodies stay within what their journals may hold together', async () => {
  const budget = 8 * megabyte;
  const mock = createMock(budget);
  const { worlds } = mock;
  const { options } = worlds.root;
  const body = JSON.stringify({ msgtype: 'm.text', body: 'x'.repeat(60_000) });
  const held = (): number => worlds.all().reduce((sum, { journal }) => sum + journal.bytes(), 0);

  // The first one fills the whole budget before there are others, and is not heard of again.
  for (let i = 0; i < 200; i += 1) await send(worlds.root, 'POST', '/createRoom', body);
  expect(held()).toBeGreaterThan(budget / 2);
  expect(held()).toBeLessThanOrEqual(budget);
  for (let count = 0; count < 100; count += 1) {
    const world = worlds.create(options);
    for (let i = 0; i < 10; i += 1) await send(world, 'POST', '/createRoom', body);
    expect(held()).toBeLessThanOrEqual(budget);
    // The newest request can always be asked for.
    expect(world.journal.entries().at(-1)?.id).toBe(10);
  }
  expect(worlds.root.journal.forgotten()).toBeGreaterThan(190);
  worlds.close();
});

it('of ten thousand worlds those beyond the limit are refused, and nothing is left of them', () => {
  const most = 100;
  const mock = createMock(megabyte, most);
  const { worlds } = mock;
  const { options } = worlds.root;
  let refused = 0;
  let half = 0;
  for (let i = 0; i < 10_000; i += 1) {
    try {
      worlds.create(options);
    } catch (error) {
      refused += 1;
      expect(String(error)).toContain('all 100 worlds were in use during the last 60 s');
      expect(String(error)).toContain('DELETE /_mock/worlds/ID');
    }
    if (i === 5000) half = megabytesInUse();
  }
  expect(refused).toBe(10_000 - most);
  expect(worlds.count()).toBe(most + 1);
  expect(megabytesInUse() - half).toBeLessThan(1);
  worlds.close();
});
