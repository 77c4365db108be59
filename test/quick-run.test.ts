import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { performHere } from '../cli/testing/context.ts';
import { folder } from '../cli/testing/process.ts';
import { nicknames } from '../harness/document/ids.ts';
import { loadSpec } from '../harness/document/load.ts';
import {
  broadestFirst,
  isDocumentedError,
  quickSelection,
  requiredInQuick,
} from '../harness/run/quick.ts';
import { createReferenceServer } from '../reference-server/index.ts';
import type { Report } from '../reports/report.ts';
import { readData } from '../selftest/data.ts';
import { measuredBy, parseMeasurements } from '../selftest/measurements.ts';
import { cases } from '../suites/index.ts';

const { register, declaration } = loadSpec();
const required = requiredInQuick(register);
const measured = measuredBy(parseMeasurements(readData('measurements.json')));
const selected = quickSelection(cases, register, measured);

describe('the order of a whole run', () => {
  const order = broadestFirst(cases, register, measured);
  const scripts = cases.filter(({ replay }) => replay === undefined);

  it('has every case once', () => {
    expect(order.map(({ id }) => id).toSorted()).toEqual(cases.map(({ id }) => id).toSorted());
  });
  it('judges with its first quarter every requirement that a scripted case judges', () => {
    const early = new Set(order.slice(0, cases.length / 4).flatMap(({ requires }) => requires));
    const all = new Set(scripts.flatMap(({ requires }) => requires));
    expect([...all].filter((id) => !early.has(id))).toEqual([]);
  });
});

describe('what a quick run must judge', () => {
  it('has the success of every operation', () => {
    const covered = new Set(required.map(({ operation }) => operation));
    expect(nicknames.filter((name) => !covered.has(name))).toEqual([]);
  });
  it('has every error that the declaration documents', () => {
    const pointers = required.filter(isDocumentedError).map(({ pointer }) => pointer ?? '');
    const found = new Set(pointers.filter((one) => /\/responseMessages\/\d+$/.test(one)));
    const listed = declaration.operations.reduce(
      (sum, { responseMessages }) => sum + responseMessages.length,
      0,
    );
    expect(found.size).toBe(listed);
  });
});

describe('a quick run', () => {
  let requests = 0;
  const { handler } = createReferenceServer();
  const server = createServer((request, response) => {
    requests += 1;
    handler(request, response);
  });
  afterAll(() => void server.close());

  it('judges all of that in fewer than 600 requests, users and probe included', async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : '';
    const path = join(folder(), 'run.json');
    const url = `http://127.0.0.1:${port}`;
    const { code, out } = await performHere(
      'run',
      '--target',
      url,
      '--effort',
      'quick',
      '--report',
      `json=${path}`,
    );
    expect({ code, warned: out.includes('warning') }).toEqual({ code: 0, warned: false });
    expect(requests).toBeLessThan(600);

    const report: Report = JSON.parse(readFileSync(path, 'utf8'));
    const statusOf = new Map(report.requirements.map(({ id, status }) => [id, status]));
    expect(required.filter(({ id }) => statusOf.get(id) !== 'proven').map(({ id }) => id)).toEqual(
      [],
    );
    expect(report.search.effort).toBe('quick');
    // What none of its cases claims is shown as not exercised, unless no case can judge it.
    expect(report.selected).toEqual(selected.map(({ id }) => id));
    const claimed: ReadonlySet<string> = new Set(selected.flatMap(({ requires }) => requires));
    const unclaimed = report.requirements.filter(({ id }) => !claimed.has(id));
    expect(new Set(unclaimed.map(({ status }) => status))).toEqual(
      new Set(['not-exercised', 'not-applicable']),
    );
    expect(out).toMatch(
      /conformant at the level documented as far as a quick run shows: \d+ of \d+ requirements were not exercised/,
    );
  });
});
