import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { editYamlList, parseData, parseYaml } from './yaml.ts';

const nothing = { removed: [], changed: new Map(), added: [] };
const text = `# About the file.

# About the first.
- key: a # beside it
  why: a reason
# About the second.
- { key: b, why: "it: is" }
- key: c
  why: >-
    a long reason
    in two lines
`;

describe('a list that is edited', () => {
  it('keeps comments and values of what stays', () => {
    const edited = editYamlList(text, { ...nothing, removed: [1], added: [{ key: 'd' }] });
    for (const kept of ['# About the file.', '# About the first.', '- key: a # beside it']) {
      expect(edited).toContain(kept);
    }
    expect(edited).not.toContain('About the second');
    expect(parseYaml(edited)).toEqual([
      { key: 'a', why: 'a reason' },
      { key: 'c', why: 'a long reason in two lines' },
      { key: 'd' },
    ]);
  });
  it('changes values where they stand', () => {
    const changed = new Map([[1, { key: 'x: y', more: 'z' }]]);
    const edited = editYamlList(text, { ...nothing, changed });
    expect(edited).toContain('# About the second.');
    expect(parseYaml(edited)).toMatchObject([{}, { key: 'x: y', why: 'it: is', more: 'z' }, {}]);
  });
  it('removes several by the places they had', () => {
    const edited = editYamlList(text, { ...nothing, removed: [0, 2] });
    expect(parseYaml(edited)).toEqual([{ key: 'b', why: 'it: is' }]);
  });
  it('keeps the heading, parted from the first entry or not', () => {
    const first = { ...nothing, removed: [0] };
    expect(editYamlList(text, first)).toContain('# About the file.');
    expect(editYamlList(text, first)).not.toContain('About the first');
    expect(editYamlList('# Mine.\n- key: a\n', first)).toBe('# Mine.\n\n[]\n');
  });
  it('may begin with nothing but a comment, and end empty', () => {
    const begun = editYamlList('# Mine.\n', { ...nothing, added: [{ key: 'a' }] });
    expect(begun).toBe('# Mine.\n\n- key: a\n');
    const ended = editYamlList(begun, { ...nothing, removed: [0] });
    expect(ended).toContain('# Mine.');
    expect(parseYaml(ended)).toEqual([]);
    expect(parseYaml(editYamlList(ended, { ...nothing, added: [{ key: 'b' }] }))).toEqual([
      { key: 'b' },
    ]);
  });
});

describe('the data that the package carries', () => {
  const [sources, built] = ['../../spec', '../../dist/spec'].map((path) =>
    join(import.meta.dirname, path),
  );
  const names = readdirSync(built ?? '', { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.yaml'),
  );

  it.each(names)('%s is JSON once it is built, and says the same', (name) => {
    const [source = '', made = ''] = [sources, built].map((place) =>
      readFileSync(join(place ?? '', name), 'utf8'),
    );
    expect(JSON.parse(made)).toEqual(parseYaml(source));
    expect(parseData(made)).toEqual(parseData(source));
  });

  it('is all built', () => {
    expect(names).toEqual(expect.arrayContaining(['attribution.yaml', 'profiles/v3.yaml']));
  });
});
