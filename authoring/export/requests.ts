import { namesIn, type SwaggerOperation, type SwaggerParameter } from '../swagger/document.ts';
import { typeOfKind } from '../swagger/read-type.ts';
import { described, readingsOf, type Schema, type SchemaStyle, typeSchema } from './schema.ts';

/**
 * The parameters of the path, the query and the headers. A template that the declaration does not describe becomes a
 * string; a parameter of the path that the path does not have is left out, since OpenAPI forbids it.
 * @param names what the templates of the path are called, for those that the declaration calls otherwise
 */
export function parametersOf(
  { parameters, path }: SwaggerOperation,
  names: ReadonlyMap<string, string>,
  style: SchemaStyle,
): readonly Schema[] {
  const templates = [...new Set(namesIn(path))];
  const inPath = templates.map(
    (name) => parameters.find((one) => one.in === 'path' && one.name === name) ?? undescribed(name),
  );
  const others = parameters.filter((one) => one.in === 'query' || one.in === 'header');
  return unique([...inPath, ...others]).map((parameter) => ({
    name: parameter.in === 'path' ? (names.get(parameter.name) ?? parameter.name) : parameter.name,
    in: parameter.in,
    required: parameter.in === 'path' || parameter.required,
    ...described(parameter.description),
    schema: parameter.several
      ? { type: 'array', items: typeSchema(parameter.type, style) }
      : typeSchema(parameter.type, style),
    ...(parameter.in === 'query' && (parameter.several || parameter.type.kind === 'array')
      ? { style: 'form', explode: false }
      : {}),
    ...(parameter.pointer === null ? {} : { 'x-pointer': parameter.pointer }),
    ...readingsOf(parameter.readings),
  }));
}

const undescribed = (name: string): SwaggerParameter => ({
  name,
  in: 'path',
  type: typeOfKind('string'),
  required: true,
  description: '',
  several: false,
  pointer: null,
  readings: [],
});

/** OpenAPI has each name once a place. */
const unique = (parameters: readonly SwaggerParameter[]): readonly SwaggerParameter[] =>
  parameters.filter(
    (one, i) => parameters.findIndex((p) => p.in === one.in && p.name === one.name) === i,
  );

/** The body of a request; null where there is none. */
export function bodyOf(
  { parameters, consumes }: SwaggerOperation,
  style: SchemaStyle,
): Schema | null {
  const body = parameters.find((one) => one.in === 'body');
  if (body !== undefined) {
    const types = consumes.length === 0 ? ['application/json'] : consumes;
    const schema = typeSchema(body.type, style);
    return {
      ...described(body.description),
      required: body.required,
      content: Object.fromEntries(types.map((type) => [type, { schema }])),
      ...(body.pointer === null ? {} : { 'x-pointer': body.pointer }),
      ...readingsOf(body.readings),
    };
  }
  const fields = unique(parameters.filter((one) => one.in === 'form'));
  if (fields.length === 0) return null;
  const type = fields.some((one) => one.type.kind === 'file')
    ? 'multipart/form-data'
    : 'application/x-www-form-urlencoded';
  const required = fields.filter((one) => one.required).map(({ name }) => name);
  return {
    required: required.length > 0,
    content: {
      [type]: {
        schema: {
          type: 'object',
          properties: Object.fromEntries(
            fields.map((one) => [
              one.name,
              { ...typeSchema(one.type, style), ...described(one.description) },
            ]),
          ),
          ...(required.length === 0 ? {} : { required }),
        },
      },
    },
  };
}
