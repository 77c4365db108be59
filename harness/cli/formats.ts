import { jsonReport } from '../../reports/json.ts';
import { unpainted } from '../../reports/paint.ts';
import type { Report } from '../../reports/report.ts';
import { terminalText } from '../../reports/terminal.ts';
import { pageReport } from './page.ts';

/** Every form of a report, by the name it has on the command line. Each is made from the report alone. */
export const formats = {
  json: jsonReport,
  html: pageReport,
  text: (report: Report) => terminalText(report, unpainted),
} as const satisfies Readonly<Record<string, (report: Report) => string>>;

export type FormatName = keyof typeof formats;

export const formatNames: readonly string[] = Object.keys(formats);

export const isFormat = (word: string): word is FormatName => Object.hasOwn(formats, word);
