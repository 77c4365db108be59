import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const page = readFileSync(join(root, 'docs/writing-a-case.md'), 'utf8');

/** The fenced block below the words, as a reader would copy it. */
const blockAfter = (words: string): string => {
  const from = page.indexOf(words);
  const block = from < 0 ? undefined : /```\w+\n(.*?)```/s.exec(page.slice(from))?.[1];
  if (block === undefined) throw new Error(`the page has no block after "${words}"`);
  return block;
};

const folder = mkdtempSync(join(tmpdir(), 'writing-a-case-'));
/** The folders that the build compiles. */
const parts = [
  ...(
    /"include": \[([^\]]*)\]/.exec(readFileSync(join(root, 'tsconfig.build.json'), 'utf8'))?.[1] ??
    ''
  ).matchAll(/"(\w[\w-]*)"/g),
].map(([, name = '']) => name);

/** Runs a command of the page in the copy. */
const run = (line: string): string => {
  const [command = '', ...args] = line.split(' ');
  return execFileSync(command, args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
};

describe('the page on writing a case', () => {
  beforeAll(() => {
    for (const name of [
      ...parts,
      'spec',
      'docs',
      'package.json',
      'tsconfig.json',
      'tsconfig.build.json',
    ])
      cpSync(join(root, name), join(folder, name), { recursive: true });
    cpSync(join(root, 'dist'), join(folder, 'dist'), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    writeFileSync(
      join(folder, 'suites/operations/get-topic/latecomers.ts'),
      blockAfter('Create `suites/'),
    );
    writeFileSync(
      join(folder, 'suites/operations/get-topic/index.ts'),
      blockAfter("folder's table of contents"),
    );
    // The rest is built already.
    const part = { extends: './tsconfig.build.json', include: ['suites/operations/get-topic'] };
    writeFileSync(join(folder, 'tsconfig.part.json'), JSON.stringify(part));
    run(`${process.execPath} node_modules/typescript/bin/tsc -p tsconfig.part.json`);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const command = (words: string): string =>
    blockAfter(words)
      .split('\n')
      .filter((line) => line.startsWith('node '))
      .map((line) => line.replace(/^node/, process.execPath))[0] ?? '';

  it('has a case that compiles and passes on the reference server', () => {
    expect(run(command('## 2. Run it alone'))).toContain('1 passed, 0 failed');
  });

  it('has a case that detects a fault and passes on every correct server', () => {
    const text = run(command('## 3. See it fail'));
    expect(text).toContain('✓ topic-unseen-in-get-topic: fails by GTOPIC-03');
    const [, passed, all] = /passes on (\d+) of (\d+) correct servers/.exec(text) ?? [];
    expect(passed).toBe(all);
    expect(Number(all)).toBeGreaterThan(1);
  });
});
