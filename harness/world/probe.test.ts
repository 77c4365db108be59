import { describe, expect, it } from 'vitest';
import { sendTo } from '../../selftest/in-process.ts';
import { createReferenceServer } from '../../reference-server/index.ts';
import type { Exchange, WireRequest } from '../wire/exchange.ts';
import { answerOf, exchangeOf } from '../wire/testing/exchange.ts';
import type { Send } from '../wire/wire.ts';
import { createRedactor } from '../wire/redact.ts';
import { loadSpec } from '../document/load.ts';
import { createGrowingPool, createFixedPool } from './accounts.ts';
import { knownFrom, NothingServed, probe, requireServed } from './probe.ts';
import { createRegistrar } from './registration.ts';
import { apiPaths, type Target } from './target.ts';

const target: Target = {
  origin: 'http://h',
  prefix: '',
  basePath: apiPaths.v1,
  auth: 'query',
  timeout: 1000,
  patience: 0,
  lacks: [],
};

type Answers = (request: WireRequest) => Promise<Exchange>;

/** A target whose answers are made from those of the reference server. */
function connect(change: (send: Answers, request: WireRequest) => Promise<Exchange>) {
  const server: Send = sendTo(createReferenceServer());
  const asked: string[] = [];
  const send: Send = (request) => {
    if (request.path.endsWith('/register')) return server(request);
    asked.push(`${request.method} ${request.path}`);
    return change(server, request);
  };
  const redactor = createRedactor();
  const accounts = createGrowingPool(
    createRegistrar({ target, send, redactor, sharedSecret: null }),
  );
  return { context: { target, send, accounts }, asked };
}

async function reply(
  request: WireRequest,
  status: number,
  body = '{"errcode":"M_UNRECOGNIZED","error":"Unrecognized request"}',
): Promise<Exchange> {
  const headers = { 'content-type': 'application/json' };
  return exchangeOf({ request, answer: answerOf(status, body, headers) });
}

/** Serves the operations below these paths alone. */
const servedBelow = (...paths: readonly string[]) =>
  connect((server, request) => {
    const path = paths.find((one) => request.path.startsWith(one));
    if (path === undefined) return reply(request, 404);
    return server({ ...request, path: request.path.replace(path, apiPaths.v1) });
  });

describe('the probe', () => {
  it('finds out with a few requests how the reference server behaves', async () => {
    const { context, asked } = servedBelow(apiPaths.v1);
    expect(await probe(context, 'room')).toMatchObject({
      basePath: apiPaths.v1,
      examined: apiPaths.v1,
      paths: [{ path: apiPaths.v1, served: true, status: 200 }],
      pageWithoutDir: { holds: true },
      publicJoin: { holds: true },
      aliasJoin: { holds: true },
      stateList: { holds: true },
      lateness: 0,
      unserved: {},
      unservedPuts: {},
      requests: asked.length,
    });
    expect(asked.length).toBeLessThan(40);
  });

  it('takes one request to see that the base path is served', async () => {
    const { context, asked } = servedBelow(apiPaths.v1);
    await requireServed(context);
    expect(asked).toEqual([`POST ${apiPaths.v1}/createRoom`]);
  });

  it('of a server that serves v3 alone says so, and which option helps', async () => {
    const { context, asked } = servedBelow(apiPaths.v3);
    const message = `Nothing is served below ${apiPaths.v1}. This server serves ${apiPaths.v3}: add --api v3 (or --base-path ${apiPaths.v3}).`;
    await expect(requireServed(context)).rejects.toThrow(new NothingServed(message));
    expect(asked.length).toBeLessThan(10);
  });

  it('names every path that is served, and advises the newest', async () => {
    const { context } = servedBelow(apiPaths.r0, apiPaths.v3);
    await expect(requireServed(context)).rejects.toThrow(
      `This server serves ${apiPaths.r0} and ${apiPaths.v3}: add --api v3`,
    );
  });

  it('examines a path that is served where everything is asked for', async () => {
    const { context } = servedBelow(apiPaths.v3);
    expect(await probe(context, 'everywhere')).toMatchObject({
      basePath: apiPaths.v1,
      examined: apiPaths.v3,
      aliasJoin: { holds: true },
    });
  });

  it.each([404, 405, 400])(
    'of a server that answers %s to everything lists what was tried',
    async (status) => {
      const { context } = connect((_, request) => reply(request, status));
      await expect(requireServed(context)).rejects.toThrow(
        [
          `Nothing is served below ${apiPaths.v1}, and the rooms API was not found elsewhere. Tried:`,
          `  POST ${apiPaths.v1}/createRoom: ${status}`,
          `  POST ${apiPaths.r0}/createRoom: ${status}`,
          `  POST ${apiPaths.v3}/createRoom: ${status}`,
          '  GET /_matrix/client/versions: no list of versions',
        ].join('\n'),
      );
    },
  );

  it('lives with a room id that cannot be encoded', async () => {
    const { context } = connect((server, request) =>
      request.path.endsWith('/createRoom')
        ? reply(request, 200, String.raw`{"room_id":"\ud800"}`)
        : server(request),
    );
    expect(await probe(context, 'room')).toMatchObject({
      pageWithoutDir: { holds: expect.anything() },
    });
  });

  it('does not say so of a server whose createRoom alone is missing', async () => {
    const { context } = connect((server, request) =>
      request.path.endsWith('/createRoom') ? reply(request, 404) : server(request),
    );
    await requireServed(context);
    expect(await probe(context, 'room')).toMatchObject({
      pageWithoutDir: { holds: null, detail: 'no room could be made' },
    });
  });

  it.each([200, 403, 500])(
    'lets a server that answers %s to everything be judged',
    async (status) => {
      const { context } = connect((_, request) => reply(request, status, '{}'));
      await requireServed(context);
      expect(await probe(context, 'room')).toMatchObject({
        pageWithoutDir: { holds: null },
        publicJoin: { holds: null },
      });
    },
  );

  it('asks a server once that does not answer, or limits the rate', async () => {
    const silent = connect(async (_, request) => ({
      ...(await reply(request, 200)),
      answer: { kind: 'none', why: 'timeout', detail: 'no whole answer within 1000 ms' },
    }));
    await probe(silent.context, 'everywhere');
    expect(silent.asked).toHaveLength(1);
    const limited = connect((_, request) => reply(request, 429));
    expect(await probe(limited.context, 'everywhere')).toMatchObject({
      aliasJoin: { holds: null },
    });
    expect(limited.asked).toHaveLength(1);
  });

  it('sees that pages without a direction are refused, and that a public room is closed', async () => {
    const { context } = connect((server, request) => {
      if (request.path.endsWith('/messages')) return reply(request, 400);
      const body = request.body?.replace('"public"', '"private"') ?? null;
      return server({ ...request, body });
    });
    expect(await probe(context, 'room')).toMatchObject({
      pageWithoutDir: { holds: false, detail: 'status 400' },
      publicJoin: { holds: false, detail: 'status 403' },
      // The stranger is invited, so that the alias is all that is tried.
      aliasJoin: { holds: true },
    });
  });

  it('sees which operations are not served, and how they are answered', async () => {
    const { context } = connect((server, request) => {
      if (request.path.endsWith('/initialSync')) return reply(request, 404);
      if (request.path.endsWith('/ban')) return reply(request, 405, '<html>');
      return server(request);
    });
    const found = await probe(context, 'room');
    expect(found.unserved).toEqual({
      get_room_sync_data: 'status 404 M_UNRECOGNIZED',
      ban: 'status 405',
    });
    expect(knownFrom(found).unserved.get('ban')).toBe('status 405');
  });

  it('sees which operations are served without their PUT with a txnId', async () => {
    const { context } = connect((server, request) => {
      const isTwin = request.method === 'PUT' && /\/(createRoom|ban)\/[^/]+$/.test(request.path);
      return isTwin ? reply(request, 405, '<html>') : server(request);
    });
    const found = await probe(context, 'room');
    expect(found.unserved).toEqual({});
    expect(found.unservedPuts).toEqual({ ban: 'status 405', create_room: 'status 405' });
    expect(knownFrom(found).unservedPuts.get('ban')).toBe('status 405');
  });

  it('sees where the PUT with a txnId alone is served', async () => {
    const { context } = connect((server, request) => {
      const isSend = request.method === 'POST' && /\/send\/[^/]+$/.test(request.path);
      return isSend ? reply(request, 405) : server(request);
    });
    const why = 'status 405 M_UNRECOGNIZED to POST, while its PUT with a txnId works';
    expect((await probe(context, 'room')).unserved).toEqual({
      send_non_state_event: why,
      send_message: why,
      send_feedback: why,
    });
  });

  it('takes an operation that found nothing for one that is served', async () => {
    const { context } = connect((server, request) =>
      request.path.endsWith('/m.room.topic') && request.method === 'GET'
        ? reply(request, 404, '{"errcode":"M_NOT_FOUND","error":"No topic"}')
        : server(request),
    );
    expect((await probe(context, 'room')).unserved).toEqual({});
  });

  it('asks as a profile wants it, and then says nothing of pages without a direction', async () => {
    const { context } = servedBelow(apiPaths.v1);
    const { profile } = loadSpec('v3');
    const found = await probe({ ...context, profile }, 'room');
    expect(found.pageWithoutDir).toEqual({ holds: null, detail: 'v3 wants a direction' });
    expect(found.unserved).toEqual({});
  });

  it('sees that a list of state is a stub', async () => {
    const { context } = connect((server, request) =>
      request.path.endsWith('/state') ? reply(request, 200, '[]') : server(request),
    );
    const expected = { holds: false, detail: 'it lacks the creation of the room' };
    expect(await probe(context, 'room')).toMatchObject({ stateList: expected });
  });

  it('sees that views are late', async () => {
    let reads = 0;
    const { context } = connect((server, request) => {
      const isView = request.path.endsWith('/messages') && request.query.length > 1;
      return isView && reads++ < 2 ? reply(request, 200, '{"chunk":[]}') : server(request);
    });
    const { lateness } = await probe(context, 'room');
    expect(lateness).toBeGreaterThan(0);
  });

  it('does without a second user where there is none', async () => {
    const { context } = servedBelow(apiPaths.v1);
    const accounts = createFixedPool(await context.accounts.lease(1));
    expect(await probe({ ...context, accounts }, 'room')).toMatchObject({
      pageWithoutDir: { holds: true },
      publicJoin: { holds: null, detail: 'there is only one user' },
    });
  });
});
