import { clean } from '../../../reports/plain.ts';
import { sarifText } from '../../source/sarif.ts';
import { rules, type RuleId } from '../judge/finding.ts';
import type { ExamplesReport } from './report.ts';
import { findingsOf, type ToldPlace } from './told.ts';

/** Where the guide to the command is. */
const guide =
  'https://github.com/matrix-rooms-conformance/matrix-rooms-conformance/blob/main/docs/authoring/examples.md';

/** A report as SARIF 2.1.0, for code scanning, with corrections as fixes. */
export function sarifReport({ documents, version }: ExamplesReport): string {
  const found = documents.flatMap((one) =>
    findingsOf(one).map((finding) => ({ finding, file: one.name })),
  );
  const used = Object.entries(rules).filter(([id]) =>
    found.some(({ finding }) => finding.rule === id),
  );
  return sarifText({
    tool: 'rooms-conformance examples',
    version,
    guide,
    mimeTypes: new Map(documents.map(({ name }) => [name, mimeTypeOf(name)])),
    rules: used.map(([id, [severity, summary]]) => ({
      id,
      severity,
      summary,
      page: guide,
    })),
    results: found.map(({ finding, file }) => ({
      rule: finding.rule satisfies RuleId,
      severity: finding.severity,
      message: clean(finding.message),
      file,
      range: rangeOf(finding),
      pointer: finding.pointer,
      fingerprint: null,
      fix:
        finding.suggestion === null
          ? null
          : { range: rangeOf(finding.suggestion), text: finding.suggestion.text },
    })),
  });
}

const rangeOf = ({ line, column, endLine, endColumn }: ToldPlace) => ({
  start: { line, column },
  end: { line: endLine, column: endColumn },
});

const mimeTypeOf = (name: string): string => {
  if (/\.(?:json|har)$/.test(name)) return 'application/json';
  return /\.(?:md|markdown)$/.test(name) ? 'text/markdown' : 'text/plain';
};
