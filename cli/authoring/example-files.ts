import { dirname, resolve, sep } from 'node:path';
import { type DocumentFormat, formatOf } from '../../authoring/examples/document-format.ts';
import type { ExampleDocument } from '../../authoring/examples/example.ts';
import { readDocument } from '../../authoring/examples/read-document.ts';
import { UsageError } from '../exit.ts';
import { filesBelow, isFolder, readText, realPathOf } from '../files/files.ts';

/** How documents are read. */
export interface ReadDocuments {
  /** Null where the name of each file tells. */
  readonly format: DocumentFormat | null;
  readonly model: string | null;
}

/** Documents that a folder may hold by the hundred without being examples are left out: JSON, and scripts. */
const inFolders: readonly (DocumentFormat | null)[] = ['markdown', 'rst', 'asciidoc'];

/** Reads the documents that are named, and those in the folders that are. @throws UsageError */
export function readDocuments(
  names: readonly string[],
  options: ReadDocuments,
): readonly ExampleDocument[] {
  const files = names.flatMap((name) => {
    if (!isFolder(name)) return [name];
    const found = filesBelow(name).filter(
      (file) => inFolders.includes(formatOf(file)) && !file.endsWith('.txt'),
    );
    if (found.length === 0)
      throw new UsageError(`${name} holds no documents in Markdown, reStructuredText or AsciiDoc`);
    return found;
  });
  return [...new Set(files)].map((name) => readOne(name, options));
}

function readOne(name: string, { format: named, model }: ReadDocuments): ExampleDocument {
  const format = model === null ? (named ?? formatOf(name)) : 'json';
  if (format === null)
    throw new UsageError(
      `${name}: the name does not say which format the document has; say it with --format markdown or another one`,
    );
  const text = readText(name, 'the document');
  return readDocument(name, text, { format, model, readBeside: (path) => readBeside(name, path) });
}

/** The largest file that an example may refer to. */
const longest = 1024 * 1024;

/** The text of a file in the folder of a document or below it; null where there is none, or where it lies elsewhere. */
function readBeside(document: string, path: string): string | null {
  const folder = realPathOf(dirname(document));
  const file = realPathOf(resolve(dirname(document), path));
  if (
    folder === null ||
    file === null ||
    !file.startsWith(folder.endsWith(sep) ? folder : folder + sep)
  )
    return null;
  try {
    const text = readText(file, 'the file');
    return text.length > longest ? null : text;
  } catch (error) {
    if (error instanceof UsageError) return null;
    throw error;
  }
}
