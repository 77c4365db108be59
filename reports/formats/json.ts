import { inertJson } from '../plain.ts';
import type { Report } from '../report.ts';

/** The report as JSON, as reports/report.schema.json describes it. */
export const jsonReport = (report: Report): string =>
  `${inertJson(JSON.stringify(report, null, 2))}\n`;
