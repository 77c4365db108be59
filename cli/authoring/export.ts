import { toJsonSchema } from '../../authoring/export/json-schema.ts';
import { toOpenApi } from '../../authoring/export/openapi.ts';
import { toTypes } from '../../authoring/export/types.ts';
import { withReadings } from '../../authoring/readings/apply.ts';
import type { SwaggerDocument } from '../../authoring/swagger/document.ts';
import { SwaggerError } from '../../authoring/swagger/read.ts';
import { didYouMean } from '../../harness/document/nearest.ts';
import { formatYaml } from '../../harness/document/yaml.ts';
import { exit, type ExitCode, UsageError } from '../exit.ts';
import { prepareFile, writeFile } from '../files/files.ts';
import { exportKinds } from '../options/declarations.ts';
import type { Given } from '../options/parse.ts';
import type { ProcessContext } from '../process/process-context.ts';
import { readDeclarationFile, within } from './declaration-file.ts';

type Kind = (typeof exportKinds)[number];

/** Writes a declaration in another form. @throws UsageError, SwaggerError */
export function exportCommand(
  { args, values, typed }: Given<'export'>,
  { out, note }: ProcessContext,
): ExitCode {
  const [word = '', path = null] = args;
  const { format, readings, model, output } = values;
  const kind = kindOf(word);
  if (kind !== 'json-schema' && model !== null)
    throw new UsageError(
      '--model needs json-schema, for example: export json-schema --model Topic',
    );
  if (kind === 'types' && typed['format'] !== undefined)
    throw new UsageError('types are written in TypeScript; leave out --format');
  const { name, document } = readDeclarationFile(path);
  const file = output === '-' ? null : output;
  if (file !== null) prepareFile(file, 'the export', path === null ? [] : [path]);
  const read = readings === 'suite' ? withReadings(document) : document;
  const text = textOf(kind, read, { name, model, yaml: format === 'yaml', note });
  if (file === null) out(text);
  else writeFile(file, text, 'the export');
  return exit.conformant;
}

function kindOf(word: string): Kind {
  const kind = exportKinds.find((one) => one === word);
  if (kind !== undefined) return kind;
  throw new UsageError(
    `export does not know "${word}"; it writes ${exportKinds.join(', ')}${didYouMean(word, exportKinds)}`,
  );
}

function textOf(
  kind: Kind,
  document: SwaggerDocument,
  how: {
    readonly name: string;
    readonly model: string | null;
    readonly yaml: boolean;
    readonly note: (text: string) => void;
  },
): string {
  const written = (value: unknown): string =>
    how.yaml ? formatYaml(value) : `${JSON.stringify(value, null, 2)}\n`;
  try {
    switch (kind) {
      case 'openapi': {
        const { document: made, remarks } = toOpenApi(document);
        for (const remark of remarks) how.note(`${remark}\n`);
        return written(made);
      }
      case 'json-schema':
        checkModel(document, how.model);
        return written(toJsonSchema(document, how.model));
      case 'types':
        return toTypes(document);
    }
  } catch (error) {
    throw error instanceof SwaggerError ? within(how.name, error) : error;
  }
}

function checkModel({ models }: SwaggerDocument, id: string | null): void {
  if (id === null || models.has(id)) return;
  throw new UsageError(`the declaration has no model ${id}${didYouMean(id, models.keys())}`);
}
