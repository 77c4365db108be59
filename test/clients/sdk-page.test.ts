import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { blocksOf, fileOf } from '../mock/guides/page.ts';
import { fillIn, project } from './project.ts';

const page = 'for-sdk-authors';
const file = (name: string): string => fileOf(page, name, 'clients');
const blocks = blocksOf(page, 'clients');

/** The commands of the page, in its order. */
const [init = '', first = '', verdict = ''] = blocks
  .filter(({ language }) => language === 'sh')
  .map(({ text }) => text.trim());
/** What the page says that they print. */
const [skipped = '', found = '', details = ''] = blocks
  .filter(({ language }) => language === 'text')
  .map(({ text }) => text.trimEnd());

/** Puts the method that the page mends in the place of the one that it had. */
function mendHistory(path: string): void {
  const text = readFileSync(path, 'utf8');
  const at = text.indexOf('  async history(');
  writeFileSync(path, `${text.slice(0, at)}${file('chat.mjs#history')}}\n`);
}

describe('the page for authors of SDKs, word for word', () => {
  it('goes from nothing to a first verdict', async () => {
    const { folder, run } = project();
    expect(await run(init)).toMatchObject({ code: 0 });
    const nothing = await run(first);
    expect(nothing.code).toBe(4);
    for (const line of skipped.split('\n')) expect(nothing.text).toContain(line);

    writeFileSync(join(folder, 'chat.mjs'), file('chat.mjs'));
    fillIn(join(folder, 'driver.mjs'), file('driver.mjs'));
    const wrong = await run(verdict);
    expect(wrong.code).toBe(1);
    for (const line of [...found.split('\n'), ...details.split('\n')])
      expect(wrong.text).toContain(line);

    mendHistory(join(folder, 'chat.mjs'));
    const right = await run(verdict);
    expect(right.text).not.toContain('✗');
    expect(right.code).toBe(0);
  });

  it('shows the same in Python', async () => {
    const { folder, run } = project();
    expect(await run(init.replace('.mjs', '.py'))).toMatchObject({ code: 0 });
    const nothing = await run(first.replace('node driver.mjs', 'python3 driver.py'));
    expect(nothing).toMatchObject({
      code: 4,
      text: expect.stringContaining(skipped.split('\n')[0] ?? ''),
    });
    writeFileSync(join(folder, 'chat.py'), readFileSync(join(import.meta.dirname, 'chat.py')));
    fillIn(join(folder, 'driver.py'), file('driver.py'));
    const right = await run(verdict.replace('node driver.mjs', 'python3 driver.py'));
    expect(right).toMatchObject({
      code: 0,
      text: expect.stringContaining('✓ clients/history/of-130-messages'),
    });
  });

  it('tells the right files: no other ending, and nothing is written over', async () => {
    const { folder, run } = project();
    writeFileSync(join(folder, 'driver.mjs'), 'mine');
    expect(await run(init)).toMatchObject({
      code: 2,
      text: expect.stringContaining('is there already'),
    });
    expect(readFileSync(join(folder, 'driver.mjs'), 'utf8')).toBe('mine');
    expect(await run(init.replace('.mjs', '.rb'))).toMatchObject({
      code: 2,
      text: expect.stringContaining('templates in JavaScript and Python'),
    });
  });
});
