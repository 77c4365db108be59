import { checkDocument, defineDocument, documentError, readDocument } from '../documents/index.ts';
import { readSchema } from '../schemas/read-schema.ts';
import { findingsIn } from './check.ts';
import type { RulesDocument } from './document.ts';

const kind = defineDocument<RulesDocument>('the rules', readSchema('rules'));

/**
 * Reads rules that are written in YAML or JSON.
 * @param file its name in messages
 * @param taken the ids of rules that are there already
 * @throws DocumentError
 */
export const readRules = (file: string, text: string, taken?: ReadonlySet<string>): RulesDocument =>
  checked(readDocument(kind, file, text), taken);

/**
 * Checks rules that came as a value.
 * @param taken the ids of rules that are there already
 * @throws DocumentError
 */
export const checkRules = (value: unknown, taken?: ReadonlySet<string>): RulesDocument =>
  checked(checkDocument(kind, value), taken);

function checked(
  document: RulesDocument,
  taken: ReadonlySet<string> = new Set<string>(),
): RulesDocument {
  const findings = findingsIn(document, taken);
  if (findings.length > 0) throw documentError(document, findings);
  return document;
}
