import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  copyFileSync,
  cpSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { performHere } from '../cli/testing/context.ts';
import { folder } from '../cli/testing/process.ts';

const root = join(import.meta.dirname, '..');
const docs = join(root, 'docs/authoring');
const page = readFileSync(join(docs, 'README.md'), 'utf8');
const place = folder();
const clone = folder();

/** The steps of the page, by their numbers. */
const steps = page.split(/^## (?=\d)/m);

/** The fenced blocks of a step in one language, as a reader would copy them. */
const blocks = (step: number, language: string): readonly string[] =>
  [...(steps[step] ?? '').matchAll(/^(```+)(\w+)\n(.*?)^\1$/gms)]
    .filter(([, , name]) => name === language)
    .map(([, , , text = '']) => text);

/** The one command of a step that begins so. */
const command = (step: number, words: string): readonly string[] => {
  const lines = blocks(step, 'sh').flatMap((text) => text.split('\n'));
  const found = lines.filter((line) => line.startsWith(words));
  if (found.length !== 1) throw new Error(`step ${step} has ${found.length} of "${words}"`);
  return (found[0] ?? '').split(' ');
};

/** Carries out a command of the first half, as if its files lay in the working folder. */
async function here(step: number, name: string) {
  const [, ...args] = command(step, `rooms-conformance ${name}`);
  const words = args.map((word) => (/^\w+\.\w+$/.test(word) ? join(place, word) : word));
  const { code, out } = await performHere(...words);
  return { code, out: out.replaceAll(`${place}/`, '') };
}

/** Carries out a command of the second half in the clone. */
function inClone(args: readonly string[]): { code: unknown; out: string } {
  const settings = { cwd: clone, encoding: 'utf8', stdio: 'pipe' } as const;
  try {
    return { code: 0, out: execFileSync(process.execPath, args, settings) };
  } catch (error) {
    if (!(error instanceof Error && 'status' in error && 'stdout' in error)) throw error;
    return { code: error.status, out: String(error.stdout) };
  }
}

const node = (step: number, words: string) => inClone(command(step, `node ${words}`).slice(1));

/** Changes a text at the one place where it says something. */
function replaceIn(path: string, from: string, to: string): void {
  const text = readFileSync(path, 'utf8');
  expect(text.split(from)).toHaveLength(2);
  writeFileSync(
    path,
    text.replace(from, () => to),
  );
}

/** Builds what the walk changes, with all that it imports; the rest of dist/ is there already. */
const build = () => {
  const include = ['suites/operations/get-topic', 'reference-server/faults'];
  const part = { extends: './tsconfig.build.json', include };
  writeFileSync(join(clone, 'tsconfig.part.json'), JSON.stringify(part));
  expect(inClone(['node_modules/typescript/bin/tsc', '-p', 'tsconfig.part.json'])).toEqual({
    code: 0,
    out: '',
  });
  inClone(['scripts/copy-data.js']);
};

describe('the way through one edit, docs/authoring/README.md', () => {
  const api = join(place, 'api.json');
  const [before = ''] = (blocks(2, 'json')[0] ?? '').split('\n');

  beforeAll(() => copyFileSync(join(root, 'spec/api-docs-rooms.json'), api));
  afterAll(() => {
    for (const path of [place, clone]) rmSync(path, { recursive: true, force: true });
  });

  it('lints a draft and its correction, shows a wrong example, and what the edit means', async () => {
    expect((await here(1, 'lint')).code).toBe(0);
    copyFileSync(api, join(place, 'old.json'));
    const [draft = '', corrected = ''] = blocks(2, 'json').map((text) =>
      text.trim().replace('\n', `\n${' '.repeat(10)}`),
    );
    replaceIn(api, before, draft);
    expect(await here(2, 'lint')).toEqual({ code: 0, out: blocks(2, 'text')[0] });
    replaceIn(api, draft, corrected);
    expect((await here(2, 'lint')).out).toContain('nothing new');

    writeFileSync(join(place, 'topic.md'), blocks(3, 'markdown')[0] ?? '');
    expect(await here(3, 'examples')).toEqual({ code: 1, out: blocks(3, 'text')[0] });
    expect(await here(4, 'diff')).toEqual({ code: 0, out: blocks(4, 'text')[0] });
  });

  it('makes a requirement, a case and a fault of it', () => {
    const sources =
      /"include": \[([^\]]*)\]/.exec(
        readFileSync(join(root, 'tsconfig.build.json'), 'utf8'),
      )?.[1] ?? '';
    const parts = [...sources.matchAll(/"(\w[\w-]*)"/g)].map(([, name = '']) => name);
    for (const name of [
      ...parts,
      'spec',
      'docs',
      'dist',
      'package.json',
      'tsconfig.json',
      'tsconfig.build.json',
    ])
      cpSync(join(root, name), join(clone, name), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(clone, 'node_modules'));

    copyFileSync(api, join(clone, 'spec/api-docs-rooms.json'));
    appendFileSync(join(clone, 'spec/requirements/get-topic.yaml'), `\n${blocks(5, 'yaml')[0]}`);
    expect(command(5, 'npm run generate')).toBeDefined();
    inClone(['dist/scripts/generate.js']);

    const suite = join(clone, 'suites/operations/get-topic');
    const [source = '', fault = ''] = blocks(6, 'ts');
    writeFileSync(join(suite, 'latecomers.ts'), source);
    replaceIn(join(suite, 'index.ts'), '  ...success,', '  ...success,\n  ...latecomers,');
    replaceIn(
      join(suite, 'index.ts'),
      'import { success',
      "import { latecomers } from './latecomers.ts';\nimport { success",
    );
    const faults = join(clone, 'reference-server/faults/get-topic.ts');
    replaceIn(faults, "  'topic-of-another-room'", `${fault}  'topic-of-another-room'`);
    replaceIn(faults, '{ forbidden }', '{ forbidden, notFound }');
    // One build serves both halves: without the case, its table of contents is the one from before.
    const contents = join(clone, 'dist/suites/operations/get-topic/index.js');
    const without = readFileSync(contents);
    build();
    const built = readFileSync(contents);
    writeFileSync(contents, without);
    const open = node(5, 'dist/cli/main.js coverage');
    expect(open.code).toBe(4);
    expect(open.out.endsWith(blocks(5, 'text')[0] ?? 'nothing')).toBe(true);
    writeFileSync(contents, built);
    expect(node(6, 'dist/cli/main.js run').out).toContain('1 passed, 0 failed');
    expect(node(6, 'dist/cli/main.js selftest').out).toContain(blocks(6, 'text')[0]);
    expect(node(7, 'dist/cli/main.js coverage').code).toBe(0);
    const annotated = readFileSync(join(clone, 'declaration.html'), 'utf8');
    for (const word of ['GTOPIC-08', 'latecomer-reads-topic', 'topic-for-its-author-alone'])
      expect(annotated).toContain(word);
  });

  it('has no broken links', () => {
    const links = [...page.matchAll(/\]\(([^)#]+)\)/g)].map(([, link = '']) => link);
    expect(links.length).toBeGreaterThan(5);
    for (const link of links) expect(() => readFileSync(join(docs, link))).not.toThrow();
  });
});
