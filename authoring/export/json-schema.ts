import type { DataType, SwaggerDocument, SwaggerModel } from '../swagger/document.ts';
import { checkExportable } from './check.ts';
import { componentName, createNames } from './names.ts';
import { modelSchema, type Schema, type SchemaStyle } from './schema.ts';

/**
 * Writes the models of a declaration as one JSON Schema (2020-12), with each model below `$defs`.
 * @param id the model that the schema itself stands for, with those that it needs; null for all models and none of them
 * @throws SwaggerError where the declaration contradicts itself; RangeError for a model that it does not have
 */
export function toJsonSchema(declaration: SwaggerDocument, id: string | null = null): Schema {
  checkExportable(declaration);
  const { models } = declaration;
  if (id !== null && !models.has(id)) throw new RangeError(`the declaration has no model ${id}`);
  const names = createNames(models.keys(), componentName);
  const style: SchemaStyle = { prefix: '#/$defs/', openApi: false, names };
  const needed = id === null ? new Set(models.keys()) : neededBy(id, declaration);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: id ?? `Models of ${declaration.resourcePath || 'the declaration'}`,
    ...(id === null ? {} : { $ref: style.prefix + names.of(id) }),
    $defs: Object.fromEntries(
      [...models.values()]
        .filter((model) => needed.has(model.id))
        .map((model) => [names.of(model.id), modelSchema(model, style)]),
    ),
  };
}

/** A model and all that it refers to. */
function neededBy(id: string, { models }: SwaggerDocument): ReadonlySet<string> {
  const found = new Set([id]);
  for (const one of found) {
    const model = models.get(one);
    if (model === undefined) continue;
    for (const next of referred(model)) found.add(next);
  }
  return found;
}

const referred = ({ bases, properties, conditions }: SwaggerModel): readonly string[] => [
  ...bases,
  ...properties.flatMap(({ type }) => modelsOf(type)),
  ...conditions.map(({ model }) => model),
];

/** The models that a type names. */
const modelsOf = (type: DataType): readonly string[] =>
  type.items === null ? (type.model === null ? [] : [type.model]) : modelsOf(type.items);
