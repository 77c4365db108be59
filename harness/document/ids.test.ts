import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { generateIds } from '../../scripts/generate-ids.ts';
import { clientRequirementIds, nicknames, readingIds, requirementIds } from './ids.ts';
import { loadSpec } from './load.ts';

const { clients, declaration, register } = loadSpec();

it('the generated ids are those of the register, the declaration and the readings', () => {
  expect([...requirementIds].toSorted()).toEqual([...register.keys()].toSorted());
  expect([...clientRequirementIds]).toEqual([...clients.keys()].toSorted());
  expect([...nicknames]).toEqual(declaration.operations.map((o) => o.nickname));
  const pages = readdirSync(new URL('../../spec/readings', import.meta.url));
  expect([...readingIds]).toEqual(pages.map((name) => name.replace(/\.md$/, '')).toSorted());
});

it('the generated file is fresh: generating it again gives the same words', () => {
  const textsIn = (name: string): readonly string[] => {
    const folder = new URL(`../../spec/${name}/`, import.meta.url);
    return readdirSync(folder)
      .toSorted()
      .map((file) => readFileSync(new URL(file, folder), 'utf8'));
  };
  const words = (text: string): string => text.replaceAll(/[\s,;]/g, '');
  const source = readFileSync(new URL('ids.ts', import.meta.url), 'utf8');
  expect(words(source)).toBe(
    words(generateIds(textsIn('requirements'), textsIn('clients'), readingIds, declaration.raw)),
  );
});
