import { createHash } from 'node:crypto';
import type { Range } from '../../source/position.ts';
import type { Finding, LintReport } from '../finding.ts';
import { guide, pageOf } from '../pages.ts';
import type { Severity } from '../view/rule.ts';
import { rules } from '../rules/index.ts';

const levels: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
};

/** The findings as SARIF 2.1.0, for code scanning. @param version of this program */
export function lintSarif({ files, findings }: LintReport, version: string): string {
  const used = rules.filter(({ id }) => findings.some(({ rule }) => rule === id));
  const indices = new Map(used.map(({ id }, index) => [id, index]));
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'rooms-conformance lint',
            version,
            informationUri: guide,
            rules: used.map(({ id, summary, severity }) => ({
              id,
              shortDescription: { text: summary },
              helpUri: pageOf(id),
              help: { text: `${summary} See ${pageOf(id)}` },
              defaultConfiguration: { level: levels[severity] },
            })),
          },
        },
        columnKind: 'utf16CodeUnits',
        artifacts: files.map(({ name }) => ({
          location: artifact(name),
          mimeType: 'application/json',
        })),
        results: findings.map((finding) => ({
          ruleId: finding.rule,
          ruleIndex: indices.get(finding.rule) ?? -1,
          level: levels[finding.severity],
          message: { text: finding.message },
          locations: [
            {
              ...physical(finding.file, finding.range),
              logicalLocations: [logical(finding.pointer)],
            },
          ],
          ...(finding.related.length === 0
            ? {}
            : {
                relatedLocations: finding.related.map(({ range, message, pointer }, id) => ({
                  id,
                  ...physical(finding.file, range),
                  logicalLocations: [logical(pointer)],
                  message: { text: message },
                })),
              }),
          partialFingerprints: { 'address/v1': fingerprint(finding) },
          ...(finding.known
            ? { suppressions: [{ kind: 'external', justification: 'The baseline knows it.' }] }
            : {}),
        })),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

const artifact = (name: string) =>
  name.startsWith('/') || /^[A-Za-z]:/.test(name)
    ? { uri: encodeURI(`file://${name.startsWith('/') ? '' : '/'}${name}`) }
    : { uri: encodeURI(name), uriBaseId: '%SRCROOT%' };

const physical = (file: string, { start, end }: Range) => ({
  physicalLocation: {
    artifactLocation: artifact(file),
    region: {
      startLine: start.line,
      startColumn: start.column,
      endLine: end.line,
      endColumn: end.column,
    },
  },
});

const logical = (pointer: string) => ({
  fullyQualifiedName: pointer === '' ? '/' : pointer,
  kind: 'member',
});

/** The same as long as the finding is the same, wherever it stands in the file. */
const fingerprint = ({ rule, file, address }: Finding): string =>
  createHash('sha256').update(`${rule}\n${file}\n${address}`).digest('hex').slice(0, 32);
