import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const parts = [
  'harness',
  'authoring',
  'clients',
  'suites',
  'reference-server',
  'reports',
  'mock',
  'proxy',
  'recorder',
  'recordings',
  'selftest',
  'cli',
  'bench',
  'scripts',
];

/** Who may import what of ours. The longest matching folder decides; files may always import their own folder. */
const walls: Readonly<Record<string, readonly string[]>> = {
  'harness/document': [],
  'harness/wire': [],
  'harness/judge': ['harness/document', 'harness/wire'],
  'harness/world': ['harness/document', 'harness/wire', 'harness/judge'],
  'harness/run': ['harness/document', 'harness/wire', 'harness/judge', 'harness/world'],
  'harness/attribution': ['harness/document', 'harness/judge', 'harness/run'],
  'harness/model': [
    'harness/document',
    'harness/wire',
    'harness/judge',
    'harness/world',
    'harness/run',
  ],
  'harness/traffic': ['harness/document', 'harness/wire', 'harness/judge', 'harness/model'],
  suites: ['harness/document', 'harness/judge', 'harness/world', 'harness/run', 'harness/model'],
  'suites/clients': ['harness/document', 'clients', 'mock'],
  'authoring/swagger': ['harness/document'],
  'authoring/readings': ['harness/document', 'authoring/swagger'],
  'authoring/export': ['harness/document', 'authoring/swagger'],
  'authoring/diff': ['harness/document', 'authoring/swagger', 'authoring/readings'],
  clients: ['harness/document', 'harness/judge', 'harness/traffic', 'mock'],
  'authoring/source': ['harness/document'],
  'authoring/examples': [
    'harness/document',
    'harness/judge',
    'harness/traffic',
    'harness/wire',
    'authoring/source',
    'reports/plain.ts',
  ],
  'clients/series': [
    'harness/document',
    'harness/judge',
    'harness/traffic',
    'harness/model',
    'clients',
    'mock',
  ],
  'authoring/lint': [
    'harness/document',
    'authoring/source',
    'reports/plain.ts',
    'reports/paint.ts',
  ],
  'reference-server': [],
  reports: [],
  mock: [
    'harness/document',
    'harness/judge',
    'harness/wire',
    'harness/traffic',
    'reference-server',
  ],
  proxy: [
    'harness/document',
    'harness/judge',
    'harness/wire',
    'harness/traffic',
    'mock',
    'recorder',
    'recordings',
    'reference-server',
  ],
  recorder: ['harness/wire'],
  recordings: ['harness/document', 'harness/wire', 'harness/traffic'],
  selftest: ['harness', 'suites', 'reference-server', 'clients'],
  cli: [
    'harness',
    'authoring',
    'clients',
    'suites',
    'reports',
    'reference-server',
    'mock',
    'proxy',
    'recorder',
    'recordings',
    'selftest',
  ],
  bench: [
    'harness',
    'authoring',
    'clients',
    'suites',
    'reference-server',
    'mock',
    'proxy',
    'recordings',
    'selftest',
    'reports',
    'cli',
  ],
  scripts: ['harness', 'reference-server'],
};

/** What a part may import besides, as types alone. */
const typesOnly: Readonly<Record<string, readonly string[]>> = {
  reports: ['harness', 'authoring', 'selftest'],
  clients: ['harness/run'],
  'clients/series': ['harness/run'],
  'authoring/examples': ['reports/paint.ts'],
};

/** Single files that may import more than their part, each with its reason. */
const wider: Readonly<Record<string, readonly string[]>> = {
  // The adapter for vitest drives a whole run, so it opens a target and says what failed like the command does.
  'suites/open-present.ts': ['harness/wire'],
  'suites/complaint.ts': ['reports'],
  // The page draws the membership table, whose cells are a list of constants.
  'reports/page/table-cells.ts': ['harness/model/cells.ts'],
};

/** The files through which a package, or a module of Node with an effect, is used: one in each part that needs it. */
const doors: Readonly<Record<string, readonly string[]>> = {
  undici: ['harness/wire/wire.ts'],
  'node:net': ['harness/wire/reachable.ts'],
  'node:http': ['proxy/transport/upstream.ts', 'reference-server/http.ts'],
  'node:https': ['proxy/transport/upstream.ts'],
  'node:fs': [
    'authoring/source/bundled.ts',
    'cli/files/files.ts',
    'harness/document/load.ts',
    'mock/documents/files.ts',
    'recorder/disk.ts',
    'selftest/data.ts',
  ],
  'node:child_process': ['cli/process/command-line.ts', 'clients/driver/session.ts'],
  'node:worker_threads': [
    'cli/run/reference-thread.ts',
    'cli/run/target.ts',
    'selftest/worker.ts',
    'selftest/workers.ts',
  ],
  ajv: [
    'authoring/lint/view/structure.ts',
    'cli/files/read-report.ts',
    'harness/judge/shape.ts',
    'mock/documents/kind.ts',
  ],
  yaml: ['harness/document/yaml.ts', 'mock/documents/yaml-text.ts'],
  commander: ['cli/options/parse.ts'],
  'string-width': ['reports/document/width.ts'],
  picocolors: ['reports/colour.ts'],
  xmlbuilder2: ['reports/formats/junit.ts'],
  'badge-maker': ['reports/formats/badge.ts'],
  'find-my-way': ['reference-server/routes.ts'],
  preact: [
    'reports/declarations/annotated-chapter.ts',
    'reports/declarations/annotated-page.ts',
    'reports/document/html.ts',
    'reports/formats/html.ts',
  ],
  'preact-render-to-string': ['reports/document/html.ts', 'reports/formats/html.ts'],
  'jsonc-parser': ['authoring/examples/text/json-tokens.ts', 'authoring/source/json-text.ts'],
  'mdast-util-from-markdown': ['authoring/examples/formats/markdown.ts'],
  unbash: ['authoring/examples/parts/shell-words.ts'],
  'pure-rand': ['mock/worlds/random.ts'],
  vitest: ['suites/vitest.ts'],
};

/** Packages that are a language rather than a service, and the folders that speak it. */
const languages: Readonly<Record<string, readonly string[]>> = {
  'fast-check': ['harness/model', 'suites/properties', 'clients/series'],
};

/** What the build puts into the page: the page runs in a browser and imports nothing else. */
const bundled = ['preact', 'd3-scale', 'd3-array', 'diff'];

const walk = (folder: string): readonly string[] =>
  readdirSync(join(root, folder)).flatMap((name) => {
    const path = `${folder}/${name}`;
    return statSync(join(root, path)).isDirectory() ? walk(path) : [path];
  });

const isProduct = (path: string): boolean =>
  /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path) && !path.includes('/testing/');

const files = parts.flatMap(walk).filter(isProduct);
const programs = ['bench', 'scripts'];

interface Import {
  readonly file: string;
  /** A path of ours, or the name of a package. */
  readonly name: string;
  readonly type: boolean;
}

const statement = /^\s*(import|export)\s+(type\s)?([^'"]*?)from\s+'([^']+)'/gms;

const imports: readonly Import[] = files.flatMap((file) => {
  const text = readFileSync(join(root, file), 'utf8');
  const resolve = (name: string): string =>
    name.startsWith('.') ? normalize(join(dirname(file), name)) : name;
  return [
    ...[...text.matchAll(statement)].map(([, , type, names = '', name = '']) => ({
      file,
      name: resolve(name),
      type: type !== undefined || isTypesAlone(names),
    })),
    ...[...text.matchAll(/^import\s+'([^']+)'/gm), ...text.matchAll(/\bimport\('([^']+)'\)/g)].map(
      ([, name = '']) => ({ file, name: resolve(name), type: false }),
    ),
    // A worker is started by its path.
    ...[...text.matchAll(/new URL\('(?:\.\/)?([\w-]+)\.js', import\.meta\.url\)/g)].map(
      ([, name = '']) => ({
        file,
        name: resolve(`./${name}.ts`),
        type: false,
      }),
    ),
  ];
});

/** Whether every name between the braces is a type. */
function isTypesAlone(names: string): boolean {
  const inside = /^\{([^}]*)\}\s*$/.exec(names.trim())?.[1];
  if (inside === undefined) return false;
  return inside
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .every((name) => name.startsWith('type '));
}

const within = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(`${folder}/`);
const isOurs = (name: string): boolean => parts.some((part) => within(name, part));
const homeOf = (file: string): string =>
  Object.keys(walls)
    .filter((folder) => within(file, folder))
    .toSorted((a, b) => b.length - a.length)[0] ?? '';

describe('the walls between the parts', () => {
  it.each(Object.keys(walls))('%s imports only what it may', (home) => {
    const breaches = imports
      .filter(({ file, name }) => homeOf(file) === home && isOurs(name))
      .filter(({ file, name, type }) => {
        const allowed = [home, ...(walls[home] ?? []), ...(wider[file] ?? [])];
        if (type) allowed.push(...(typesOnly[home] ?? []));
        return !allowed.some((folder) => within(name, folder));
      })
      .map(({ file, name }) => `${file} may not import ${name}`);
    expect(breaches).toEqual([]);
  });

  it('every file of the product belongs to a part with a wall', () => {
    expect(files.filter((file) => homeOf(file) === '')).toEqual([]);
  });

  it('suites use neither Node nor a socket', () => {
    const breaches = imports
      .filter(({ file, name }) => within(file, 'suites') && name.startsWith('node:'))
      .map(({ file, name }) => `${file} may not import ${name}`);
    expect(breaches).toEqual([]);
  });

  // It throws on half a surrogate pair, which an id from a target may hold: encodePart does not.
  it('suites do not encode by themselves', () => {
    const users = files.filter(
      (file) =>
        within(file, 'suites') &&
        readFileSync(join(root, file), 'utf8').includes('encodeURIComponent'),
    );
    expect(users).toEqual([]);
  });

  /** Folders whose own files list what their subfolders hold, and hold what these share. */
  const tables = ['reference-server', 'reference-server/faults', 'reports/page', 'cli'];

  it('no two folders import values of each other, but for a folder and its own table of contents', () => {
    const edges = new Set(
      imports
        .filter(({ name, type }) => isOurs(name) && !type)
        .map(({ file, name }) => `${dirname(file)} → ${dirname(name)}`),
    );
    const cycles = [...edges].filter((edge) => {
      const [from = '', to = ''] = edge.split(' → ');
      const own = tables.includes(from) && dirname(to) === from;
      return from < to && !own && edges.has(`${to} → ${from}`);
    });
    expect(cycles).toEqual([]);
  });
});

describe('the doors', () => {
  it.each(Object.keys(doors))('%s is imported by its doors alone', (name) => {
    const users = imports
      .filter((one) => !one.type && within(one.name, name))
      .map(({ file }) => file)
      .filter((file) => !within(file, 'reports/page') && !programs.some((p) => within(file, p)));
    expect([...new Set(users)].toSorted()).toEqual(doors[name]);
  });

  it.each(Object.keys(languages))('%s is spoken in its folders alone', (name) => {
    const homes = languages[name] ?? [];
    const strangers = imports
      .filter((one) => one.name === name && !programs.some((p) => within(one.file, p)))
      .filter(({ file }) => !homes.some((home) => within(file, home)))
      .map(({ file }) => file);
    expect(strangers).toEqual([]);
  });

  it('every package that the product imports has a door', () => {
    const known = [...Object.keys(doors), ...Object.keys(languages)];
    const unlisted = imports
      .filter(
        ({ file, name }) =>
          !within(file, 'reports/page') && !isOurs(name) && !name.startsWith('node:'),
      )
      .filter(({ name }) => !known.some((one) => within(name, one)))
      .map(({ file, name }) => `${file} imports ${name}`);
    expect(unlisted).toEqual([]);
  });

  // command-line.ts ends the processes that it started itself.
  it('the process is touched by the context of the command, entries and starters of processes alone', () => {
    const users = files.filter(
      (file) =>
        !programs.some((p) => within(file, p)) &&
        /\bprocess\.(?:env|argv|exit|exitCode|stdout|stderr|stdin|on|once|cwd|kill|pid)\b/.test(
          readFileSync(join(root, file), 'utf8'),
        ),
    );
    expect(users.toSorted()).toEqual([
      'cli/main.ts',
      'cli/process/command-line.ts',
      'cli/process/process-context.ts',
      'clients/driver/session.ts',
      'clients/reference/main.ts',
    ]);
  });

  it('the page imports nothing but what is built into it', () => {
    const foreign = imports
      .filter(({ file, name, type }) => within(file, 'reports/page') && !type && !isOurs(name))
      .filter(({ name }) => !bundled.some((one) => within(name, one)))
      .map(({ file, name }) => `${file} imports ${name}`);
    expect(foreign).toEqual([]);
  });
});
