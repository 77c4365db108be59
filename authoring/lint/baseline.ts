import { isArray, isObject, stringAt } from '../../harness/document/json.ts';
import type { Finding, LintReport } from './finding.ts';

/** A finding that is known already. It has no line, so that edits elsewhere in the file do not matter. */
export interface KnownFinding {
  readonly rule: string;
  readonly file: string;
  readonly address: string;
}

/** A baseline cannot be used; the message says why. */
export class BaselineError extends Error {}

const kind = 'rooms-conformance lint baseline 1';

/** Reads a baseline. @throws BaselineError */
export function parseBaseline(text: string): readonly KnownFinding[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new BaselineError('it is not JSON');
  }
  if (!isObject(value) || value['baseline'] !== kind || !isArray(value['findings'])) {
    throw new BaselineError(
      `it is not a baseline of this version; write one with --update-baseline`,
    );
  }
  return value['findings'].map((entry, index) => {
    const known = isObject(entry)
      ? {
          rule: stringAt(entry, 'rule'),
          file: stringAt(entry, 'file'),
          address:
            isObject(entry) && typeof entry['address'] === 'string' ? entry['address'] : null,
        }
      : null;
    if (known === null || known.rule === '' || known.file === '' || known.address === null) {
      throw new BaselineError(`/findings/${index} must have "rule", "file" and "address"`);
    }
    return { ...known, address: known.address };
  });
}

/** The baseline that knows all findings of a report. */
export function printBaseline({ findings }: LintReport): string {
  const known = findings
    .map(({ rule, file, address }): KnownFinding => ({ rule, file, address }))
    .toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  return `${JSON.stringify({ baseline: kind, findings: known }, null, 2)}\n`;
}

/** Marks what a baseline knows. @returns also what it knows and is not there any more */
export function compareWithBaseline(
  report: LintReport,
  baseline: readonly KnownFinding[],
): { readonly report: LintReport; readonly gone: readonly KnownFinding[] } {
  const known = new Set(baseline.map(keyOf));
  const found = new Set(report.findings.map(keyOf));
  const files = new Set(report.files.map(({ name }) => name));
  return {
    report: {
      ...report,
      findings: report.findings.map((finding) => ({
        ...finding,
        known: known.has(keyOf(finding)),
      })),
    },
    gone: baseline.filter((entry) => files.has(entry.file) && !found.has(keyOf(entry))),
  };
}

const keyOf = ({ file, rule, address }: Pick<Finding, 'file' | 'rule' | 'address'>): string =>
  `${file}\n${rule}\n${address}`;
