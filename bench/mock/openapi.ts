import type {
  Declaration,
  Model,
  Operation,
  Property,
} from '../../harness/document/declaration.ts';
import { type Route, routesOf } from '../../harness/traffic/routes.ts';

/** Answers to show as examples, by operation. */
export type Examples = Readonly<Record<string, unknown>>;

/** The declaration in the form of OpenAPI 3.0, for tools that do not read Swagger 1.2. */
export function openApiOf(declaration: Declaration, examples: Examples): object {
  const { basePath, models, operations } = declaration;
  const paths: Record<string, Record<string, object>> = {};
  const count = new Map<string, number>();
  for (const route of routesOf(declaration).all) {
    const { nickname } = route.operation;
    const number = (count.get(nickname) ?? 0) + 1;
    count.set(nickname, number);
    const item = (paths[`${basePath}${route.path}`] ??= {});
    item[route.method.toLowerCase()] = {
      operationId: number === 1 ? nickname : `${nickname}_${number}`,
      ...operationOf(route, examples[nickname]),
    };
  }
  return {
    openapi: '3.0.3',
    info: { title: `${operations.length} operations on rooms`, version: '1' },
    paths,
    components: {
      schemas: Object.fromEntries([...models.values()].map((model) => [model.id, schemaOf(model)])),
      securitySchemes: { token: { type: 'apiKey', in: 'query', name: 'access_token' } },
    },
    security: [{ token: [] }],
  };
}

function operationOf({ operation, names }: Route, example: unknown): object {
  const { parameters, summary } = operation;
  const body = parameters.find((one) => one.in === 'body');
  const content = { schema: successOf(operation), ...(example === undefined ? {} : { example }) };
  return {
    summary,
    parameters: [
      ...names.flatMap((name) =>
        name === null ? [] : [{ name, in: 'path', required: true, schema: { type: 'string' } }],
      ),
      ...parameters
        .filter((one) => one.in === 'query')
        .map(({ name, type, required }) => ({
          name,
          in: 'query',
          required,
          schema: { type: type === 'integer' ? 'integer' : 'string' },
        })),
    ],
    ...(body === undefined
      ? {}
      : {
          requestBody: {
            required: body.required,
            content: { 'application/json': { schema: reference(body.type) } },
          },
        }),
    responses: {
      200: { description: 'Success', content: { 'application/json': content } },
    },
  };
}

const reference = (model: string): object => ({ $ref: `#/components/schemas/${model}` });

function successOf({ success }: Operation): object {
  switch (success.kind) {
    case 'void':
      return { type: 'object' };
    case 'model':
      return reference(success.model);
    case 'array':
      return { type: 'array', items: reference(success.model) };
  }
}

const schemaOf = ({ properties }: Model): object => ({
  type: 'object',
  properties: Object.fromEntries(properties.map((property) => [property.name, typeOf(property)])),
  required: properties.filter(({ required }) => required).map(({ name }) => name),
});

function typeOf({ type, model, values }: Property): object {
  switch (type) {
    case 'string':
      return values === null ? { type } : { type, enum: values };
    case 'integer':
      return { type };
    case 'array':
      return { type, items: model === null ? {} : reference(model) };
    case 'model':
      return model === null ? {} : reference(model);
    case 'any':
      return {};
  }
}
