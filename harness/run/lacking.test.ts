import { describe, expect, it } from 'vitest';
import { sendTo } from '../../selftest/in-process.ts';
import { createReferenceServer } from '../../reference-server/index.ts';
import { loadSpec } from '../document/load.ts';
import { nothingKnown } from '../judge/known.ts';
import { Broken } from '../judge/verdict.ts';
import { createRedactor } from '../wire/redact.ts';
import { readBody } from '../wire/exchange.ts';
import type { Send } from '../wire/wire.ts';
import type { Lack } from '../world/target.ts';
import type { Case, World } from './case.ts';
import { judge } from './judge.ts';
import { compileSpec, createRunContext } from './run-context.ts';

const compiled = compileSpec(loadSpec());

/** A correct server, but for initialSync, which it does not know. */
function contextOf(...lacks: readonly Lack[]) {
  const server = sendTo(createReferenceServer());
  const send: Send = async (request) => {
    const exchange = await server(request);
    if (!request.path.endsWith('/initialSync')) return exchange;
    const body = readBody(Buffer.from('<h1>Not found</h1>'));
    return { ...exchange, answer: { kind: 'answer', status: 404, headers: {}, body } };
  };
  const basePath = compiled.spec.declaration.basePath;
  const common = {
    origin: 'http://h',
    prefix: '',
    auth: 'query',
    timeout: 1000,
    patience: 0,
  } as const;
  const target = { ...common, basePath, lacks };
  return createRunContext(compiled, {
    target,
    send,
    redactor: createRedactor(),
    sharedSecret: null,
  });
}

const testCase = (id: Case['id'], act: (world: World) => Promise<void>): Case => ({
  id,
  title: 'An example',
  requires: ['CREATE-01'],
  run: act,
});

const reason = 'the target is declared to lack get_room_sync_data';

/** A room whose initialSync a case reads in its setup. */
const readsSync = testCase('create_room/example', async ({ users }) => {
  const [owner] = await users('owner');
  const { room_id: roomId } = await owner.need('create_room', { body: {} });
  await owner.need('get_room_sync_data', { roomId });
});

it('a case of a lacking operation is skipped, without a request', async () => {
  const example = testCase('get_room_sync_data/example', () => Promise.reject(new Error('runs')));
  expect(await judge(contextOf('get_room_sync_data'), example)).toMatchObject({
    verdict: 'skipped',
    reason,
    requests: 0,
  });
});

it('a case that breaks at a lacking operation is skipped, and broken where nothing was said', async () => {
  const lacking = await judge(contextOf('get_room_sync_data'), readsSync);
  expect(lacking).toMatchObject({ verdict: 'skipped', reason });
  expect((await judge(contextOf('ban'), readsSync)).verdict).not.toBe('skipped');
});

it('a case that fails at a lacking operation is skipped', async () => {
  const example = testCase('conventions/example', async ({ users, must }) => {
    const [owner] = await users('owner');
    const { room_id: roomId } = await owner.need('create_room', { body: {} });
    must.succeed(await owner.call('get_room_sync_data', { roomId }));
  });
  expect(await judge(contextOf('get_room_sync_data'), example)).toMatchObject({
    verdict: 'skipped',
    reason,
  });
  expect((await judge(contextOf(), example)).verdict).toBe('failed');
});

it('a case that fails elsewhere still fails', async () => {
  const example = testCase('create_room/example', async ({ users, must }) => {
    const [owner] = await users('owner');
    const { room_id: roomId } = await owner.need('create_room', { body: {} });
    await owner.call('get_room_sync_data', { roomId });
    must.status(await owner.call('get_members', { roomId }), 403);
  });
  const { verdict } = await judge(contextOf('get_room_sync_data'), example);
  expect(verdict).toBe('failed');
});

it('the answers of a lacking operation bring no passive findings', async () => {
  const example = testCase('create_room/example', async ({ users, must }) => {
    const [owner] = await users('owner');
    const { room_id: roomId } = await must.allow(owner, 'create_room', { body: {} });
    await owner.call('get_room_sync_data', { roomId });
  });
  expect((await judge(contextOf('get_room_sync_data'), example)).verdict).toBe('passed');
  expect((await judge(contextOf(), example)).verdict).toBe('failed');
});

describe('what the probe found not to be served', () => {
  const unserved = new Map([
    ['get_room_sync_data', 'status 404'],
    ['ban', 'status 404 M_UNRECOGNIZED'],
  ] as const);
  const context = () => ({ ...contextOf(), known: { ...nothingKnown, unserved } });
  const asks = { ...readsSync, id: 'ban/example', requires: ['BAN-01', 'BAN-03'] } as const;

  it('is told of the requirement that it is offered, though its case needs other operations', async () => {
    const outcome = await judge(context(), asks);
    const first = outcome.verdict === 'failed' ? outcome.mismatches[0] : outcome.verdict;
    expect(first).toMatchObject({ requirement: 'BAN-01', what: 'offer of ban', step: null });
  });

  it('is why a case broke that needs a PUT, while the POST is served', async () => {
    const unservedPuts = new Map([['create_room', 'status 404']] as const);
    const known = { ...nothingKnown, unservedPuts };
    const twice = testCase('create_room/example', async ({ users }) => {
      const [owner] = await users('owner');
      await owner.call('create_room', { body: {}, txnId: 'x' });
      throw new Broken('the setup failed');
    });
    const judges = { ...twice, requires: ['CREATE-05'] } as const;
    expect(await judge({ ...contextOf(), known }, judges)).toMatchObject({
      cause:
        'could not be judged because the PUT of create_room with a txnId is not served (status 404)',
    });
  });

  it('is why its other cases could not be judged', async () => {
    expect(await judge(context(), { ...asks, requires: ['BAN-03'] })).toMatchObject({
      verdict: 'broken',
      cause: 'could not be judged because ban is not served (status 404 M_UNRECOGNIZED)',
    });
  });
});
