import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DockerfileParser } from 'dockerfile-ast';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const file = DockerfileParser.parse(read('Dockerfile'));
const argumentsOf = (instruction: { getArguments(): readonly unknown[] }): readonly string[] =>
  instruction.getArguments().map(String);
const manifest = JSON.parse(read('package.json')) as {
  readonly bin: Readonly<Record<string, string>>;
  readonly scripts: Readonly<Record<string, string>>;
};

describe('the Dockerfile', () => {
  it('builds in one stage and keeps what runs in another', () => {
    expect(file.getFROMs().map((from) => from.getBuildStage())).toEqual(['build', null]);
    expect(new Set(file.getFROMs().map((from) => from.getImage()))).toEqual(
      new Set(['node:24-slim']),
    );
  });

  it('copies only files that exist', () => {
    const paths = file.getCOPYs().flatMap((copy) => {
      const from = argumentsOf(copy).slice(0, -1);
      return from
        .filter((path) => !path.startsWith('--'))
        .map((path) => path.replace('/build/', ''));
    });
    expect(paths).toContain('package-lock.json');
    for (const path of paths)
      expect({ path, there: existsSync(join(root, path)) }).toEqual({ path, there: true });
  });

  it('runs the command, and not as root', () => {
    const said = file
      .getInstructions()
      .filter((one) => ['USER', 'ENTRYPOINT', 'CMD'].includes(one.getKeyword()))
      .map((one) => [one.getKeyword(), one.getArgumentsContent()]);
    expect(said).toEqual([
      ['USER', 'node'],
      ['ENTRYPOINT', '["rooms-conformance"]'],
      ['CMD', '["--help"]'],
    ]);
    const link = `ln -s /opt/rooms-conformance/${manifest.bin['rooms-conformance'] ?? ''} /usr/local/bin/rooms-conformance`;
    expect(runs.some((run) => run.includes(link))).toBe(true);
  });

  it('runs npm scripts that exist', () => {
    const named = runs.flatMap((run) =>
      [...run.matchAll(/npm run (\S+)/g)].map(([, name]) => name),
    );
    expect(named).toEqual(['build']);
    for (const name of named) expect(manifest.scripts).toHaveProperty(name ?? '');
  });

  it('does not copy build output or .git', () => {
    const ignored = read('.dockerignore').trim().split('\n');
    const made = read('.gitignore')
      .trim()
      .split('\n')
      .map((line) => line.replace(/\/$/, ''));
    expect(ignored).toEqual(expect.arrayContaining(['.git', ...made]));
  });
});

const runs = file
  .getInstructions()
  .filter((one) => one.getKeyword() === 'RUN')
  .map((one) => one.getArgumentsContent() ?? '');
