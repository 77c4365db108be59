import { resolve } from 'node:path';
import { loadSpec } from '../../harness/document/load.ts';
import { didYouMean } from '../../harness/document/nearest.ts';
import {
  type Format,
  type FormatName,
  formatNames,
  loadFormat,
} from '../../reports/formats/index.ts';
import type { Paint } from '../../reports/paint.ts';
import type { Report } from '../../reports/report.ts';
import { UsageError } from '../exit.ts';
import { prepareFile, readBundled, writeFile } from '../files/files.ts';
import { InvalidValue, readText } from './option.ts';
import type { ProcessContext } from '../process/process-context.ts';

/** Where a report goes, and in which format. */
export interface Output<F extends string = FormatName> {
  readonly format: F;
  /** Null is standard output. */
  readonly path: string | null;
}

/** Reads `FORMAT=FILE`. */
export const readOutput =
  <F extends string>(names: readonly F[]) =>
  (given: unknown): Output<F> => {
    const text = readText(given);
    const [, word = text, path = ''] = /^([^=]*)=(.*)$/s.exec(text) ?? [];
    const format = names.find((name) => name === word);
    if (format === undefined) {
      const hint = didYouMean(word, names);
      throw new InvalidValue(
        `does not know the format "${word}"; ${names.length === 1 ? 'the only format is' : 'the formats are'} ${names.join(', ')}${hint}`,
      );
    }
    if (path === '') {
      throw new InvalidValue(
        `must say where to write: ${format}=FILE, or ${format}=- for standard output`,
      );
    }
    return { format, path: path === '-' ? null : path };
  };

/** Reads `FORMAT=FILE`, or `FORMAT` for standard output. */
export function readOutputOrFormat(given: unknown): Output {
  const text = readText(given);
  return readOutput(formatNames)(text.includes('=') ? text : `${text}=-`);
}

/**
 * Makes sure, before anything runs, that every output can be written.
 * @param inputs the files that the command reads, none of which may be written over
 * @throws UsageError
 */
export function prepareOutputs(
  outputs: readonly Output<string>[],
  inputs: readonly string[] = [],
): void {
  if (outputs.filter(({ path }) => path === null).length > 1) {
    throw new UsageError('only one report can go to standard output');
  }
  const paths = outputs.flatMap(({ path }) => (path === null ? [] : [path]));
  const places = paths.map((path) => resolve(path));
  const double = paths.find((_, i) => places.indexOf(places[i] ?? '') < i);
  if (double !== undefined) throw new UsageError(`two reports would go to ${double}`);
  for (const path of paths) prepareFile(path, 'the report', inputs);
}

/** Writes texts to their places. One that cannot be written costs none of the others. @throws UsageError */
export function writeOutputs(
  texts: readonly { readonly path: string | null; readonly text: string }[],
  out: (text: string) => void,
): void {
  const problems: string[] = [];
  for (const { path, text } of texts) {
    try {
      if (path === null) out(text);
      else writeFile(path, text);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      problems.push(error.message);
    }
  }
  if (problems.length > 0) throw new UsageError(problems.join('\n'));
}

/** Writes a report to every place it was asked for. */
export type Writer = (report: Report, out: (text: string) => void, baseline: Report | null) => void;

/**
 * Prepares the outputs of a run, and loads what makes them.
 * @param inputs the files that the command reads
 * @throws UsageError
 */
export async function openOutputs(
  outputs: readonly Output[],
  inputs: readonly string[] = [],
): Promise<Writer> {
  prepareOutputs(outputs, inputs);
  const forms = await Promise.all(
    outputs.map(async ({ format, path }) => ({ path, form: await loadFormat(format, openPage) })),
  );
  return (report, out, baseline) =>
    writeOutputs(
      forms.map(({ path, form }) => ({ path, text: form(report, baseline) })),
      out,
    );
}

/** Loads the page that shows a report. @throws UsageError where it was never built */
async function openPage(): Promise<Format> {
  const { htmlReport } = await import('../../reports/formats/html.ts');
  const assets = { script: readAsset('page.js'), style: readAsset('page.css') };
  return (report) => htmlReport(report, loadSpec().declaration, assets);
}

/** A file of the built page of reports. @throws UsageError where it was never built */
export function readAsset(name: string): string {
  try {
    return readBundled(`reports/page/${name}`);
  } catch {
    throw new UsageError('HTML reports need the built page; run npm run build');
  }
}

/** Shows a text to people: on standard output, unless an output goes there. */
export function show(
  text: (paint: Paint) => string,
  outputs: readonly Output<string>[],
  { out, note, paint, notePaint }: Pick<ProcessContext, 'out' | 'note' | 'paint' | 'notePaint'>,
): void {
  if (outputs.some(({ path }) => path === null)) note(text(notePaint));
  else out(text(paint));
}
