import type { Report } from '../report.ts';

/** Prints a report in one format. Markdown also compares it with an earlier report, if there is one. */
export type Format = (report: Report, baseline: Report | null) => string;

/** HTML needs the files of the built page, which reports do not read themselves. */
type PageOpener = () => Format | Promise<Format>;

type Loader = (openPage: PageOpener) => Promise<Format>;

/** Every format of a report, by its name on the command line. Each is loaded only when it is asked for. */
const formats = {
  json: async () => (await import('./json.ts')).jsonReport,
  html: async (openPage) => openPage(),
  text: async () => {
    const { terminalText } = await import('../sections/whole.ts');
    const { unpainted } = await import('../paint.ts');
    return (report) => terminalText(report, unpainted);
  },
  markdown: async () => (await import('./markdown.ts')).markdown,
  junit: async () => (await import('./junit.ts')).junit,
  github: async () => (await import('./github.ts')).github,
  tap: async () => (await import('./tap.ts')).tap,
  ctrf: async () => (await import('./ctrf.ts')).ctrf,
  har: async () => (await import('./har.ts')).har,
  ndjson: async () => (await import('./ndjson.ts')).ndjson,
  badge: async () => (await import('./badge.ts')).badge,
  'badge-json': async () => (await import('./badge.ts')).badgeJson,
} as const satisfies Readonly<Record<string, Loader>>;

export type FormatName = keyof typeof formats;

export const isFormat = (word: string): word is FormatName => Object.hasOwn(formats, word);

export const formatNames: readonly FormatName[] = Object.keys(formats).filter(isFormat);

/** Loads a format. @param openPage what prints HTML, called only if the format is `html` */
export function loadFormat(name: FormatName, openPage: PageOpener): Promise<Format> {
  const load: Loader = formats[name];
  return load(openPage);
}
