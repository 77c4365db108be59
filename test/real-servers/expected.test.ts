import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadSpec } from '../../harness/document/load.ts';
import { parseYaml } from '../../harness/document/yaml.ts';
import { readExpected } from '../../bench/real-servers/expected.ts';
import { realServers } from '../../bench/real-servers/servers.ts';

const ids = [...loadSpec().register.keys()];
const folder = import.meta.dirname;

const read = (text: string): ReturnType<typeof readExpected> =>
  readExpected(parseYaml(text), 'x.yaml', ids);

describe('a file of expected verdicts', () => {
  it('holds runs and reasons', () => {
    const { runs, reasons } = read(`
reasons: { JID-01: PUT is not served. }
runs: [{ name: v3, options: [--api, v3], violated: [JID-01] }]
`);
    expect(reasons.get('JID-01')).toBe('PUT is not served.');
    expect(runs).toEqual([
      {
        name: 'v3',
        options: ['--api', 'v3'],
        violated: ['JID-01'],
        inconclusive: [],
        sometimes: [],
      },
    ]);
  });

  it.each([
    ['runs: [{ name: v3, violated: [JID-01] }]', 'x.yaml has no reason for JID-01'],
    ['runs: [{ name: v3, violated: [JID-99] }]', 'x.yaml: v3: there is no requirement JID-99'],
    ['reasons: { JID-01: x }', 'x.yaml has reasons that no run needs: JID-01'],
    ['runs: [{ violated: [] }]', 'x.yaml: the name of a run must be a text'],
    ['runs: 1', 'x.yaml: runs must be a list'],
    ['reasons: []', 'x.yaml: reasons must be a map'],
  ])('%s is refused', (text, message) => {
    expect(() => read(text)).toThrow(message);
  });

  it('is there for every real server, and can be read', () => {
    const files = realServers.map(({ id, version }) => `${id}-${version}.yaml`);
    expect(
      readdirSync(folder)
        .filter((name) => name.endsWith('.yaml'))
        .toSorted(),
    ).toEqual(files.toSorted());
    for (const file of files) {
      const document = parseYaml(readFileSync(join(folder, file), 'utf8'));
      expect(readExpected(document, file, ids).runs).not.toEqual([]);
    }
  });
});
