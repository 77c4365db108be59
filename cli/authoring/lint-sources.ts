import { relative, resolve, sep } from 'node:path';
import { documentKind, notJson } from '../../authoring/source/document-kind.ts';
import { readSource, type Source } from '../../authoring/source/source.ts';
import { plain } from '../../reports/plain.ts';
import { UsageError } from '../exit.ts';
import { readBytes } from '../files/files.ts';

/** The files that can be checked, and a sentence for each that cannot. */
export interface OpenedSources {
  readonly sources: readonly Source[];
  readonly problems: readonly string[];
}

/** Reads Swagger 1.2 files. What is JSON with a mistake in it can be checked: the mistake is a finding. */
export function openSources(paths: readonly string[]): OpenedSources {
  const opened = [...new Set(paths.map((path) => resolve(path)))].map(open);
  return {
    sources: opened.filter((one) => typeof one !== 'string'),
    problems: opened.filter((one) => typeof one === 'string').map((problem) => plain(problem, 400)),
  };
}

function open(path: string): Source | string {
  const name = nameOf(path);
  try {
    const read = readSource(readBytes(path, 'the file'), name);
    if (!read.ok) return `${name} cannot be checked: ${read.reason}`;
    const { source } = read;
    if (source.value === undefined) {
      const other = notJson(source.text);
      return other === null ? source : `${name} cannot be checked: ${other}.`;
    }
    const kind = documentKind(source.value);
    return kind.kind === 'foreign' ? `${name} cannot be checked: ${kind.sentence}.` : source;
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
}

/** The path from the current directory, as addresses have it; that of a file elsewhere is absolute. */
function nameOf(path: string): string {
  const below = relative('.', path);
  return (below.startsWith('..') ? path : below).split(sep).join('/');
}
