import type { Severity } from '../judge/finding.ts';
import { findingsOf, type ToldDocument } from './told.ts';

/** What was found in documents. Its form is `examples.schema.json`. */
export interface ExamplesReport {
  readonly schema: 'rooms-conformance-examples/1';
  /** Of this program. */
  readonly version: string;
  /** The digest of the declaration. */
  readonly declaration: string;
  readonly documents: readonly ToldDocument[];
  readonly totals: Totals;
}

/** How much was looked at, and found. */
export interface Totals {
  readonly documents: number;
  readonly examples: number;
  /** Examples of this API. */
  readonly judged: number;
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  /** Blocks that the authors left out. */
  readonly ignored: number;
  /** Blocks of JSON that belong to no request. */
  readonly loose: number;
}

/** Collects documents into a report. */
export function reportOf(
  documents: readonly ToldDocument[],
  version: string,
  declaration: string,
): ExamplesReport {
  const examples = documents.flatMap((one) => one.examples);
  const findings = documents.flatMap(findingsOf);
  const count = (wanted: Severity): number =>
    findings.filter(({ severity }) => severity === wanted).length;
  const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
  return {
    schema: 'rooms-conformance-examples/1',
    version,
    declaration,
    documents,
    totals: {
      documents: documents.length,
      examples: examples.length,
      // What is meant for this API and is not of it counts as well.
      judged: examples.filter(
        ({ of, findings: own }) => of !== null || own.some(({ severity }) => severity !== 'info'),
      ).length,
      errors: count('error'),
      warnings: count('warning'),
      infos: count('info'),
      ignored: sum(documents.map(({ ignored }) => ignored)),
      loose: sum(documents.map(({ loose }) => loose.length)),
    },
  };
}

/** Whether a report has findings that fail. */
export function isFailed({ totals }: ExamplesReport, failOn: Severity | 'never'): boolean {
  switch (failOn) {
    case 'never':
      return false;
    case 'error':
      return totals.errors > 0;
    case 'warning':
      return totals.errors + totals.warnings > 0;
    case 'info':
      return totals.errors + totals.warnings + totals.infos > 0;
  }
}
