import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { faults } from '../../reference-server/faults/index.ts';
import { createReferenceServer } from '../../reference-server/index.ts';
import { broken, failed, passed, sampleReport } from '../../reports/testing/sample.ts';
import type { Report } from '../../reports/report.ts';
import { exit } from '../exit.ts';
import { readConfig } from '../options/config.ts';
import { parse } from '../options/parse.ts';
import type { ProcessContext } from '../process/process-context.ts';
import { perform } from '../program.ts';
import { performHere, testContext } from '../testing/context.ts';
import { folder } from '../testing/process.ts';
import { changesBetween } from './watch.ts';

const correct = () => createReferenceServer();
const faulty = () =>
  createReferenceServer(faults.find(({ id }) => id === 'banned-invites')?.options());
const only = ['--only', 'set_membership/outsider-cannot-invite-into-*', 'get_topic'];
const reportIn = (path: string): Report => JSON.parse(readFileSync(path, 'utf8'));
const portOf = (url: string): number => Number(new URL(url).port);

describe('run --failed', () => {
  it('runs again what failed in a report, with its seed, until it passes', async () => {
    const path = join(folder(), 'run.json');
    const [bad, good] = [faulty(), correct()];
    const [{ url }, mended] = [await bad.listen(), await good.listen()];
    const first = await performHere('run', '--target', url, ...only, '--report', `json=${path}`);
    const { seed, outcomes } = reportIn(path);
    const ids = outcomes.flatMap((o) => (o.verdict === 'failed' ? [o.case] : []));
    expect(first.code).toBe(1);
    expect(ids.length).toBeLessThan(outcomes.length);

    const again = ['run', '--failed', path, '--report', `json=${path}`];
    expect((await performHere(...again, '--target', url)).code).toBe(1);
    expect(reportIn(path)).toMatchObject({ seed, only: ids, selected: ids });
    expect((await performHere(...again, '--target', mended.url)).code).toBe(0);
    const nothing = await performHere(...again, '--target', mended.url);
    expect(nothing).toMatchObject({ code: 2, note: expect.stringContaining('no case failed') });
    await Promise.all([bad.close(), good.close()]);
  });
});

/** Runs --watch in this process; what it writes to standard error can be waited for. */
function watching(url: string, more: Partial<ProcessContext> = {}) {
  const stop = new AbortController();
  let note = '';
  const waiting: { readonly text: string; readonly found: () => void }[] = [];
  const { context } = testContext({
    interrupted: stop.signal,
    note(text) {
      note += text;
      for (const one of waiting) if (note.includes(one.text)) one.found();
    },
    ...more,
  });
  const argv = ['run', '--target', url, ...only, '--watch', '--quiet'];
  const code = perform(
    parse(argv, '1.2.3', (path) => (path === null ? null : readConfig(path))),
    context,
  );
  return {
    code,
    stop,
    /** Waits for a text on standard error, then forgets all that was written. */
    said: async (text: string): Promise<string> => {
      if (!note.includes(text)) {
        await new Promise<void>((found) => {
          waiting.push({ text, found });
        });
      }
      const all = note;
      note = '';
      return all;
    },
  };
}

describe('run --watch', () => {
  it('runs again when the target comes back, and says what changed', async () => {
    const before = faulty();
    const { url } = await before.listen();
    const { code, stop, said } = watching(url);
    expect(await said('waiting: restart the target\n')).not.toContain('fixed');
    await before.close();

    await said('the target is away');
    const mended = correct();
    await mended.listen(portOf(url));
    expect(await said('waiting')).toMatch(
      /^fixed: set_membership\/outsider-cannot-invite[^\n]*\n0 cases fail or cannot be judged\n/,
    );
    await mended.close();

    await said('the target is away');
    const worse = faulty();
    await worse.listen(portOf(url));
    expect(await said('waiting')).toMatch(/^broken anew: set_membership\//);
    stop.abort();
    expect(await code).toBe(exit.interrupted);
    await worse.close();
  });

  it('runs again on r, and ends on q with the exit code of the last round', async () => {
    const server = faulty();
    const { url } = await server.listen();
    let press = (_key: string): void => {};
    const { code, said } = watching(url, {
      onKey(handle) {
        press = handle;
        return () => {};
      },
    });
    await said('press r to run again, q to quit\n');
    press('x');
    press('r');
    expect(await said('waiting')).toMatch(/^nothing changed: \d cases fail/);
    press('q');
    expect(await code).toBe(1);
    await server.close();
  });

  it('waits for a target that is not there yet', async () => {
    const server = correct();
    const { url } = await server.listen();
    await server.close();
    const { code, stop, said } = watching(url);
    expect(await said('waiting')).toContain('the connection was refused');
    const started = correct();
    await started.listen(portOf(url));
    await said('waiting');
    stop.abort();
    expect(await code).toBe(exit.interrupted);
    await started.close();
  });

  it('needs a server that can be restarted', async () => {
    expect(await performHere('run', '--watch')).toMatchObject({
      code: 2,
      note: '--watch needs a server to watch: --target URL',
    });
  });
});

it('a case that was not judged any more is not called fixed', () => {
  const before = sampleReport([failed('leave/a'), broken('leave/b', 'x'), passed('leave/c')]);
  expect(changesBetween(before, sampleReport([failed('leave/b'), passed('leave/c')]))).toBe(
    'nothing changed: 1 case fails or cannot be judged',
  );
});
