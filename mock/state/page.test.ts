import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createHomeserver, type Homeserver, referenceParts } from '../../reference-server/index.ts';
import { DocumentError, readDocument } from '../documents/index.ts';
import { exportState, type Names, populate, stateDocument } from './index.ts';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/mock/state.md'), 'utf8');

/** The blocks of the page: how each is marked, and what it says. */
const blocks = [...page.matchAll(/^```([^\n]+)\n(.*?)^```$/gms)].map(
  ([, mark = '', text = '']) => ({
    mark,
    text,
  }),
);

function give(text: string): readonly [Homeserver, Names] {
  const homeserver = createHomeserver(referenceParts);
  return [homeserver, populate(homeserver, readDocument(stateDocument, 'lobby.yaml', text))];
}

function complaint(text: string): string {
  try {
    give(text);
  } catch (error) {
    if (error instanceof DocumentError) return error.message;
    throw error;
  }
  return 'nothing is wrong';
}

describe('the page about state documents', () => {
  const right = blocks.filter(({ mark }) => mark === 'yaml');
  it.each(right.map(({ text }) => [text]))('has an example that works:\n%s', (text) => {
    const [{ world }, names] = give(text);
    expect(world.accounts.secrets.size).toBe(Object.keys(names.users).length);
    expect(world.rooms.size).toBe(Object.keys(names.rooms).length);
  });

  const wrong = blocks.flatMap(({ mark, text }, index) =>
    mark === 'yaml wrong' ? [[text, blocks[index + 1]?.text ?? ''] as const] : [],
  );
  it.each(wrong)('has an example that is refused as it says:\n%s', (text, message) => {
    expect(complaint(text)).toBe(message.trim());
  });

  it('has an export as it is', () => {
    const index = blocks.findIndex(({ mark }) => mark === 'json');
    const [homeserver, names] = give(blocks[index - 1]?.text ?? '');
    const exported = exportState(homeserver, names);
    expect(exported).toEqual(JSON.parse(blocks[index]?.text ?? ''));
    expect(JSON.stringify(exported)).toBe(JSON.stringify(JSON.parse(blocks[index]?.text ?? '')));
  });

  it('shows no block that is not tried', () => {
    expect(right).toHaveLength(7);
    expect(wrong).toHaveLength(2);
    expect(blocks).toHaveLength(right.length + 2 * wrong.length + 1);
  });

  it('names the schema where the package has it, and every key that there is', () => {
    const manifest = readFileSync(join(root, 'package.json'), 'utf8');
    const [, path = ''] = /\$schema=node_modules\/matrix-rooms-conformance\/(\S+)/.exec(page) ?? [];
    expect(manifest).toContain(`"./state.schema.json": "./${path}"`);
    const source = path.replace('dist/', '');
    const keys = [
      ...readFileSync(join(root, source), 'utf8').matchAll(/^ {8,}"([a-z_]+)": \{/gm),
    ].map(([, key = '']) => key);
    expect(keys.length).toBeGreaterThan(30);
    for (const key of keys.filter(
      (one) => !/_default$|^(properties|items|propertyNames|additionalProperties)$/.test(one),
    )) {
      expect(page).toContain(key);
    }
  });
});
