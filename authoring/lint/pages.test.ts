import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isObject } from '../../harness/document/json.ts';
import { sourceOf, type Source } from '../source/source.ts';
import { lint } from './lint.ts';
import { ruleIds } from './rules/ids.ts';
import { rules } from './rules/index.ts';
import { complete } from './testing/complete.ts';

const folder = join(import.meta.dirname, '../../docs/lint');
const page = (id: string): string => readFileSync(join(folder, `${id}.md`), 'utf8');

/** Files that an example is checked together with. */
const beside: Readonly<Record<string, readonly object[]>> = {
  'secured-without-401-403': [
    {
      swaggerVersion: '1.2',
      apis: [],
      authorizations: { token: { type: 'apiKey', passAs: 'query', keyname: 'access_token' } },
    },
  ],
  'model-drift': [
    complete({
      models: { Pet: { id: 'Pet', required: ['name'], properties: { name: { type: 'string' } } } },
    }),
  ],
};

/** An example of a page as a file. What is not JSON, or has a key twice, is taken as it stands. */
function fileOf(text: string, id: string): Source {
  const source = sourceOf(text, 'example.json');
  if (source.problems.some(({ kind }) => kind === 'syntax')) return source;
  if (!isObject(source.value)) throw new Error(`the example of ${id} is not an object`);
  if (source.problems.length === 0) {
    return sourceOf(JSON.stringify(complete(source.value), null, 2), 'example.json');
  }
  // The key that is there twice must survive.
  const whole = JSON.stringify(complete(source.value), null, 2);
  return sourceOf(
    whole.replace('"summary"', '"summary": "Find a pet.",\n"summary"'),
    'example.json',
  );
}

const findings = (id: string, text: string) =>
  lint([
    ...(beside[id] ?? []).map((one, index) =>
      sourceOf(JSON.stringify(one), `beside-${index}.json`),
    ),
    fileOf(text, id),
  ]).findings;

it('the ids on which the command line relies are those of the rules', () => {
  expect(ruleIds).toEqual(rules.map(({ id }) => id));
});

describe.each(rules.map(({ id, severity, summary }) => ({ id, severity, summary })))(
  'the page of $id',
  ({ id, severity, summary }) => {
    const blocks = [...page(id).matchAll(/^## (Wrong|Right)\n\n```json\n(.*?)^```$/gms)];
    const [wrong, right] = ['Wrong', 'Right'].map(
      (name) => blocks.find(([, heading]) => heading === name)?.[2] ?? '',
    );

    it('says what the rule says', () => {
      expect(page(id)).toMatch(new RegExp(`^# ${id}\n\n`));
      expect(page(id)).toContain(`${summary} Severity: **${severity}**.`);
      expect(page(id)).toMatch(/^## What to do\n\n\S/m);
    });

    it('has a wrong example with this finding alone, and a right one without any', () => {
      const companions = [
        ...(/^With it comes (.*)\.$/m.exec(page(id))?.[1] ?? '').matchAll(/\[([\w-]+)\]/g),
      ].map(([, other = '']) => other);
      const found = findings(id, wrong ?? '').filter(({ rule }) => !companions.includes(rule));
      expect(found.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([
        expect.stringMatching(new RegExp(`^${id}: `)),
      ]);
      expect(findings(id, right ?? '').map(({ rule, message }) => `${rule}: ${message}`)).toEqual(
        [],
      );
    });
  },
);

it('every page belongs to a rule, and the guide lists them all', () => {
  const pages = readdirSync(folder).filter((name) => name !== 'README.md');
  expect(pages.toSorted()).toEqual(rules.map(({ id }) => `${id}.md`).toSorted());
  const guide = readFileSync(join(folder, 'README.md'), 'utf8');
  const rows = rules.map(
    ({ id, severity, summary }) => `| [${id}](${id}.md) | ${severity} | ${summary} |`,
  );
  expect([...guide.matchAll(/^\| \[.*$/gm)].map(([row]) => row)).toEqual(rows);
});
