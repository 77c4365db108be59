import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadSpec } from '../../harness/document/load.ts';
import { clientJudge } from '../client-judge.ts';
import { createMockServer, type MockServer } from '../server.ts';
import { ask, register } from '../testing/person.ts';
import { observeWorlds, type WorldsObserver } from './observe.ts';

let mock: MockServer;
let observer: WorldsObserver;
const empty = { seed: null, state: null, rules: [], variant: null, prefer: false };

beforeEach(async () => {
  observer = observeWorlds(loadSpec());
  mock = createMockServer({
    world: empty,
    limits: { most: 5, idle: 1000 },
    journalEntries: 100,
    controlToken: null,
    judge: clientJudge(),
    onEnd: observer.onEnd,
  });
  await mock.listen(0, '127.0.0.1');
});
afterEach(() => mock.close());

const worldAt = (id: string | null): string =>
  id === null ? mock.origin() : `${mock.origin()}/_mock/worlds/${id}`;

describe('the observer of a mock', () => {
  it('counts the requests of all worlds together', async () => {
    const other = mock.worlds.create(empty);
    const [alice, bob] = [
      await register(worldAt(null), 'alice'),
      await register(worldAt(other.id), 'bob'),
    ];
    await alice.room();
    await bob.room();
    const { requests, operations } = observer.result();
    expect(requests).toBe(4);
    expect(operations.find(({ operation }) => operation === 'create_room')).toMatchObject({
      requests: 2,
      succeeded: 2,
    });
  });

  it('keeps the request that violates a requirement, with its answer and without its token', async () => {
    const alice = await register(worldAt(null), 'alice');
    const room = await alice.room();
    const path = `/rooms/${encodeURIComponent(room)}/send/m.room.message`;
    await alice.call('POST', path, { body: `my token is ${alice.token}` });
    const found = observer.result().requirements.get('CLIENT-04');
    expect(found).toMatchObject({ violated: 1 });
    expect(found?.violations).toMatchObject([
      {
        operation: 'send_message',
        what: 'The body has no key msgtype.',
        exchanges: [
          {
            user: 'alice',
            method: 'POST',
            path: `/_matrix/client/api/v1${path}`,
            token: 'own',
            room,
            status: 400,
            answerType: expect.stringContaining('application/json'),
          },
        ],
      },
    ]);
    expect(JSON.stringify(found)).not.toContain(alice.token);
  });

  it('keeps what led to a violation of history, and nothing of other users', async () => {
    const [alice, bob] = [
      await register(worldAt(null), 'alice'),
      await register(worldAt(null), 'bob'),
    ];
    const room = encodeURIComponent(await alice.room());
    await alice.call('PUT', `/rooms/${room}/send/m.room.message/7`, { msgtype: 'm', body: 'a' });
    await bob.room();
    await alice.call('PUT', `/rooms/${room}/send/m.room.message/7`, { msgtype: 'm', body: 'b' });
    const [violation] = observer.result().requirements.get('CLIENT-10')?.violations ?? [];
    expect(violation?.exchanges.map(({ user, operation }) => `${user} ${operation}`)).toEqual([
      'alice create_room',
      'alice send_message',
      'alice send_message',
    ]);
    expect(violation?.exchanges.at(-1)?.body).toContain('"b"');
  });

  it('cuts long bodies, and says how long they were', async () => {
    const alice = await register(worldAt(null), 'alice');
    await alice.call('POST', '/createRoom', { visibility: 'x'.repeat(5000) });
    const [violation] = observer.result().requirements.get('CLIENT-05')?.violations ?? [];
    expect(violation?.exchanges[0]?.body).toMatch(/x… \(\d{4} characters\)$/);
  });

  it('knows tokens that nobody has, and requests without one', async () => {
    const path = '/_matrix/client/api/v1/createRoom';
    const init = { method: 'POST', body: '[]' };
    await ask(`${mock.origin()}${path}?access_token=stolen`, init);
    await ask(`${mock.origin()}${path}`, { ...init, body: '5' });
    const { violations = [] } = observer.result().requirements.get('CLIENT-06') ?? {};
    expect(violations[0]?.exchanges).toMatchObject([{ user: 'nobody', token: 'unknown' }]);
    const missing = observer.result().requirements.get('CLIENT-07')?.violations ?? [];
    expect(missing[0]?.exchanges).toMatchObject([{ user: 'nobody', token: 'none' }]);
    expect(JSON.stringify(observer.result())).not.toContain('stolen');
  });

  it('counts a request that was not answered', async () => {
    mock.worlds.root.rules.add([{ when: { operation: 'create_room' }, then: 'never' }]);
    const alice = await register(worldAt(null), 'alice');
    const gone = new AbortController();
    const waiting = alice
      .call('POST', '/createRoom', {}, { signal: gone.signal })
      .catch(() => null);
    await expect.poll(() => mock.worlds.root.journal.total()).toBe(2);
    gone.abort();
    await waiting;
    await expect
      .poll(() => observer.result().operations.find(({ requests }) => requests > 0))
      .toMatchObject({ operation: 'create_room', unanswered: 1 });
  });

  it('sees requests that are still under way when the mock is closed', async () => {
    mock.worlds.root.rules.add([{ when: { operation: 'create_room' }, then: 'never' }]);
    const alice = await register(worldAt(null), 'alice');
    const waiting = alice.call('POST', '/createRoom', []).catch(() => null);
    await expect.poll(() => mock.worlds.root.journal.total()).toBe(2);
    await mock.close();
    await waiting;
    expect(observer.result().requirements.get('CLIENT-04')).toMatchObject({ violated: 1 });
  });
});
