import { describe, expect, it } from 'vitest';
import type { RequirementId } from '../harness/document/ids.ts';
import type { Outcome } from '../harness/run/outcome.ts';
import { type Exchange, readBody, type WireRequest } from '../harness/wire/exchange.ts';
import type { Send } from '../harness/wire/wire.ts';
import { createReferenceServer } from '../reference-server/index.ts';
import { sendTo } from '../selftest/in-process.ts';
import { runCases, scriptedCases } from './testing/in-process.ts';

/** The reference server with one habit of a server that people run. */
const habit = (change: (server: Send, request: WireRequest) => Promise<Exchange>): Send => {
  const server = sendTo(createReferenceServer());
  return (request) => change(server, request);
};

/** An answer in place of the server's. */
async function refuse(server: Send, request: WireRequest, status: number, errcode: string) {
  const body = readBody(Buffer.from(JSON.stringify({ errcode, error: 'No.' })));
  const headers = { 'content-type': 'application/json' };
  const exchange = await server({ ...request, method: 'GET', path: '/', body: null });
  const answer = { kind: 'answer', status, headers, body } as const;
  return { ...exchange, request, answer };
}

const neverPublic = habit((server, request) => {
  const body = request.body?.replace('"public"', '"private"') ?? null;
  return server({ ...request, body });
});

const dirRequired = habit((server, request) => {
  const isPage = request.method === 'GET' && request.path.endsWith('/messages');
  const lacksDir = isPage && !request.query.some(([key]) => key === 'dir');
  const known = request.token !== null && !request.token.startsWith('never');
  return lacksDir && known ? refuse(server, request, 400, 'M_MISSING_PARAM') : server(request);
});

const without = (path: RegExp): Send =>
  habit((server, request) =>
    path.test(request.path) ? refuse(server, request, 404, 'M_UNRECOGNIZED') : server(request),
  );

const run = (send: Send, groups: RegExp) =>
  runCases(
    send,
    scriptedCases.filter(({ id }) => groups.test(id)),
    { api: 'v1', profile: 'none', probes: true },
  );

const violatedIn = (outcomes: readonly Outcome[]): readonly RequirementId[] =>
  [
    ...new Set(
      outcomes.flatMap((outcome) =>
        outcome.verdict === 'failed' ? outcome.mismatches.map((m) => m.requirement) : [],
      ),
    ),
  ].toSorted();

const brokenIn = (outcomes: readonly Outcome[]): readonly string[] =>
  [...new Set(outcomes.flatMap((o) => (o.verdict === 'broken' ? [o.cause] : [])))].toSorted();

describe('a server whose public rooms cannot be joined', () => {
  it('violates that, and is judged by rooms into which guests are invited', async () => {
    const groups =
      /^(join|leave|ban|get_members|join_room)\/|^conventions\/(member|raw|a-user|txn|sixteen|ban-does)/;
    const outcomes = await run(neverPublic, groups);
    expect(violatedIn(outcomes)).toEqual(['JOIN-09']);
    expect(brokenIn(outcomes)).toEqual([]);
    const asserted = new Set(outcomes.flatMap((outcome) => outcome.asserted));
    for (const id of ['JID-03', 'JID-07', 'JID-08', 'JID-10'] as const)
      expect(asserted.has(id)).toBe(true);
  });
});

describe('a server that refuses pages without a direction', () => {
  it('violates that, and nothing else', async () => {
    const outcomes = await run(dirRequired, /^(get_messages|join_room|conventions\/token|leave)\//);
    expect(violatedIn(outcomes)).toEqual(['MSGS-06']);
    expect(brokenIn(outcomes)).toEqual([]);
  });
});

describe('an operation that is not served', () => {
  it.each([
    ['get_room_sync_data', /\/initialSync$/, 'SYNC-01', /^(get_room_sync_data|send_message)\//],
    ['ban', /\/ban(\/|$)/, 'BAN-01', /^(ban|leave|get_membership)\//],
    ['set_topic', /\/state\/m\.room\.topic$/, 'TOPIC-01', /^set_topic\//],
  ] as const)('%s is one violation and one reason', async (operation, path, offered, groups) => {
    const outcomes = await run(without(path), groups);
    expect(violatedIn(outcomes).filter((id) => id !== 'GTOPIC-01')).toEqual([offered]);
    const reason = `could not be judged because ${operation} is not served (status 404 M_UNRECOGNIZED)`;
    expect(brokenIn(outcomes)).toContain(reason);
    const own = outcomes.filter((outcome) => outcome.operation === operation);
    const quick = own.filter(({ requests }) => requests === 0);
    expect(quick.length).toBeGreaterThan(own.length * 0.5);
  });

  it('is a violation of the requirement that there are eighteen', async () => {
    const outcomes = await run(without(/\/initialSync$/), /^conventions\/all-operations/);
    expect(violatedIn(outcomes)).toEqual(['META-03', 'META-11']);
  });
});
