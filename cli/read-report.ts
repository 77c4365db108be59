import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import { plain } from '../reports/plain.ts';
import { type Report, reportSchema } from '../reports/report.ts';
import { isObject } from '../harness/document/json.ts';
import { WrongQuestion } from './exit.ts';
import { readText } from './files.ts';

/**
 * Reads a report that was written as JSON.
 * @throws WrongQuestion where the file is none, or of another version than this program reads
 */
export function readReport(path: string): Report {
  const value = parsed(readText(path, 'the report'), path);
  const schema = isObject(value) ? value['schema'] : undefined;
  if (schema !== reportSchema) {
    const other = typeof schema === 'string' ? ` (it says ${plain(schema, 60)})` : '';
    throw new WrongQuestion(
      `${path} is no report that this version reads: ${reportSchema} is wanted${other}; write one with run --report json=FILE`,
    );
  }
  const validate = validator();
  if (validate(value)) return value;
  const [error] = validate.errors ?? [];
  const place = error === undefined ? '' : `: ${error.instancePath || 'it'} ${error.message ?? ''}`;
  throw new WrongQuestion(`${path} is damaged${plain(place, 200)}`);
}

let compiled: ValidateFunction<Report> | null = null;

/** Compiled once, for compiling takes longer than reading. */
function validator(): ValidateFunction<Report> {
  compiled ??= new Ajv({ strictTypes: false }).compile<Report>(schemaOfReports());
  return compiled;
}

function parsed(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new WrongQuestion(`${path} is not JSON; a report in JSON is wanted`);
  }
}

function schemaOfReports(): object {
  const file = new URL('../reports/report.schema.json', import.meta.url);
  const schema: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return isObject(schema) ? schema : {};
}
