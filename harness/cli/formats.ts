import { badge, badgeJson } from '../../reports/forms/badge.ts';
import { ctrf } from '../../reports/forms/ctrf.ts';
import { github } from '../../reports/forms/github.ts';
import { har } from '../../reports/forms/har.ts';
import { junit } from '../../reports/forms/junit.ts';
import { markdown } from '../../reports/forms/markdown.ts';
import { ndjson } from '../../reports/forms/ndjson.ts';
import { tap } from '../../reports/forms/tap.ts';
import { jsonReport } from '../../reports/json.ts';
import { unpainted } from '../../reports/paint.ts';
import type { Report } from '../../reports/report.ts';
import { terminalText } from '../../reports/terminal.ts';
import { pageReport } from './page.ts';

/** Makes a form of a report, from it alone, and, where the form compares, from an earlier one. */
type Form = (report: Report, baseline: Report | null) => string;

/** Every form of a report, by the name it has on the command line. */
export const formats = {
  json: jsonReport,
  html: pageReport,
  text: (report) => terminalText(report, unpainted),
  markdown,
  junit,
  github,
  tap,
  ctrf,
  har,
  ndjson,
  badge,
  'badge-json': badgeJson,
} as const satisfies Readonly<Record<string, Form>>;

export type FormatName = keyof typeof formats;

export const formatNames: readonly string[] = Object.keys(formats);

export const isFormat = (word: string): word is FormatName => Object.hasOwn(formats, word);
