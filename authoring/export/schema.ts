import type {
  Condition,
  DataType,
  Reading,
  SwaggerModel,
  SwaggerProperty,
} from '../swagger/document.ts';
import type { Names } from './names.ts';

/** A schema of JSON Schema 2020-12, which is also the dialect of OpenAPI 3.1. */
export type Schema = Readonly<Record<string, unknown>>;

/** How a document refers to its schemas. */
export interface SchemaStyle {
  /** What stands before the name of a schema in a reference, such as `#/$defs/`. */
  readonly prefix: string;
  /** Whether schemas may have keys that only OpenAPI knows. */
  readonly openApi: boolean;
  readonly names: Names;
}

/** The schema of a type. */
export function typeSchema(type: DataType, style: SchemaStyle): Schema {
  const { kind, format, items, minimum, maximum, uniqueItems, usual, values } = type;
  return {
    ...kindSchema(kind, type, style),
    ...(items === null ? {} : { items: typeSchema(items, style) }),
    ...(format === null ? {} : { format }),
    ...(values === null ? {} : { enum: values.map((value) => asKind(value, kind)) }),
    ...(minimum === null ? {} : { minimum }),
    ...(maximum === null ? {} : { maximum }),
    ...(uniqueItems ? { uniqueItems } : {}),
    ...(usual === undefined ? {} : { default: asKind(usual, kind) }),
  };
}

function kindSchema(kind: DataType['kind'], { model }: DataType, style: SchemaStyle): Schema {
  switch (kind) {
    case 'string':
    case 'integer':
    case 'number':
    case 'boolean':
    case 'object':
    case 'array':
      return { type: kind };
    case 'file':
      return { type: 'string', contentMediaType: 'application/octet-stream' };
    case 'model':
      return { $ref: style.prefix + style.names.of(model ?? '') };
    case 'any':
    case 'void':
      return {};
  }
}

/** Swagger 1.2 writes values of every type as strings. */
function asKind(value: unknown, kind: DataType['kind']): unknown {
  if (typeof value !== 'string') return value;
  if (kind === 'boolean') return value === 'true' ? true : value === 'false' ? false : value;
  if (kind !== 'integer' && kind !== 'number') return value;
  const number = Number(value);
  return value.trim() === '' || Number.isNaN(number) ? value : number;
}

/** The schema of a model: what it inherits as `allOf`, its own properties, and which of them must be there. */
export function modelSchema(model: SwaggerModel, style: SchemaStyle): Schema {
  const { bases, properties, placeholders, conditions, discriminator, description } = model;
  const required = properties.filter((one) => one.required).map(({ name }) => name);
  const [placeholder] = placeholders;
  return {
    ...(bases.length === 0
      ? {}
      : { allOf: bases.map((id) => ({ $ref: style.prefix + style.names.of(id) })) }),
    type: 'object',
    ...described(description),
    ...(properties.length === 0
      ? {}
      : {
          properties: Object.fromEntries(
            properties.map((property) => [property.name, propertySchema(property, style)]),
          ),
        }),
    ...(required.length === 0 ? {} : { required }),
    ...(placeholder === undefined
      ? {}
      : { additionalProperties: described(placeholder.description) }),
    ...conditional(conditions, style),
    ...(discriminator === null || !style.openApi
      ? {}
      : { discriminator: { propertyName: discriminator } }),
    ...readingsOf([...model.readings, ...placeholders.map(readPlaceholder)]),
  };
}

const propertySchema = (property: SwaggerProperty, style: SchemaStyle): Schema => ({
  ...typeSchema(property.type, style),
  ...described(property.description),
  ...readingsOf(property.readings),
});

const readPlaceholder = ({ name, pointer }: SwaggerProperty): Reading => ({
  id: 'placeholder',
  defect: 'DEF-08',
  pointer: pointer ?? '',
  quote: name,
  text: `${name} is not a key: it stands for any further keys, with any values.`,
});

/** Types that depend on the value of a sibling. */
function conditional(conditions: readonly Condition[], style: SchemaStyle): Schema {
  const rules = conditions.map(({ key, value, property, model }) => ({
    if: { properties: { [key]: { const: value } }, required: [key] },
    // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
    then: { properties: { [property]: { $ref: style.prefix + style.names.of(model) } } },
  }));
  const [only, ...more] = rules;
  if (only === undefined) return {};
  return more.length === 0 ? only : { anyOf: rules };
}

/** A description, unless it is empty. */
export const described = (description: string): Schema =>
  description === '' ? {} : { description };

/** The readings that something rests on, under a key that tools pass over. */
export const readingsOf = (readings: readonly Reading[]): Schema =>
  readings.length === 0 ? {} : { 'x-readings': readings.map(shown) };

const shown = ({ id, defect, pointer, quote, text }: Reading): Schema => ({
  id,
  ...(defect === null ? {} : { defect }),
  pointer,
  quote,
  text,
});
