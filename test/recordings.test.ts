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
