import { extname } from 'node:path';
import { UsageError } from '../exit.ts';
import { prepareFile, readBundled, readTextIfThere, writeFile } from '../files/files.ts';

/** The templates of drivers, by the ending of the file that one becomes. */
const templates: Readonly<Record<string, readonly [file: string, command: string]>> = {
  '.mjs': ['driver.mjs', 'node'],
  '.js': ['driver.mjs', 'node'],
  '.py': ['driver.py', 'python3'],
};

/**
 * Writes the template of a driver, which runs at once and supports nothing yet.
 * @returns what to do next
 * @throws UsageError for an ending without a template, and for a file that is there already
 */
export function writeTemplate(path: string): string {
  const template = templates[extname(path)];
  if (template === undefined) {
    throw new UsageError(
      `--init has templates in JavaScript and Python; name a file that ends with .mjs, .js or .py (got "${path}"). In another language, write one as docs/clients/drivers.md says.`,
    );
  }
  if (readTextIfThere(path, 'the driver') !== null) {
    throw new UsageError(`${path} is there already; --init does not write over it`);
  }
  const [file, program] = template;
  prepareFile(path, 'the driver');
  writeFile(path, readBundled(`drivers/template/${file}`), 'the driver');
  return [
    `${path} was written. It runs at once, and supports nothing yet:`,
    '',
    `  rooms-conformance client -- ${program} ${path}`,
    '',
    'Fill in the places marked TODO; the page docs/clients/for-sdk-authors.md of the package goes through them.',
    '',
  ].join('\n');
}
