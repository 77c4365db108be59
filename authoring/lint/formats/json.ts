import type { LintReport } from '../finding.ts';
import { pageOf } from '../pages.ts';

/** The version of what is printed; `authoring/lint/schemas/report.schema.json` describes it. */
const schema = 'rooms-conformance/lint/1';

/** The findings for programs. */
export function lintJson({ files, findings }: LintReport): string {
  const value = {
    schema,
    files: files.map(({ name, kind }) => ({ name, kind })),
    findings: findings.map((finding) => ({
      rule: finding.rule,
      severity: finding.severity,
      page: pageOf(finding.rule),
      file: finding.file,
      pointer: finding.pointer,
      address: finding.address,
      range: finding.range,
      message: finding.message,
      known: finding.known,
      related: finding.related,
      ...(finding.defect === null ? {} : { defect: finding.defect }),
    })),
  };
  return `${JSON.stringify(value, null, 2)}\n`;
}
