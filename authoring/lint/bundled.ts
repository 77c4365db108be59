import { createHash } from 'node:crypto';
import { isArray, isObject, objectsAt, stringAt } from '../../harness/document/json.ts';
import { parseYaml } from '../../harness/document/yaml.ts';
import { readBundled } from '../source/bundled.ts';
import { sourceOf, type Source } from '../source/source.ts';
import type { Defect, Finding } from './finding.ts';

/** Where the bundled declaration lies in the package, which is also what it is called. */
export const bundledPath = 'spec/api-docs-rooms.json';

/** The declaration that the package carries. */
export const bundledSource = (): Source => sourceOf(readBundled(bundledPath), bundledPath);

interface Entry extends Defect {
  readonly rule: string;
  readonly at: readonly string[];
}

/**
 * Adds to the findings of the bundled declaration which known defect each is, and how the suite reads the passage. Other
 * texts are left as they are, whatever they are called.
 */
export function withReadings(findings: readonly Finding[], source: Source): readonly Finding[] {
  const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
  if (digest(source.text) !== digest(readBundled(bundledPath))) return findings;
  const entries = readDefects();
  return findings.map((finding) => {
    if (finding.file !== source.name) return finding;
    const entry = entries.find(
      ({ rule, at }) => rule === finding.rule && at.includes(finding.pointer),
    );
    const byRule =
      entry ?? entries.find(({ rule, at }) => rule === finding.rule && at.length === 0);
    if (byRule === undefined) return finding;
    const { id, reading, pages } = byRule;
    return { ...finding, defect: { id, reading, pages } };
  });
}

/** The known defects of the bundled declaration, with the rule that finds each. */
export function readDefects(): readonly Entry[] {
  const value = parseYaml(readBundled('spec/defects.yaml'));
  const rows = isArray(value) ? value.filter(isObject) : [];
  return rows.flatMap((row) =>
    objectsAt(row, 'found').map((found) => ({
      id: stringAt(row, 'id'),
      reading: stringAt(row, 'reading'),
      pages: textsOf(row['pages']),
      rule: stringAt(found, 'rule'),
      at: textsOf(found['at']),
    })),
  );
}

const textsOf = (value: unknown): readonly string[] =>
  isArray(value) ? value.filter((one) => typeof one === 'string') : [];
