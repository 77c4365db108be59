import { checkDocument, defineDocument, documentError, readDocument } from '../documents/index.ts';
import { findingsInWhen } from '../rules/check.ts';
import { readSchema } from '../schemas/read-schema.ts';
import { bounds, type VerifyDocument } from './verify.ts';

const kind = defineDocument<VerifyDocument>('the expectations', readSchema('verify'));

/**
 * Reads what is expected of a journal, written in YAML or JSON.
 * @param file its name in messages
 * @throws DocumentError
 */
export const readVerify = (file: string, text: string): VerifyDocument =>
  checked(readDocument(kind, file, text));

/** Checks expectations that came as a value. @throws DocumentError */
export const checkVerify = (value: unknown): VerifyDocument => checked(checkDocument(kind, value));

function checked(document: VerifyDocument): VerifyDocument {
  const findings = document.expect.flatMap(({ when, times }, index) => {
    const pointer = `/expect/${index}`;
    const { min, max } = bounds(times);
    const impossible = { pointer: `${pointer}/times`, message: `min is ${min} and max is ${max}` };
    return [...findingsInWhen(when, `${pointer}/when`), ...(min > max ? [impossible] : [])];
  });
  if (findings.length > 0) throw documentError(document, findings);
  return document;
}
