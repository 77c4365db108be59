import { resolve } from 'node:path';
import type { Report } from '../reports/report.ts';
import { didYouMean } from '../harness/run/nearest.ts';
import { openPage } from './page.ts';
import { WrongQuestion } from './exit.ts';
import { prepareFile, writeFile } from './files.ts';
import { type FormatName, formatNames, isFormat, loadFormat } from '../reports/formats/index.ts';

/** Where a report goes, and in which form. */
export interface Outlet {
  readonly format: FormatName;
  /** Null is standard output. */
  readonly path: string | null;
}

/** Reads `FORMAT=FILE`. @returns what is wrong with it, as the rest of a sentence */
export function parseOutlet(given: string): Outlet | string {
  const [, format = given, path = ''] = /^([^=]*)=(.*)$/s.exec(given) ?? [];
  if (!isFormat(format)) {
    const hint = didYouMean(format, formatNames);
    return `knows no format "${format}"; there are ${formatNames.join(', ')}${hint}`;
  }
  if (path === '') return `must say where to: ${format}=FILE, or ${format}=- for standard output`;
  return { format, path: path === '-' ? null : path };
}

/** Reads `FORMAT=FILE`, or `FORMAT` for standard output, where it is asked for by name. @throws WrongQuestion */
export function readFormat(given: string): Outlet {
  const outlet = parseOutlet(given.includes('=') ? given : `${given}=-`);
  if (typeof outlet === 'string') throw new WrongQuestion(`--format ${outlet}`);
  return outlet;
}

/** Writes a report to every place it was asked for, once all its forms are made. */
export type Writer = (report: Report, out: (text: string) => void, baseline?: Report) => void;

/**
 * Makes sure that every report can be made and written, before anything runs.
 * @returns what writes them; it throws WrongQuestion where one cannot be written after all
 * @throws WrongQuestion
 */
export async function openOutlets(outlets: readonly Outlet[]): Promise<Writer> {
  if (outlets.filter(({ path }) => path === null).length > 1) {
    throw new WrongQuestion('only one report can go to standard output');
  }
  const paths = outlets.flatMap(({ path }) => (path === null ? [] : [path]));
  const places = paths.map((path) => resolve(path));
  const double = paths.find((_, i) => places.indexOf(places[i] ?? '') < i);
  if (double !== undefined) throw new WrongQuestion(`two reports would go to ${double}`);
  for (const path of paths) prepareFile(path);
  const forms = await Promise.all(
    outlets.map(async ({ format, path }) => ({ path, form: await loadFormat(format, openPage) })),
  );
  return (report, out, baseline) => {
    const made = forms.map(({ path, form }) => ({ path, text: form(report, baseline ?? null) }));
    const problems: string[] = [];
    for (const { path, text } of made) {
      try {
        if (path === null) out(text);
        else writeFile(path, text);
      } catch (error) {
        if (!(error instanceof WrongQuestion)) throw error;
        problems.push(error.message);
      }
    }
    // One that cannot be written costs none of the others.
    if (problems.length > 0) throw new WrongQuestion(problems.join('\n'));
  };
}
