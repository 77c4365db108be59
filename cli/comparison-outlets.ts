import { didYouMean } from '../harness/run/nearest.ts';
import { WrongQuestion } from './exit.ts';
import { prepareFile } from './files.ts';

const formats = ['json', 'markdown', 'html', 'text'] as const;

export type ComparisonFormat = (typeof formats)[number];

/** Where a comparison goes, and in which form. */
export interface ComparisonOutlet {
  readonly format: ComparisonFormat;
  /** Null is standard output. */
  readonly path: string | null;
}

/** Reads `FORMAT=FILE`. @throws WrongQuestion */
export function readComparisonOutlet(given: string): ComparisonOutlet {
  const [, word = given, path = ''] = /^([^=]*)=(.*)$/s.exec(given) ?? [];
  const format = formats.find((known) => known === word);
  if (format === undefined) {
    throw new WrongQuestion(
      `--report knows no format "${word}" of a comparison; there are ${formats.join(', ')}${didYouMean(word, formats)}`,
    );
  }
  if (path === '') {
    throw new WrongQuestion(
      `--report must say where to: ${format}=FILE, or ${format}=- for standard output`,
    );
  }
  return { format, path: path === '-' ? null : path };
}

/** Makes sure that every comparison can be written. @throws WrongQuestion */
export function prepareComparisons(outlets: readonly ComparisonOutlet[]): void {
  if (new Set(outlets.map(({ path }) => path)).size < outlets.length) {
    throw new WrongQuestion('two reports would go to one place');
  }
  for (const { path } of outlets) if (path !== null) prepareFile(path);
}
