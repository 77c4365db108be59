import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isReadingId } from '../../harness/document/ids.ts';
import { sourceOf } from '../source/source.ts';
import { bundledPath, bundledSource, readDefects, withReadings } from './bundled.ts';
import { lint } from './lint.ts';

const source = bundledSource();
const findings = withReadings(lint([source]).findings, source);
const defects = readFileSync(join(import.meta.dirname, '../../docs/defects.md'), 'utf8');
const entries = readDefects();

/** The bundled declaration with some of its words replaced. */
const edited = (...edits: readonly (readonly [from: string, to: string])[]) =>
  sourceOf(
    edits.reduce((text, [from, to]) => {
      expect(text).toContain(from);
      return text.replace(from, to);
    }, source.text),
    'edited.json',
  );

describe('the known defects of the bundled declaration', () => {
  it('are the 51 of the list, each with the reading that the list gives', () => {
    const listed = [...defects.matchAll(/^## (DEF-\d\d) /gm)].map(([, id]) => id);
    expect(listed).toHaveLength(51);
    expect([...new Set(entries.map(({ id }) => id))]).toEqual(listed);
    for (const { reading, pages } of entries) {
      expect(defects).toContain(`**Reading for the suite**: ${reading}\n`);
      expect(pages.filter((page) => !isReadingId(page))).toEqual([]);
    }
  });

  const places = entries.flatMap(({ id, rule, at }) =>
    at.map((pointer) => [id, rule, pointer] as const),
  );
  it.each(places)('%s is found by %s at %s', (id, rule, pointer) => {
    const found = findings.filter((one) => one.rule === rule && one.pointer === pointer);
    expect(found).toMatchObject([{ defect: { id } }]);
  });

  it('DEF-11 is found on all twenty-two properties', () => {
    const found = findings.filter(({ rule }) => rule === 'required-on-property');
    expect(found.map(({ defect }) => defect?.id)).toEqual(
      Array.from({ length: 22 }, () => 'DEF-11'),
    );
  });

  it('DEF-41 is found by model-drift beside another declaration', () => {
    const other = {
      swaggerVersion: '1.2',
      basePath: 'https://example.org',
      apis: [],
      models: {
        Event: { id: 'Event', properties: { event_id: { type: 'string' } } },
        Topic: { id: 'Topic', properties: { topic: { type: 'string' } } },
      },
    };
    const both = lint([source, sourceOf(JSON.stringify(other), 'events.json')]);
    const drift = both.findings.filter(({ rule }) => rule === 'model-drift');
    expect(drift).toMatchObject([{ file: 'events.json', pointer: '/models/Event' }]);
  });

  const later = [
    [
      'required-contradicts-prose',
      '"The allocated room ID."',
      '"The room ID joined, if joined via a room alias only."',
    ],
    [
      'required-contradicts-prose',
      '"The event ID being acknowledged."',
      '"The event. Can be omitted."',
    ],
    [
      'empty-model',
      '"topic": {\n          "type": "string",\n          "description": "The topic text"\n        }\n',
      '',
    ],
    ['ref-to-primitive', '"$ref": "MemberEvent"', '"$ref": "string"'],
    ['model-id-mismatch', '"id": "BanRequest"', '"id": "InviteRequest"'],
    ['empty-text', '"notes": "Get the topic for this room."', '"notes": ""'],
    ['missing-description', '"description": "The room to join.",', ''],
  ] as const;
  it.each(later)('DEF-51, which later versions had, is found by %s', (rule, from, to) => {
    const found = lint([edited([from, to])]).findings.filter((one) => one.rule === rule);
    expect(found).toHaveLength(1);
    expect(findings.filter((one) => one.rule === rule)).toEqual([]);
    const of51 = entries.filter(({ id }) => id === 'DEF-51').map((entry) => entry.rule);
    expect(of51).toContain(rule);
  });

  it('have their readings in the bundled declaration alone, whatever the file is called', () => {
    const named = sourceOf(source.text, 'mine.json');
    const own = withReadings(lint([named]).findings, named);
    expect(own.filter(({ defect }) => defect !== null).length).toBeGreaterThan(100);
    const other = edited(['"The topic text"', '"The text of the topic"']);
    const none = withReadings(lint([other]).findings, other);
    expect(none.every(({ defect }) => defect === null)).toBe(true);
  });
});

describe('the findings of the bundled declaration', () => {
  it('are these, each of which has been judged to be true', async () => {
    const lines = findings.map(
      ({ severity, rule, pointer, defect, message }) =>
        `${severity} ${rule} ${pointer} ${defect?.id ?? 'beyond the list'}\n    ${message}\n`,
    );
    expect(findings.every(({ file }) => file === bundledPath)).toBe(true);
    await expect(lines.join('')).toMatchFileSnapshot('./testing/bundled-findings.txt');
  });
});
