import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { validateWorkflow } from '@action-validator/core';
import { describe, expect, it } from 'vitest';
import { parse } from '../cli/options/parse.ts';
import { cliHere } from '../cli/testing/here.ts';
import { isArray, isObject } from '../harness/document/json.ts';
import { parseYaml } from '../harness/document/yaml.ts';

const root = join(import.meta.dirname, '..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const scripts: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** The commands of the README that need no server of the reader's: they are run as they stand. */
const commands = [
  ...readme.matchAll(/^npx matrix-rooms-conformance (list|explain|coverage|faults)(.*)$/gm),
].map(([, command = '', rest = '']) =>
  [command, ...rest.replace(/#.*/, '').trim().split(/\s+/)].filter(Boolean),
);

describe('the README', () => {
  it.each(commands.map((args) => [args.join(' '), args] as const))(
    'rooms-conformance %s works',
    async (_, args) => {
      const { code, stdout, stderr } = await cliHere(args);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout.length).toBeGreaterThan(100);
    },
  );

  it('runs five commands here, and names only npm scripts that exist', () => {
    expect(commands).toHaveLength(5);
    const named = [...readme.matchAll(/npm run (\S+)/g)].map((match) => match[1]);
    expect(named.length).toBeGreaterThan(0);
    for (const name of named) expect(scripts).toHaveProperty(['scripts', name ?? '']);
  });

  it('tries four commands in a clone, of which each is understood and finds its file', () => {
    const tried = [...readme.matchAll(/\| `npx matrix-rooms-conformance ([^`]+)` \|/g)];
    expect(tried).toHaveLength(4);
    for (const [, words = ''] of tried) {
      const args = words.split(' ');
      expect(parse(args, '0.0.0', () => null).command).toBe(args[0]);
      const [file = 'README.md'] = args.filter((word) => word.includes('/'));
      expect(existsSync(join(root, file))).toBe(true);
    }
  });

  it('has no broken links', () => {
    const links = [...readme.matchAll(/\]\(([^)#]+)\)/g)].map((match) => match[1] ?? '');
    for (const link of links) expect(() => readFileSync(join(root, link))).not.toThrow('ENOENT');
  });
});

const recipes = readFileSync(join(root, 'docs/ci.md'), 'utf8');
const blocks = (language: string): readonly string[] =>
  [...recipes.matchAll(/^```(\w+)\n(.*?)^```$/gms)].flatMap(([, name, text = '']) =>
    name === language ? [text] : [],
  );
const documents = blocks('yaml').map((text) => ({ text, value: parseYaml(text) }));

/** Every value below a key, at any depth. */
function below(value: unknown, key: string): readonly unknown[] {
  if (isArray(value)) return value.flatMap((one) => below(one, key));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, one]) => (name === key ? [one] : below(one, key)));
}

/** The scripts of the recipes: those to be typed, and those of the pipelines. */
const recipeScripts = [
  ...blocks('sh'),
  ...documents.flatMap(({ value }) => [...below(value, 'run'), ...below(value, 'script').flat()]),
].map(String);

/** The command lines of ours in them, cut into arguments. */
const asked = recipeScripts
  .flatMap((text) => text.replaceAll(/\\\n\s*/g, '').split('\n'))
  .flatMap(
    (line) =>
      / ?\brooms-conformance ((?:run|merge|compare|report|replay|list)\b.*)$/.exec(line)?.[1] ?? [],
  )
  .map((line) =>
    (line.match(/"[^"]*"|'[^']*'|\S+/g) ?? []).map((word) => word.replaceAll(/^["']|["']$/g, '')),
  );

describe('the recipes for pipelines', () => {
  it.each(asked.map((args) => [args.join(' '), args] as const))(
    'rooms-conformance %s',
    (_, args) => {
      const request = parse(args, '0.0.0', () => null);
      expect(request.command).toBe(args[0]);
      if (request.command === 'run') expect(request.values.target).toMatch(/^http/);
    },
  );

  it('are all found by this test', () => {
    const named = recipeScripts.flatMap((text) => [
      ...text.matchAll(/(?<![-/\w])rooms-conformance /g),
    ]);
    expect(asked).toHaveLength(10);
    // One more is the name of the docker image.
    expect(named).toHaveLength(asked.length + 1);
  });

  it('are YAML, and those of GitHub are workflows that use the action as it is', () => {
    expect(documents).toHaveLength(3);
    const action = parseYaml(readFileSync(join(root, 'action.yml'), 'utf8'));
    const inputs = isObject(action) && isObject(action['inputs']) ? action['inputs'] : {};
    const workflows = documents.filter(({ value }) => isObject(value) && 'jobs' in value);
    expect(workflows).toHaveLength(2);
    for (const { text, value } of workflows) {
      expect(validateWorkflow(text).errors).toEqual([]);
      const ours = below(value, 'steps')
        .flat()
        .filter(
          (step) => isObject(step) && /\/matrix-rooms-conformance@/.test(String(step['uses'])),
        );
      expect(ours).toHaveLength(1);
      for (const given of below(ours, 'with')) {
        for (const name of Object.keys(given ?? {})) expect(inputs).toHaveProperty(name);
      }
    }
  });

  it('list the inputs and outputs that the action has', () => {
    const action = parseYaml(readFileSync(join(root, 'action.yml'), 'utf8'));
    for (const part of ['inputs', 'outputs']) {
      const names = isObject(action) ? Object.keys(action[part] ?? {}) : [];
      expect(names.length).toBeGreaterThan(3);
      for (const name of names) expect(recipes).toMatch(new RegExp(`^\\|.*\`${name}\`.*\\|`, 'm'));
    }
  });
});
