import { checkDocument, defineDocument, documentError, readDocument } from '../documents/index.ts';
import { readSchema } from '../schemas/read-schema.ts';
import { findingsIn } from './check.ts';
import type { RulesDocument } from './document.ts';

const kind = defineDocument<RulesDocument>('the rules', readSchema('rules'));

/**
 * Reads rules that are written in YAML or JSON.
 * @param file its name in messages
 * @throws DocumentError
 */
export const readRules = (file: string, text: string): RulesDocument =>
  checked(readDocument(kind, file, text));

/** Checks rules that came as a value. @throws DocumentError */
export const checkRules = (value: unknown): RulesDocument => checked(checkDocument(kind, value));

function checked(document: RulesDocument): RulesDocument {
  const findings = findingsIn(document);
  if (findings.length > 0) throw documentError(document, findings);
  return document;
}
