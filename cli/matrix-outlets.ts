import { matrixMarkdown } from '../reports/kill-matrix/markdown.ts';
import { matrixJson, matrixText } from '../reports/kill-matrix/text.ts';
import { unpainted } from '../reports/paint.ts';
import { didYouMean } from '../harness/run/nearest.ts';
import type { KillMatrix } from '../selftest/matrix.ts';
import type { Register } from '../harness/document/requirements.ts';
import { WrongQuestion } from './exit.ts';
import { prepareFile, writeFile } from './files.ts';

/** Where a kill matrix goes, and in which form. */
export interface MatrixOutlet {
  readonly format: keyof typeof formats;
  /** Null is standard output. */
  readonly path: string | null;
}

const formats = {
  json: (matrix: KillMatrix) => matrixJson(matrix),
  markdown: (matrix: KillMatrix, register: Register) => matrixMarkdown(matrix, register),
  text: (matrix: KillMatrix) => matrixText(matrix, unpainted),
} as const;

const isFormat = (word: string): word is keyof typeof formats => Object.hasOwn(formats, word);

/** Reads `FORMAT=FILE`. @throws WrongQuestion */
export function readMatrixOutlet(given: string): MatrixOutlet {
  const [, format = given, path = ''] = /^([^=]*)=(.*)$/s.exec(given) ?? [];
  if (!isFormat(format)) {
    const names = Object.keys(formats);
    const hint = didYouMean(format, names);
    throw new WrongQuestion(
      `--report knows no format "${format}" of a kill matrix; there are ${names.join(', ')}${hint}`,
    );
  }
  if (path === '') {
    throw new WrongQuestion(
      `--report must say where to: ${format}=FILE, or ${format}=- for standard output`,
    );
  }
  return { format, path: path === '-' ? null : path };
}

/** Makes sure that every matrix can be written, before anything runs. @throws WrongQuestion */
export function prepareMatrices(outlets: readonly MatrixOutlet[]): void {
  if (new Set(outlets.map(({ path }) => path)).size < outlets.length) {
    throw new WrongQuestion('two reports would go to one place');
  }
  for (const { path } of outlets) if (path !== null) prepareFile(path);
}

/** Writes every matrix. @throws WrongQuestion where one cannot be written */
export function writeMatrices(
  outlets: readonly MatrixOutlet[],
  matrix: KillMatrix,
  register: Register,
  out: (text: string) => void,
): void {
  for (const { format, path } of outlets) {
    const text = formats[format](matrix, register);
    if (path === null) out(text);
    else writeFile(path, text);
  }
}
