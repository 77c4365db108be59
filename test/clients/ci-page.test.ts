import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { exitOfAll } from '../../cli/exit.ts';
import { commands } from '../../cli/options/commands.ts';
import { blocksOf, fileOf, textOf } from '../mock/guides/page.ts';
import { fillIn, project } from './project.ts';

const [update = '', known = '', quick = '', nightly = '', ...more] = blocksOf('ci', 'clients')
  .filter(({ language }) => language === 'sh')
  .flatMap(({ text }) => text.trim().split('\n'));
const [before = '', after = '', compare = ''] = more;

/** A project with the client of the page for authors of SDKs, in JavaScript; it reads one page of a history. */
function withClient(selection: string): ReturnType<typeof project> {
  const made = project(selection);
  const driver = join(made.folder, 'driver.mjs');
  const template = readFileSync(join(import.meta.dirname, '../../drivers/template/driver.mjs'));
  writeFileSync(driver, template);
  writeFileSync(join(made.folder, 'chat.mjs'), fileOf('for-sdk-authors', 'chat.mjs', 'clients'));
  fillIn(driver, fileOf('for-sdk-authors', 'driver.mjs', 'clients'));
  return made;
}

const some = '--only "clients/send_message/*" --only clients/history/of-130-messages';

describe('the page on clients in a pipeline', () => {
  it('its commands do what it says: known failures, and what is lost between two reports', async () => {
    const { folder, run } = withClient(some);
    expect((await run(before)).code).toBe(1);
    await run(update);
    expect(readFileSync(join(folder, 'known-failures.yaml'), 'utf8')).toContain('CLIENT-24');
    expect((await run(known)).code).toBe(0);

    const client = join(folder, 'chat.mjs');
    writeFileSync(client, readFileSync(client, 'utf8').replace("limit: '100'", "limit: '1000'"));
    // A part of the scenarios says nothing about a whole requirement, but about each of them.
    const entry = '- case: clients/history/of-130-messages\n  reason: one page\n';
    writeFileSync(join(folder, 'known-failures.yaml'), entry);
    expect((await run(known)).code).toBe(5);
    await run(after);
    expect(await run(compare)).toMatchObject({
      code: 0,
      text: expect.stringContaining('CLIENT-24'),
    });
    const backwards = await run('npx matrix-rooms-conformance compare after.json before.json');
    expect(backwards).toMatchObject({ code: 1, text: expect.stringContaining('newly failing') });
  });

  it('quick plays no series, and a longer search plays them alone', async () => {
    const { run } = withClient('--only "clients/send_message/*"');
    expect((await run(quick)).text).not.toContain('clients/series');
    const series = await withClient('--runs 2 --seed 1').run(nightly);
    expect(series.text).toMatch(/whatever-users-do +2 of 2 runs/);
    expect(series.text).not.toContain('clients/send_message');
  });

  it('its workflow runs one command, whose reports and folders are those that it keeps', async () => {
    const workflow = parse(fileOf('ci', '.github/workflows/client.yml', 'clients'));
    const steps: readonly { run?: string; with?: { path?: string } }[] =
      workflow.jobs.conformance.steps;
    const command = steps.find(({ run }) => run !== undefined)?.run ?? '';
    const { folder, runByShell } = withClient(some);
    writeFileSync(
      join(folder, 'known-failures.yaml'),
      '- requirement: CLIENT-24\n  reason: one page\n',
    );
    expect((await runByShell(command)).code).toBe(0);
    for (const name of ['client.xml', 'client.html', 'client.json'])
      expect(existsSync(join(folder, 'reports', name))).toBe(true);
    expect(steps.at(-1)?.with?.path?.split('\n')).toContain('reports');
  });

  it('has every exit code of the command', () => {
    const rows = [...textOf('ci', 'clients').matchAll(/^\| (\d+) \|/gm)].map(([, code]) =>
      Number(code),
    );
    const codes = Object.keys({ ...commands.client.exits, ...exitOfAll }).map(Number);
    expect(rows).toEqual(codes.toSorted((a, b) => a - b));
  });
});
