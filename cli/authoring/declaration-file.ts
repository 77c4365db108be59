import { createHash } from 'node:crypto';
import { readDocument } from '../../authoring/swagger/read.ts';
import { notJson } from '../../authoring/source/document-kind.ts';
import type { SwaggerDocument } from '../../authoring/swagger/document.ts';
import { SwaggerError } from '../../authoring/swagger/read.ts';
import { isArray, isObject } from '../../harness/document/json.ts';
import { UsageError } from '../exit.ts';
import { readBundled, readText } from '../files/files.ts';
import { parseJson } from '../files/parse-text.ts';

/** A declaration that was given to a command, and where it is from. */
export interface DeclarationFile {
  /** The name of its file, or words for the bundled one. */
  readonly name: string;
  /** The hash of its text. */
  readonly sha256: string;
  readonly document: SwaggerDocument;
}

const bundled = 'spec/api-docs-rooms.json';

/** More levels than any declaration has; what reads it walks through it level by level. */
const deepest = 100;

/**
 * Reads a declaration in Swagger 1.2.
 * @param path null for the bundled one
 * @throws UsageError where the file cannot be read; SwaggerError where it is no declaration
 */
export function readDeclarationFile(path: string | null): DeclarationFile {
  const text = path === null ? readBundled(bundled) : readText(path, 'the declaration');
  const name = path ?? 'the bundled declaration';
  const raw = jsonOf(text, name);
  if (depthOf(raw) > deepest)
    throw new UsageError(`${name} is nested deeper than ${deepest} levels`);
  try {
    const sha256 = createHash('sha256').update(text).digest('hex');
    return { name, sha256, document: readDocument(raw) };
  } catch (error) {
    throw error instanceof SwaggerError ? within(name, error) : error;
  }
}

/** Says in which file the problem is. */
export const within = (name: string, error: SwaggerError): SwaggerError =>
  new SwaggerError(`${name} cannot be read as a declaration in Swagger 1.2: ${error.message}`);

function jsonOf(text: string, name: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const other = notJson(text);
    throw new UsageError(`${name} cannot be read as JSON: ${other ?? reason}`);
  }
}

/** How deep a value is nested, without walking through it by recursion. */
function depthOf(value: unknown): number {
  let level: readonly unknown[] = [value];
  let depth = 0;
  while (level.length > 0 && depth <= deepest) {
    depth += 1;
    level = level.flatMap((one) => {
      if (isArray(one)) return one;
      return isObject(one) ? Object.values(one) : [];
    });
  }
  return depth;
}
