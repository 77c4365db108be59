import type { ExampleDocument } from '../../authoring/examples/example.ts';
import type { PlayedDocument } from '../../authoring/examples/play/played.ts';
import { edited, editsOf } from '../../authoring/examples/update/edits.ts';
import { count } from '../../reports/plain.ts';
import { UsageError } from '../exit.ts';
import { holds, prepareFile, writeFile } from '../files/files.ts';

/** Makes sure, before anything is played, that documents can be written as they are encoded. @throws UsageError */
export function checkUpdatable(documents: readonly ExampleDocument[]): void {
  for (const { name, text } of documents) {
    if (!holds(name, text))
      throw new UsageError(
        `${name} is not UTF-8 without a byte order mark, so --update cannot keep its encoding; save it as UTF-8`,
      );
    prepareFile(name, 'the document');
  }
}

/**
 * Writes what the target sent into documents, each of them at once or not at all. One that was changed meanwhile stays as it
 * is.
 * @returns what was written, one line for each document
 * @throws UsageError where one was changed meanwhile, after the others were written
 */
export function updateDocuments(played: readonly PlayedDocument[]): readonly string[] {
  const lines: string[] = [];
  const changed: string[] = [];
  for (const one of played) {
    const { name, text } = one.document;
    const edits = editsOf(one);
    if (edits.length === 0) continue;
    if (!holds(name, text)) {
      changed.push(name);
      continue;
    }
    writeFile(name, edited(text, edits), 'the document');
    lines.push(`${name}: ${count(edits.length, 'place')} corrected`);
  }
  if (changed.length > 0)
    throw new UsageError(
      `${changed.join(', ')} changed while its examples were played, so nothing was written into it; run the command again`,
    );
  return lines;
}
