import { isObject } from '../harness/document/json.ts';
import { WrongQuestion } from './exit.ts';
import { readText, readTextIfThere } from './files.ts';
import { parseDocument } from './yaml.ts';

const usual = 'rooms-conformance.yaml';

/**
 * Reads the configuration: the file asked for, else the usual one in the current directory.
 * @returns null where there is none
 * @throws WrongQuestion
 */
export function readConfig(
  path: string | null,
): { readonly name: string; readonly given: Readonly<Record<string, unknown>> } | null {
  const name = path ?? usual;
  const text =
    path === null
      ? readTextIfThere(name, 'the configuration')
      : readText(name, 'the configuration');
  if (text === null) return null;
  const given = parseDocument(text, name) ?? {};
  if (!isObject(given))
    throw new WrongQuestion(`${name} must hold options by their names, such as "level: implied"`);
  return { name, given };
}
