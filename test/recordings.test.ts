import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { performHere } from '../cli/testing/context.ts';
import { createReferenceServer } from '../reference-server/index.ts';
import { judgeRecording } from './testing/judge-recording.ts';

const formats = ['har', 'json', 'ndjson'] as const;

const folder = mkdtempSync(join(tmpdir(), 'recordings-'));
const pathOf = (name: string): string => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true }));

/** Judges a server, and keeps every exchange in each format. */
async function record(target: string, name: string): Promise<void> {
  const reports = formats.flatMap((format) => [
    '--report',
    `${format}=${pathOf(`${name}.${format}`)}`,
  ]);
  const options = ['--target', target, '--effort', 'quick', '--transcripts', 'all', '--quiet'];
  await performHere('run', ...options, ...reports);
}

describe('a run of the suite, recorded with every exchange', () => {
  const server = createReferenceServer();

  beforeAll(async () => {
    const { url } = await server.listen();
    await record(url, 'right');
    await server.close();
  });

  it.each(formats)('is judged without a finding against the server, as %s', async (format) => {
    const text = readFileSync(pathOf(`right.${format}`));
    const { findings, subject, report } = await judgeRecording(text, '--side', 'servers');
    expect(findings).toEqual([]);
    expect(report.verdict).toBe('conformant');
    expect(subject.traffic.answered).toBeGreaterThan(400);
    expect(subject.operations.filter(({ requests }) => requests === 0)).toEqual([]);
    expect(subject.errors.filter(({ times }) => times > 0).length).toBeGreaterThan(10);
    expect(subject.traffic.notes.join()).not.toContain('cannot be read');
  });
});

describe.each(['mitmproxy-11', 'chromium-playwright'])('a recording of %s', (name) => {
  const text = readFileSync(join(import.meta.dirname, `recordings/${name}.har`), 'utf8');

  it('is judged without a finding', async () => {
    const { findings, report, subject } = await judgeRecording(text);
    expect(findings).toEqual([]);
    expect(report.verdict).toBe('conformant');
    expect(subject.traffic.answered).toBe(subject.requests);
    expect(subject.tallies['CLIENT-07']?.met).toBe(subject.requests);
  });

  it.each(['***', 'REDACTED', ''])('whose tokens are "%s" has none to judge', async (mark) => {
    const masked = text.replaceAll(/access_token(=|\\?":\s*\\?")[\w-]+/g, `access_token$1${mark}`);
    expect(masked).not.toBe(text);
    const { findings, subject } = await judgeRecording(masked);
    expect(findings).toEqual([]);
    expect(subject.tallies['CLIENT-07']).toBeUndefined();
  });

  it('without headers and without bodies is judged by the rest', async () => {
    const har = JSON.parse(text) as { log: { entries: HarEntry[] } };
    for (const { request, response } of har.log.entries) {
      Object.assign(request, { headers: [], postData: undefined, bodySize: -1 });
      Object.assign(response, { headers: [], content: { size: 5, mimeType: '' } });
    }
    const { findings, subject } = await judgeRecording(JSON.stringify(har));
    expect(findings).toEqual([]);
    expect(subject.requests).toBeGreaterThan(0);
  });

  it('with a wrong answer has one finding, at its place', async () => {
    const har = JSON.parse(text) as { log: { entries: HarEntry[] } };
    const { entries } = har.log;
    const place = entries.findIndex(({ request }) => /\/createRoom\?|\/send\//.test(request.url));
    Object.assign(entries[place]?.response.content ?? {}, { text: '{"event_id":5,"room_id":5}' });
    const { findings } = await judgeRecording(JSON.stringify(har), '--side', 'servers');
    expect(findings).toEqual([expect.stringContaining(`(entry ${place + 1} of `)]);
  });
});

interface HarEntry {
  readonly request: { readonly url: string };
  readonly response: { readonly content: object };
}
