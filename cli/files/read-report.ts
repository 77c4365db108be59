import { Ajv, type ValidateFunction } from 'ajv';
import { plain } from '../../reports/plain.ts';
import { type Report, reportSchema } from '../../reports/report.ts';
import { isObject } from '../../harness/document/json.ts';
import { UsageError } from '../exit.ts';
import { readBundled, readText } from './files.ts';
import { parseJson } from './parse-text.ts';
import type { Output } from '../options/outputs.ts';

/**
 * Reads a report that was written as JSON.
 * @throws UsageError where the file is not one, or of another version than this program reads
 */
export function readReport(path: string): Report {
  const value = parsed(readText(path, 'the report'), path);
  const schema = isObject(value) ? value['schema'] : undefined;
  if (schema !== reportSchema) {
    const found = typeof schema === 'string' ? plain(schema, 60) : 'no schema';
    throw new UsageError(
      `${path} is not a report that this version reads (expected ${reportSchema}, got ${found}); write one with run --report json=FILE`,
    );
  }
  const validate = validator();
  if (validate(value)) return value;
  const [error] = validate.errors ?? [];
  const place = error === undefined ? '' : `: ${error.instancePath || 'it'} ${error.message ?? ''}`;
  throw new UsageError(`${path} is damaged${plain(place, 200)}`);
}

/** Reads the earlier report that others are compared with; null where none is given. @throws UsageError */
export function readBaseline(
  path: string | null,
  outputs: readonly Output[],
  judged: Pick<Report, 'declaration' | 'subject'>,
): Report | null {
  if (path === null) return null;
  if (outputs.every(({ format }) => format !== 'markdown')) {
    throw new UsageError(
      '--baseline only affects the Markdown report, and none is written; add one, for example markdown=FILE',
    );
  }
  const report = readReport(path);
  if (report.declaration.sha256 !== judged.declaration.sha256) {
    throw new UsageError(
      `the baseline ${path} is about another declaration; compare reports of one`,
    );
  }
  if (report.subject?.kind !== judged.subject?.kind) {
    throw new UsageError(
      `the baseline ${path} is about a ${report.subject?.kind ?? 'server'}, and this report is not; compare reports of one kind`,
    );
  }
  return report;
}

let compiled: ValidateFunction<Report> | null = null;

/** Compiled once, for compiling takes longer than reading. */
function validator(): ValidateFunction<Report> {
  // The schema is ours, and tests hold it against the schema of schemas, whose compilation takes long.
  compiled ??= new Ajv({ strictTypes: false, meta: false, validateSchema: false }).compile<Report>(
    schemaOfReports(),
  );
  return compiled;
}

function parsed(text: string, path: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    const reason = error instanceof Error ? plain(error.message, 200) : '';
    throw new UsageError(
      `${path} is not JSON: ${reason}. Write a report with run --report json=FILE.`,
    );
  }
}

function schemaOfReports(): object {
  const schema: unknown = JSON.parse(readBundled('reports/report.schema.json'));
  return isObject(schema) ? schema : {};
}
