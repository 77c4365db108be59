import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import { createReferenceServer } from '../../reference-server/index.ts';
import { performHere } from '../testing/context.ts';

const close: (() => void)[] = [];
afterAll(() => {
  for (const one of close) one();
});

const declared = '/_matrix/client/api/v1';

/** Starts a server that registers users, and serves the operations below another path, or nowhere. */
async function serve(path: string | null): Promise<string> {
  const { handler } = createReferenceServer();
  const server = createServer((request, response) => {
    const url = request.url ?? '';
    if (path !== null && url.startsWith(path)) request.url = url.replace(path, declared);
    else if (!url.startsWith(`${declared}/register`)) request.url = '/nowhere';
    handler(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  close.push(() => server.close());
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it listens on a port
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
}

const only = ['--only', 'get_topic/member-reads-topic'];
const advice =
  'Nothing is served below /_matrix/client/api/v1. This server serves /_matrix/client/v3: add --api v3 (or --base-path /_matrix/client/v3).';

describe('a run against a server that serves another path', () => {
  it('judges nothing, ends with 3 and says which option helps', async () => {
    const url = await serve('/_matrix/client/v3');
    const { code, out, note } = await performHere('run', '--target', url, ...only);
    expect({ code, out, note }).toEqual({ code: 3, out: '', note: advice });
  });
  it('judges it with --api', async () => {
    const url = await serve('/_matrix/client/v3');
    const args = ['run', '--target', url, '--api', 'v3', ...only];
    const { code, note } = await performHere(...args);
    expect(code).toBe(0);
    expect(note).toMatch(
      /^probe: messages without dir: works · joining a public room: works · joining by alias: works · list of state: works · \S+ ms per request\nnote: [^\n]*--profile v3 [^\n]*\n/,
    );
    expect((await performHere(...args, '--quiet')).note).toBe('');
  });
});

describe('a server that answers 404 to everything but registration', () => {
  it('is not judged: the run ends with 3 and lists what was tried', async () => {
    const { code, out, note } = await performHere('run', '--target', await serve(null));
    expect({ code, out }).toEqual({ code: 3, out: '' });
    expect(note).toContain('the rooms API was not found elsewhere. Tried:');
    for (const path of ['api/v1', 'r0', 'v3']) {
      expect(note).toContain(`POST /_matrix/client/${path}/createRoom: 404`);
    }
  });
  it('gives the command probe the same code', async () => {
    const { code, out } = await performHere('probe', '--target', await serve(null));
    expect({ code, out }).toEqual({ code: 3, out: '' });
  });
});

describe('the command probe', () => {
  it('shows a table, and what to add to a run', async () => {
    const { code, out } = await performHere('probe', '--target', await serve('/_matrix/client/v3'));
    expect(code).toBe(0);
    expect(out).toMatch(/^\/_matrix\/client\/api\/v1 +not served \(status 404\)$/m);
    expect(out).toMatch(/^\/_matrix\/client\/v3 +served$/m);
    expect(out).toMatch(/^joining by alias +works \(status 200\)$/m);
    expect(out).toMatch(/^list of state +works \(status 200\)$/m);
    expect(out).toMatch(/^views +show at once what was accepted$/m);
    expect(out).toMatch(/^found out below +\/_matrix\/client\/v3$/m);
    expect(out).toContain(advice);
  });
  it('prints JSON for programs', async () => {
    const url = await serve('/_matrix/client/r0');
    const { out } = await performHere('probe', '--target', url, '--api', 'r0', '--json');
    expect(JSON.parse(out)).toMatchObject({
      basePath: '/_matrix/client/r0',
      paths: [
        { path: '/_matrix/client/r0', served: true, status: 200 },
        { path: '/_matrix/client/api/v1', served: false, status: 404 },
        { path: '/_matrix/client/v3', served: false, status: 404 },
      ],
      versions: null,
      publicJoin: { holds: true, detail: 'status 200' },
      latency: expect.any(Number),
    });
  });
});

describe('--lacks with an operation', () => {
  it('skips what needs it, and its requirements do not apply', async () => {
    const url = await serve('/_matrix/client/v3');
    const lacks = ['--lacks', 'get_topic', '--level', 'convention', '--report', 'json=-'];
    const args = ['--target', url, '--api', 'v3', ...lacks, '--only', 'get_topic', 'META-11'];
    const { code, out } = await performHere('run', ...args, '--quiet');
    const { outcomes, requirements } = JSON.parse(out);
    const reason = 'the target is declared to lack get_topic';
    for (const outcome of outcomes.filter(
      ({ operation }: { operation: unknown }) => operation === 'get_topic',
    )) {
      expect(outcome).toMatchObject({ verdict: 'skipped', reason });
    }
    const rows = requirements.filter(({ id }: { id: string }) => /^GTOPIC-0[12]/.test(id));
    expect(rows.length).toBeGreaterThan(1);
    for (const row of rows) expect(row).toMatchObject({ status: 'not-applicable', reason });
    expect(code).not.toBe(1);
  });
});
