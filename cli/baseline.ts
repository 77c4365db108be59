import type { Report } from '../reports/report.ts';
import { WrongQuestion } from './exit.ts';
import type { Outlet } from './outlets.ts';
import { readReport } from './read-report.ts';

/** Reads the earlier report that others are compared with; null where none is given. @throws WrongQuestion */
export function readBaseline(
  path: string | null,
  outlets: readonly Outlet[],
  declaration: { readonly sha256: string },
): Report | null {
  if (path === null) return null;
  if (outlets.every(({ format }) => format !== 'markdown')) {
    throw new WrongQuestion(
      '--baseline is told of in markdown alone, and no report is to be markdown',
    );
  }
  const report = readReport(path);
  if (report.declaration.sha256 !== declaration.sha256) {
    throw new WrongQuestion(
      `the baseline ${path} judges another declaration, and cannot be compared`,
    );
  }
  return report;
}
