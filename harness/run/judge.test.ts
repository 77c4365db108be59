import { describe, expect, it } from 'vitest';
import { createFixedPool, createGrowingPool, NoAccounts } from '../world/accounts.ts';
import { type Exchange, readBody, type WireRequest } from '../wire/exchange.ts';
import { exchangeOf } from '../wire/testing/exchange.ts';
import { enter, invite } from '../world/rooms.ts';
import { createRedactor } from '../wire/redact.ts';
import { loadSpec } from '../document/load.ts';
import type { Case, World } from './case.ts';
import { judge } from './judge.ts';
import { createLateViews } from './late-views.ts';
import type { RunEvent } from './outcome.ts';
import { run } from './runner.ts';
import type { RunContext } from './create-world.ts';
import { compileSpec } from './run-context.ts';

const spec = loadSpec();
const compiled = compileSpec(spec);
const account = { userId: '@a:h', token: 'tok-a-123', password: null };

type Script = (request: WireRequest) => Exchange['answer'] | Promise<Exchange['answer']>;

/** A target made of one function. */
const setting = (script: Script): RunContext => ({
  ...compiled,
  target: {
    origin: 'http://h',
    prefix: '',
    basePath: '/api',
    auth: 'query',
    timeout: 1000,
    patience: 0,
    lacks: ['aliases'],
  },
  accounts: createFixedPool([account, { userId: '@b:h', token: 'tok-b-123', password: null }]),
  send: async (request) =>
    exchangeOf({ request, answer: await script(request), at: performance.now() }),
});

const json = (status: number, body: unknown, type = 'application/json'): Exchange['answer'] => ({
  kind: 'answer',
  status,
  headers: { 'content-type': type },
  body: readBody(Buffer.from(JSON.stringify(body))),
});

const testCase = (act: (world: World) => Promise<void>, more: Partial<Case> = {}): Case => ({
  id: 'create_room/example',
  title: 'An example',
  requires: ['CREATE-01'],
  run: act,
  ...more,
});

const creates = testCase(async ({ users, must }) => {
  const [owner] = await users('owner');
  await must.allow(owner, 'create_room', { body: {} });
});

describe('the verdict of a case', () => {
  it('is passed when its assertions held and there is no passive finding', async () => {
    const outcome = await judge(
      setting(() => json(200, { room_id: '!r' })),
      creates,
    );
    expect(outcome).toMatchObject({ verdict: 'passed', asserted: ['CREATE-01'], requests: 1 });
  });

  it('needs no check of a setup before the next one, even before one that may be refused', async () => {
    const sent: string[] = [];
    const chunk = ['b', 'c'].map((name) => ({
      type: 'm.room.member',
      state_key: `@${name}:h`,
      event_id: `$${name}`,
      room_id: '!r',
      content: { membership: name === 'b' ? 'invite' : 'join' },
    }));
    const target = setting(({ method, path }) => {
      sent.push(`${method} ${path.split('/').at(-1)}`);
      return json(200, method === 'GET' ? { chunk, start: 's', end: 'e' } : {});
    });
    const accounts = createFixedPool(
      ['a', 'b', 'c'].map((name) => ({ userId: `@${name}:h`, token: name, password: null })),
    );
    await judge(
      { ...target, accounts },
      testCase(async ({ users, must }) => {
        const [owner, guest, other] = await users('owner', 'guest', 'other');
        await invite(owner, '!r', guest);
        await enter(owner, '!r', other);
        const body = { msgtype: 'm.text', body: 'Hello' };
        must.succeed(await other.call('send_message', { roomId: '!r', body }));
      }),
    );
    expect(sent).toEqual(['POST invite', 'POST join', 'GET members', 'POST m.room.message']);
  });

  it('carries the cells of the membership table that the case asserts', async () => {
    const cells = ['private · self · join · none'];
    const answers = setting(() => json(200, { room_id: '!r' }));
    expect(await judge(answers, { ...creates, cells })).toMatchObject({ cells });
    expect(await judge(answers, creates)).not.toHaveProperty('cells');
  });
  it('is failed when an assertion did not hold, with what crossed the wire', async () => {
    const outcome = await judge(
      setting(() => json(403, { errcode: 'M_X', error: 'no' })),
      creates,
    );
    expect(outcome).toMatchObject({
      verdict: 'failed',
      mismatches: [{ requirement: 'CREATE-01', expected: 'status 200', step: 0 }],
      exchanges: [
        { actor: 'owner', method: 'POST', path: '/api/createRoom', body: '{}', status: 403 },
      ],
      stopped: null,
    });
  });

  it('is failed by a passive finding, although its own assertions held', async () => {
    const outcome = await judge(
      setting(() => json(200, { room_id: '!r' }, 'text/plain')),
      creates,
    );
    expect(outcome).toMatchObject({
      verdict: 'failed',
      asserted: ['CREATE-01'],
      mismatches: [{ requirement: 'META-05' }],
    });
  });

  it('tells once what its assertion and a passive finding say of one exchange', async () => {
    const asserts = testCase(
      async ({ users, must }) => {
        const [owner] = await users('owner');
        const reply = await owner.call('create_room', { body: {} });
        must.on('META-05').succeed(reply);
        must.on('META-05').that(false, 'type', 'application/json', 'text/plain');
      },
      { requires: ['META-05'] },
    );
    const outcome = await judge(
      setting(() => json(200, { room_id: '!r' }, 'text/plain')),
      asserts,
    );
    expect(outcome).toMatchObject({ verdict: 'failed', mismatches: [{ what: 'type' }] });
    expect(outcome).toHaveProperty('mismatches.length', 1);
  });

  it('is broken when its setup fails, since nothing was judged then', async () => {
    const setupOnly = testCase(async ({ users, must }) => {
      const [owner] = await users('owner');
      await owner.need('create_room', { body: {} });
      must.that(true, 'x', 'y', 'z');
    });
    const refused = json(403, { errcode: 'M_X', error: 'no' });
    const outcome = await judge(
      setting(() => refused),
      setupOnly,
    );
    expect(outcome).toMatchObject({ verdict: 'broken', ours: false });
    expect(outcome).toHaveProperty(
      'cause',
      expect.stringContaining('create_room by owner answered 403'),
    );
  });

  it('is broken, never failed, when no answer came in time', async () => {
    const silence = {
      kind: 'none',
      why: 'timeout',
      detail: 'no whole answer within 1000 ms',
    } as const;
    const outcome = await judge(
      setting(() => silence),
      creates,
    );
    expect(outcome).toMatchObject({ verdict: 'broken', ours: false });
  });

  const limit = json(429, { errcode: 'M_LIMIT_EXCEEDED', error: 'slowly', retry_after_ms: 7000 });

  it('is found with other users where one is limited, who then rests', async () => {
    let made = 0;
    const accounts = createGrowingPool(() => {
      made += 1;
      return Promise.resolve({ ...account, userId: `@u${made}:h`, token: `tok-${made}-xyz` });
    });
    const answers = setting(({ token }) =>
      token === 'tok-1-xyz' ? limit : json(200, { room_id: '!r' }),
    );
    expect(await judge({ ...answers, accounts }, creates)).toMatchObject({ verdict: 'passed' });
    expect(await accounts.lease(1)).toMatchObject([{ userId: '@u3:h' }]);
  });

  it('is broken where every user is limited, and tells how long the limits are', async () => {
    expect(
      await judge(
        setting(() => limit),
        creates,
      ),
    ).toMatchObject({
      verdict: 'broken',
      cause: 'create_room: a rate limit (429) asks to wait for 7 s more',
      limits: { create_room: { answers: 1, longest: 7000 } },
    });
  });

  it('measures late views for every other case', async () => {
    const lateViews = createLateViews();
    const measures = testCase(async ({ reading, ...world }) => {
      reading('late-views', '120');
      await creates.run({ reading, ...world });
    });
    const answers = setting(() => json(200, { room_id: '!r' }));
    await judge({ ...answers, lateViews }, measures);
    expect(lateViews.longest()).toBe(120);
  });

  it('is the second one where views are late and the case failed at first', async () => {
    const lateViews = createLateViews();
    lateViews.late(1);
    let asked = 0;
    const answers = setting(() => json((asked += 1) === 1 ? 404 : 200, { topic: 'Tea' }));
    const reads = testCase(
      async ({ users, must }) => {
        const [owner] = await users('owner');
        await must.allow(owner, 'get_topic', { roomId: '!r' });
      },
      { requires: ['GTOPIC-03'] },
    );
    expect(await judge({ ...answers, lateViews }, reads)).toMatchObject({
      verdict: 'passed',
      requests: 2,
    });
  });

  it('is failed when the connection ended instead of an answer', async () => {
    const reset = { kind: 'none', why: 'reset', detail: 'the connection ended' } as const;
    const outcome = await judge(
      setting(() => reset),
      creates,
    );
    expect(outcome).toMatchObject({
      verdict: 'failed',
      mismatches: [{ received: 'no answer: the connection ended' }],
    });
  });

  it('is skipped when the target is declared to lack what it needs', async () => {
    const outcome = await judge(
      setting(() => json(200, {})),
      { ...creates, needs: ['aliases'] },
    );
    expect(outcome).toMatchObject({
      verdict: 'skipped',
      reason: 'the target is declared to lack aliases',
    });
  });

  it.each([
    ['is broken when it played too few of its runs', 2, 200, 'broken'],
    ['is broken when it played all its runs and judged nothing', 9, 200, 'broken'],
    ['is failed by a passive finding nevertheless', 0, 201, 'failed'],
  ] as const)('a search %s', async (_, runs, status, verdict) => {
    const idle: Case = {
      ...testCase(async ({ users, search }) => {
        const [owner] = await users('owner');
        await owner.call('create_room', { body: { visibility: 'private' } });
        const rest = { asked: 9, steps: 0, shrinks: 0, milliseconds: 9, used: 1, coverage: null };
        search.report({ seed: 1, runs, ...rest });
      }),
      replay: () => Promise.reject(new Error('not here')),
    };
    const outcome = await judge(
      setting(() => json(status, { room_id: '!a:b' })),
      idle,
    );
    expect(outcome.verdict).toBe(verdict);
  });

  it.each<readonly [string, boolean, Case]>([
    ['asserts nothing', false, testCase(async () => {})],
    [
      'claims a requirement it does not judge',
      false,
      { ...creates, requires: ['CREATE-01', 'CREATE-02'] },
    ],
    [
      'throws an error of the language',
      false,
      testCase(() => Promise.reject(new TypeError('x is undefined'))),
    ],
    [
      'sends what the declaration does not ask, without saying so',
      true,
      testCase(async ({ users, must }) => {
        const [owner] = await users('owner');
        await must.allow(owner, 'create_room', { body: { name: 5 } });
      }),
    ],
    [
      'asks for users twice',
      true,
      testCase(async ({ users }) => {
        await users('one');
        await users('two');
      }),
    ],
  ])('is broken when the case %s (a mistake of the suite: %s)', async (_, ours, mine) => {
    const outcome = await judge(
      setting(() => json(200, { room_id: '!r' })),
      mine,
    );
    expect(outcome).toMatchObject({ verdict: 'broken', ours });
  });

  it('is broken when there are too few accounts', async () => {
    const crowd = testCase(async ({ users }) => void (await users('a', 'b', 'c')));
    const outcome = await judge(
      setting(() => json(200, {})),
      crowd,
    );
    expect(outcome).toMatchObject({ verdict: 'broken', ours: false });
    expect(outcome).toHaveProperty('cause', expect.stringContaining('this case needs 3'));
  });
});

describe('a refusal', () => {
  const refuses = testCase(async ({ users, must }) => {
    const [owner] = await users('owner');
    await must.refuse(403, owner, 'leave', { roomId: '!r' }, { observer: owner });
  });
  const event = { event_id: 'e', room_id: '!r', type: 't', state_key: '', content: {} };
  const refused = json(403, { errcode: 'M_X', error: 'no' });
  /** A target that refuses, whose views come from `state` and which is told when it has refused. */
  const room =
    (state: () => unknown, onRefusal = (): void => {}): Script =>
    (request) => {
      if (request.path.endsWith('/state')) return json(200, state());
      if (request.path.endsWith('/leave')) {
        onRefusal();
        return refused;
      }
      return refused;
    };

  it('is accepted when nothing changed, though only one view can be read', async () => {
    expect(await judge(setting(room(() => [event])), refuses)).toMatchObject({ verdict: 'passed' });
  });

  it('is failed when it changed the room nevertheless', async () => {
    let changed = false;
    const script = room(
      () => (changed ? [event, { ...event, event_id: 'e2', type: 'u' }] : [event]),
      () => void (changed = true),
    );
    expect(await judge(setting(script), refuses)).toMatchObject({
      verdict: 'failed',
      mismatches: [{ what: "the room's state after a refusal", received: 'it has u  e2' }],
    });
  });

  it('is broken when the observer can read nothing at all', async () => {
    expect(
      await judge(
        setting(() => refused),
        refuses,
      ),
    ).toMatchObject({ verdict: 'broken' });
  });
});

describe('a run', () => {
  const collect = async (events: AsyncGenerator<RunEvent>): Promise<readonly RunEvent[]> => {
    const all: RunEvent[] = [];
    for await (const event of events) all.push(event);
    return all;
  };
  const options = {
    concurrency: 2,
    last: () => false,
    signal: new AbortController().signal,
    redactor: createRedactor(),
  };

  const copies = (n: number): readonly Case[] => Array.from({ length: n }, () => ({ ...creates }));

  it('yields every outcome once, and that it is complete', async () => {
    const good = setting(() => json(200, { room_id: '!r' }));
    const events = await collect(run(good, copies(3), options));
    expect(events.filter((e) => e.kind === 'finished-case')).toHaveLength(3);
    expect(events.at(-1)).toEqual({ kind: 'finished', complete: true, lost: null });
  });

  it('hides every learned secret in its events', async () => {
    const leaky = setting((request) => json(403, { errcode: 'M_X', error: `no ${request.token}` }));
    const redactor = createRedactor();
    redactor.learn(account.token);
    redactor.learn('tok-b-123');
    const events = await collect(run(leaky, [creates], { ...options, redactor }));
    expect(JSON.stringify(events)).toContain('no ‹secret›');
    expect(JSON.stringify(events)).not.toContain(account.token);
  });

  it.each([9, 1])(
    'ends at its deadline, without what it had of %i cases, and says why',
    async (n) => {
      const clock = new AbortController();
      const slow = setting(() => {
        clock.abort();
        return json(500, {});
      });
      const deadline = { signal: clock.signal, reason: 'it is late' };
      const events = await collect(run(slow, copies(n), { ...options, deadline }));
      expect(events.filter((e) => e.kind === 'finished-case')).toEqual([]);
      // With one case nothing waits any more, and the run has not judged it all the same.
      expect(events.at(-1)).toEqual({ kind: 'finished', complete: false, lost: 'it is late' });
    },
  );

  it('stops at the first failure when asked to, and says that it is not complete', async () => {
    const bad = setting(() => json(500, {}));
    const events = await collect(run(bad, copies(9), { ...options, last: () => true }));
    expect(events.filter((e) => e.kind === 'finished-case')).toHaveLength(1);
    expect(events.at(-1)).toEqual({ kind: 'finished', complete: false, lost: null });
  });

  it('judges nothing once it is stopped', async () => {
    const stop = new AbortController();
    const slow = setting(() => {
      stop.abort();
      return { kind: 'none', why: 'stopped', detail: 'the run was stopped' };
    });
    const events = await collect(run(slow, copies(2), { ...options, signal: stop.signal }));
    expect(events.filter((e) => e.kind === 'finished-case')).toEqual([]);
    expect(events.at(-1)).toEqual({ kind: 'finished', complete: false, lost: null });
  });
});

describe('a user who logs in once more', () => {
  const growing = (login: RunContext['login']): RunContext => ({
    ...setting(() => json(200, {})),
    accounts: createGrowingPool(async () => ({ ...account, password: 'a-secret' })),
    ...(login === undefined ? {} : { login }),
  });
  const another = { userId: '@a:h', token: 'tok-a-456', password: 'a-secret' };
  it.each([
    ['has another token', growing(async () => another), '@a:h'],
    ['is nobody where it has the same one', growing(async () => ({ ...account })), null],
    [
      'is nobody where users were given',
      { ...setting(() => json(200, {})), login: async () => another },
      null,
    ],
    ['is nobody where nobody is let in', growing(() => Promise.reject(new NoAccounts('no'))), null],
  ] as const)('%s', async (_, where, id) => {
    let found: string | null = '';
    const outcome = await judge(
      where,
      testCase(async ({ users, loginAgain: again, must }) => {
        const [owner] = await users('owner');
        found = (await again(owner))?.id ?? null;
        must.that(true, 'x', 'x', 'x');
      }),
    );
    expect(outcome.verdict).toBe('passed');
    expect(found).toBe(id);
  });
});

describe('a page of an error in HTML with status 500', () => {
  const page = { ...json(500, ''), body: readBody(Buffer.from('<html>Server Error</html>')) };
  const ends = async (isPage: (attempt: number) => boolean): Promise<string> => {
    let attempts = 0;
    const script: Script = () => (isPage((attempts += 1)) ? page : json(200, { room_id: '!r:h' }));
    return (await judge(setting(script), creates)).verdict;
  };

  it('is the answer of the target where it comes in every attempt', async () => {
    expect(await ends(() => true)).toBe('failed');
  });

  it('may be of a gateway where it comes now and then', async () => {
    expect(await ends((attempt) => attempt < 3)).toBe('passed');
  });
});
