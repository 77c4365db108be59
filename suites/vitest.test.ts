import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterAll, describe, expect, it } from 'vitest';
import { isObject } from '../harness/document/json.ts';
import { loadSpec } from '../harness/document/load.ts';
import { createReferenceServer } from '../reference-server/index.ts';
import { broken, failed, found, passed, skipped } from '../reports/testing/sample.ts';
import { cases } from './index.ts';
import { complaintOf } from './complaint.ts';
import { openPresent } from './open-present.ts';
import { registerConformance } from './vitest.ts';

// A sample shows that the adapter works; that every case passes is the matter of others.
const only = cases.filter((one, i) => one.replay !== undefined || i % 12 === 0).map(({ id }) => id);

describe('the reference server', () => {
  const server = createReferenceServer();
  afterAll(() => server.close());
  registerConformance({
    url: async () => (await server.listen(0)).url,
    only,
    level: 'convention',
    search: { runs: 5 },
  });
});

describe('a server that cannot be judged', () => {
  const spec = loadSpec();
  const options = {
    basePath: null,
    auth: 'query',
    timeout: 1000,
    patience: 0,
    lacks: [],
    accounts: null,
    sharedSecret: null,
    concurrency: 1,
    signal: new AbortController().signal,
  } as const;
  it('is told to be absent, in words of a test, when nothing listens', async () => {
    const opened = openPresent(spec, { ...options, url: 'http://127.0.0.1:1' });
    await expect(opened).rejects.toThrow(
      /^the server at http:\/\/127.0.0.1:1 cannot be asked: .*ECONNREFUSED.*Is it started before the tests\?/,
    );
  });
  it('is told to register nobody, in words of a test, when registration is closed', async () => {
    const closed = createServer((_, response) => response.writeHead(403).end('{}'));
    closed.listen(0, '127.0.0.1');
    await once(closed, 'listening');
    const address = closed.address();
    const port = isObject(address) ? address['port'] : 0;
    const opened = openPresent(spec, { ...options, url: `http://127.0.0.1:${String(port)}` });
    await expect(opened).rejects.toThrow(/give users with `accounts`[\s\S]*or set `sharedSecret`/);
    await expect(opened).rejects.not.toThrow('--accounts');
    closed.close();
  });
});

describe('a server that serves another base path', () => {
  it('is not judged, and the option that helps is named', async () => {
    const { handler } = createReferenceServer();
    const v3 = createServer((request, response) => {
      const url = request.url ?? '';
      if (!url.endsWith('/register')) request.url = url.replace('/v3/', '/api/v1/');
      if (url.includes('/api/v1/') && !url.endsWith('/register')) request.url = '/nowhere';
      handler(request, response);
    });
    v3.listen(0, '127.0.0.1');
    await once(v3, 'listening');
    const address = v3.address();
    const port = isObject(address) ? address['port'] : 0;
    const opened = openPresent(loadSpec(), {
      url: `http://127.0.0.1:${String(port)}`,
      basePath: null,
      auth: 'query',
      timeout: 5000,
      patience: 0,
      lacks: [],
      accounts: null,
      sharedSecret: null,
      concurrency: 1,
      signal: new AbortController().signal,
    });
    await expect(opened).rejects.toThrow(
      "This server serves /_matrix/client/v3: add `basePath: '/_matrix/client/v3'`.",
    );
    v3.close();
  });
});

describe('what a test says', () => {
  const { register } = loadSpec();
  it('shows the declaration, what was expected and received, and in which request', () => {
    const complaint = complaintOf(failed('set_membership/a'), register, 'documented');
    expect(complaint).toContain('documented · SMEM-11');
    expect(complaint).toMatch(/the declaration .*\n.*\/responseMessages\//);
    expect(complaint).toMatch(
      /expected +status 403\n.*received +status 200\n[^]*outsider +PUT .*← here/,
    );
  });
  it('shows the steps that a search found', () => {
    const complaint = complaintOf(found('membership-model/a'), register, 'documented');
    expect(complaint).toContain('  2  bob invites carol\n     → SMEM-11 is not met: the answer\n');
    expect(complaint).not.toContain('flaky');
  });
  it('is nothing for violations below the level', () => {
    const mismatch = {
      requirement: 'CONV-05',
      what: 'x',
      expected: 'a',
      received: 'b',
      step: 0,
    } as const;
    const outcome = failed('leave/a', { mismatches: [mismatch] });
    expect(complaintOf(outcome, register, 'documented')).toBeNull();
    expect(complaintOf(outcome, register, 'convention')).toContain('CONV-05');
  });
  it('says why a case could not be judged, and nothing if it passed or was skipped', () => {
    expect(complaintOf(broken('leave/a', 'no answer'), register, 'documented')).toBe(
      'could not be judged: no answer',
    );
    expect(complaintOf(passed('leave/a'), register, 'documented')).toBeNull();
    expect(complaintOf(skipped('leave/a', 'x'), register, 'documented')).toBeNull();
  });
});
