import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { judgeDocument } from '../authoring/examples/judge/judge.ts';
import { rules as findingRules } from '../authoring/examples/judge/finding.ts';
import { judgeRulesOf } from '../authoring/examples/judge/rules-of.ts';
import { readDocument } from '../authoring/examples/read-document.ts';
import { printers, stepsWith } from '../authoring/examples/testing/guide.ts';
import { performHere } from '../cli/testing/context.ts';
import { authoring } from '../cli/options/authoring.ts';
import { loadSpec } from '../harness/document/load.ts';
import { createReferenceServer } from '../reference-server/index.ts';

const root = join(import.meta.dirname, '..');

const below = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : below(path);
    return entry.name.endsWith('.md') ? [path] : [];
  });

const documents = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...['docs', 'drivers', 'spec'].flatMap(below),
];

describe('the documents of this repository', () => {
  const rules = judgeRulesOf(loadSpec());
  const judged = documents.map((name) =>
    judgeDocument(
      readDocument(name, readFileSync(join(root, name), 'utf8'), {
        format: 'markdown',
        model: null,
        readBeside: () => null,
      }),
      rules,
    ),
  );

  it('have no example with anything wrong', () => {
    const found = judged.flatMap(({ document, findings, examples }) =>
      [...findings, ...examples.flatMap((one) => one.findings)]
        .filter(({ severity }) => severity !== 'info')
        .map(
          ({ span, message }) =>
            `${document.name}:${document.lines.positionAt(span.start).line} ${message}`,
        ),
    );
    expect(found).toEqual([]);
  });

  it('have some that are judged', () => {
    const of = judged.flatMap(({ examples }) => examples.flatMap((one) => one.of ?? []));
    expect(of).toContain('send_message');
  });
});

describe('the guide to examples', () => {
  const guide = readFileSync(join(root, 'docs/authoring/examples.md'), 'utf8');

  it('names every rule', () => {
    for (const rule of Object.keys(findingRules)) expect(guide).toContain(`\`${rule}\``);
  });

  it('has no broken links', () => {
    const links = [...guide.matchAll(/\]\(([^)#]+)\)/g)].map((match) => match[1] ?? '');
    for (const link of links)
      expect(() => readFileSync(join(root, 'docs/authoring', link))).not.toThrow();
  });
});

describe('the examples of examples --help', () => {
  it('can be run as they stand', async () => {
    const home = mkdtempSync(join(tmpdir(), 'rooms-conformance-'));
    mkdirSync(join(home, 'docs'));
    for (const name of ['README.md', 'docs/ci.md']) cpSync(join(root, name), join(home, name));
    writeFileSync(join(home, 'howto.rst'), printers['rst']?.(stepsWith({})) ?? '');
    writeFileSync(join(home, 'room.json'), '{"visibility": "public"}');
    const server = createReferenceServer();
    const { url } = await server.listen();
    await server.close();
    for (const [words] of authoring.examples.examples) {
      const isAway = words.includes('--target');
      const args = words
        .replace('http://localhost:8008', url)
        .split(' ')
        .map((word) =>
          /^(?:README\.md|docs|howto\.rst|room\.json)$/.test(word) ? join(home, word) : word,
        );
      const { code, out, note } = await performHere(...args);
      expect({ words, code }).toEqual({ words, code: isAway ? 3 : 0 });
      expect(out + note).toContain(isAway ? 'cannot be reached' : 'of this API');
    }
  });
});
