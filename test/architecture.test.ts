import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const folders = ['harness', 'suites', 'reference-server', 'reports', 'selftest', 'cli'];

const walk = (folder: string): readonly string[] =>
  readdirSync(join(root, folder)).flatMap((name) => {
    const path = `${folder}/${name}`;
    return statSync(join(root, path)).isDirectory() ? walk(path) : [path];
  });

const files = folders
  .flatMap(walk)
  .filter(
    (path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path) && !path.includes('/testing/'),
  );

/** Every module that a file imports: of ours as a path, of others by name. */
const importsOf = (file: string, types = true): readonly string[] => {
  const text = readFileSync(join(root, file), 'utf8');
  const source = types ? text : text.replaceAll(/^(import|export) type\s[^;]*;/gms, '');
  const names = [
    ...source.matchAll(/^\s*(?:import|export)\s[^'"]*?from\s+'([^']+)'/gms),
    ...source.matchAll(/^import\s+'([^']+)'/gm),
    ...source.matchAll(/\bimport\('([^']+)'\)/g),
  ].map((match) => match[1] ?? '');
  return names.map((name) => (name.startsWith('.') ? normalize(join(dirname(file), name)) : name));
};

/** Who may import what of ours: the longest matching folder decides. Files may import their own folder. */
const walls: Readonly<Record<string, readonly string[]>> = {
  'harness/document': [],
  'harness/wire': [],
  'harness/judge': ['harness/document', 'harness/wire'],
  'harness/world': ['harness/document', 'harness/wire', 'harness/judge'],
  'harness/run': ['harness/document', 'harness/wire', 'harness/judge', 'harness/world'],
  'harness/model': [
    'harness/document',
    'harness/wire',
    'harness/judge',
    'harness/world',
    'harness/run',
  ],
  suites: ['harness/document', 'harness/judge', 'harness/world', 'harness/run', 'harness/model'],
  // What our own servers make of the suite: the one place below the roof that knows both.
  selftest: [
    'harness/document',
    'harness/wire',
    'harness/judge',
    'harness/world',
    'harness/run',
    'suites',
    'reference-server',
  ],
  reports: ['harness/document', 'harness/run', 'harness/judge', 'selftest'],
  // What runs in a browser: nothing of Node, and of ours only what is pure.
  'reports/page': [
    'harness/document',
    'harness/run',
    'harness/judge',
    'harness/model/cells.ts',
    'reports',
  ],
  'reference-server': [],
  cli: ['harness', 'suites', 'reports', 'reference-server', 'selftest'],
};

/** The adapter for vitest drives a whole run, so it opens a target like the roof does. */
const wider: Readonly<Record<string, readonly string[]>> = {
  'suites/vitest.ts': ['harness/wire', 'reports'],
};

/** The one file, or folder, through which a package or an effectful module of Node is used. */
const doors: Readonly<Record<string, readonly string[]>> = {
  undici: ['harness/wire/wire.ts'],
  ajv: ['harness/judge/shape.ts', 'cli/read-report.ts'],
  yaml: ['harness/document/yaml.ts'],
  commander: ['cli/options/parse.ts'],
  'string-width': ['reports/document/width.ts'],
  picocolors: ['reports/colour.ts'],
  xmlbuilder2: ['reports/formats/junit.ts'],
  'badge-maker': ['reports/formats/badge.ts'],
  'find-my-way': ['reference-server/routes.ts'],
  preact: ['reports/document/html.ts', 'reports/formats/html.ts'],
  'preact-render-to-string': ['reports/document/html.ts', 'reports/formats/html.ts'],
  vitest: ['suites/vitest.ts'],
  'node:http': ['reference-server/http.ts'],
  'node:child_process': ['cli/command-line.ts'],
};

const within = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(`${folder}/`);
const homeOf = (file: string): string =>
  Object.keys(walls)
    .filter((folder) => within(file, folder))
    .toSorted((a, b) => b.length - a.length)[0] ?? '';

describe('the walls of the house', () => {
  it.each(Object.keys(walls))('%s imports only what it may', (home) => {
    const breaches = files
      .filter((file) => homeOf(file) === home)
      .flatMap((file) =>
        importsOf(file)
          .filter((name) => folders.some((folder) => within(name, folder)))
          .filter((name) => {
            const allowed = [home, ...(walls[home] ?? []), ...(wider[file] ?? [])];
            return !allowed.some((folder) => within(name, folder));
          })
          .map((name) => `${file} may not import ${name}`),
      );
    expect(breaches).toEqual([]);
  });

  it('nothing imports the roof', () => {
    const breaches = files
      .filter((file) => !within(file, 'cli'))
      .filter((file) => importsOf(file).some((name) => within(name, 'cli')));
    expect(breaches).toEqual([]);
  });

  it('suites touch neither Node nor the wire', () => {
    const breaches = files
      .filter((file) => within(file, 'suites') && file !== 'suites/vitest.ts')
      .flatMap((file) => importsOf(file).map((name) => `${file} may not import ${name}`))
      .filter((line) => /import (node:|undici|harness\/http)/.test(line));
    expect(breaches).toEqual([]);
  });

  it.each(Object.keys(doors))('%s has its one door', (name) => {
    const users = files
      .filter((file) => !within(file, 'reports/page'))
      .filter((file) => importsOf(file, false).some((imported) => within(imported, name)));
    expect(users).toEqual(doors[name]);
  });

  it('fast-check speaks in the oracle and in the suites of properties alone', () => {
    const speakers = files.filter((file) => importsOf(file).includes('fast-check'));
    const homes = ['harness/model', 'suites/properties'];
    expect(speakers.filter((file) => !homes.some((home) => within(file, home)))).toEqual([]);
  });

  it('the page knows nothing of Node, and what it uses is built into it', () => {
    const packages = files
      .filter((file) => within(file, 'reports/page'))
      .flatMap((file) => importsOf(file, false))
      .filter((name) => !folders.some((folder) => within(name, folder)));
    const bundled = ['preact', 'd3-scale', 'd3-array', 'diff'];
    expect(packages.filter((name) => !bundled.some((one) => within(name, one)))).toEqual([]);
  });

  it('every package that product code imports is listed with its door', () => {
    const packages = files
      .filter((file) => !within(file, 'reports/page'))
      .flatMap((file) => importsOf(file))
      .filter(
        (name) => !name.startsWith('node:') && !folders.some((folder) => within(name, folder)),
      );
    const unlisted = packages.filter(
      (name) => name !== 'fast-check' && !Object.keys(doors).some((door) => within(name, door)),
    );
    expect(unlisted).toEqual([]);
  });
});
