import type { Report } from '../reports/report.ts';

/** Makes a form of a report, from it alone, and, where the form compares, from an earlier one. */
export type Form = (report: Report, baseline: Report | null) => string;

/** Every form of a report, by the name it has on the command line. What makes it is loaded when it is asked for. */
export const formats = {
  json: async () => (await import('../reports/formats/json.ts')).jsonReport,
  html: async () => (await import('./page.ts')).openPage(),
  text: async () => {
    const { terminalText } = await import('../reports/terminal.ts');
    const { unpainted } = await import('../reports/paint.ts');
    return (report) => terminalText(report, unpainted);
  },
  markdown: async () => (await import('../reports/formats/markdown.ts')).markdown,
  junit: async () => (await import('../reports/formats/junit.ts')).junit,
  github: async () => (await import('../reports/formats/github.ts')).github,
  tap: async () => (await import('../reports/formats/tap.ts')).tap,
  ctrf: async () => (await import('../reports/formats/ctrf.ts')).ctrf,
  har: async () => (await import('../reports/formats/har.ts')).har,
  ndjson: async () => (await import('../reports/formats/ndjson.ts')).ndjson,
  badge: async () => (await import('../reports/formats/badge.ts')).badge,
  'badge-json': async () => (await import('../reports/formats/badge.ts')).badgeJson,
} as const satisfies Readonly<Record<string, () => Promise<Form>>>;

export type FormatName = keyof typeof formats;

export const formatNames: readonly string[] = Object.keys(formats);

export const isFormat = (word: string): word is FormatName => Object.hasOwn(formats, word);
