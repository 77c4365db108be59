import {
  namesIn,
  type SecurityScheme,
  type SwaggerDocument,
  type SwaggerOperation,
} from '../swagger/document.ts';
import { checkExportable } from './check.ts';
import { componentName, createNames } from './names.ts';
import { bodyOf, parametersOf } from './requests.ts';
import { responsesOf, sharedResponses } from './responses.ts';
import { modelSchema, readingsOf, type Schema, type SchemaStyle } from './schema.ts';

/** A document of OpenAPI, and what its reader should know about it. */
export interface OpenApiExport {
  readonly document: Schema;
  /** Sentences about what the declaration left open. */
  readonly remarks: readonly string[];
}

/**
 * Writes a declaration as OpenAPI 3.1. Equal declarations give equal documents, with their keys in the order of the
 * declaration.
 * @throws SwaggerError where the declaration contradicts itself
 */
export function toOpenApi(declaration: SwaggerDocument): OpenApiExport {
  checkExportable(declaration);
  const { models, operations, apiVersion, resourcePath } = declaration;
  const names = createNames(models.keys(), componentName);
  const style: SchemaStyle = { prefix: '#/components/schemas/', openApi: true, names };
  const ids = createNames(
    operations.map((one, i) => keyOf(one, i)),
    operationId,
  );
  const needed = securityOf(operations[0] ?? null);
  const shared = operations.every((one) => same(securityOf(one), needed)) ? needed : null;
  const paths: Record<string, Record<string, Schema>> = {};
  const templates = new Map<string, string>();
  for (const [i, operation] of operations.entries()) {
    const path = operation.path.startsWith('/') ? operation.path : `/${operation.path}`;
    const form = path.replaceAll(/\{[^{}/]+\}/g, '{}');
    const first = templates.get(form) ?? path;
    templates.set(form, first);
    const item = (paths[first] ??= {});
    item[operation.method.toLowerCase()] = {
      operationId: ids.of(keyOf(operation, i)),
      ...operationOf(declaration, operation, renamed(path, first), style),
      ...(shared === null ? { security: securityOf(operation) } : {}),
    };
  }
  const { schemes, remarks } = definedSchemes(declaration);
  const title = resourcePath.replace(/^\//, '');
  return {
    document: {
      openapi: '3.1.0',
      info: {
        title: title === '' ? 'An API' : `The API below /${title}`,
        version: apiVersion || '0',
        description: 'Made from a declaration in Swagger 1.2.',
      },
      servers: [serverOf(declaration)],
      ...(shared === null ? {} : { security: shared }),
      paths,
      components: {
        schemas: Object.fromEntries(
          [...models.values()].map((model) => [
            names.of(model.id),
            { ...modelSchema(model, style), ...pointerOf(model.pointer) },
          ]),
        ),
        ...(declaration.errorModel === null
          ? {}
          : { responses: sharedResponses(declaration, style) }),
        ...(Object.keys(schemes).length === 0 ? {} : { securitySchemes: schemes }),
      },
      ...readingsOf(declaration.readings),
    },
    remarks,
  };
}

/** Nicknames may stand twice. The number tells them apart; it is not shown. */
const keyOf = ({ nickname }: SwaggerOperation, i: number): string => `${nickname} ${i}`;

const operationId = (key: string): string => key.replace(/ \d+$/, '');

/** What the templates of a path are called in another path of the same form. */
function renamed(path: string, first: string): ReadonlyMap<string, string> {
  const names = namesIn(first);
  return new Map(namesIn(path).map((name, i) => [name, names[i] ?? name]));
}

function operationOf(
  declaration: SwaggerDocument,
  operation: SwaggerOperation,
  templates: ReadonlyMap<string, string>,
  style: SchemaStyle,
): Schema {
  const { summary, notes, deprecated, pointer, readings, formOf } = operation;
  const parameters = parametersOf(operation, templates, style);
  const body = bodyOf(operation, style);
  const description = [
    ...(notes === '' || notes === summary ? [] : [notes]),
    ...readings.map(({ text, defect }) => `${text}${defect === null ? '' : ` (${defect})`}`),
  ].join('\n\n');
  return {
    ...(summary === '' ? {} : { summary }),
    ...(description === '' ? {} : { description }),
    ...(deprecated ? { deprecated } : {}),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === null ? {} : { requestBody: body }),
    responses: responsesOf(declaration, operation, style),
    ...pointerOf(pointer),
    ...(formOf === null ? {} : { 'x-form-of': formOf }),
    ...readingsOf(readings),
  };
}

const pointerOf = (pointer: string | null): Schema =>
  pointer === null ? {} : { 'x-pointer': pointer };

/** A Swagger 1.2 declaration needs every scheme that it names. */
const securityOf = (operation: SwaggerOperation | null): readonly Schema[] =>
  operation === null || Object.keys(operation.authorizations).length === 0
    ? []
    : [operation.authorizations];

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

function serverOf({ basePath }: SwaggerDocument): Schema {
  const own = /^https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?=[:/]|$)/.test(basePath);
  return {
    url: basePath.replace(/\/$/, '') || '/',
    ...(own
      ? {
          description:
            'Only the path is part of the API: the origin is where the author of the declaration ran a server.',
        }
      : {}),
  };
}

/** The definitions of the schemes. OpenAPI does not permit a scheme without one, so a guess stands in for it. */
function definedSchemes({ schemes }: SwaggerDocument): {
  readonly schemes: Readonly<Record<string, SecurityScheme>>;
  readonly remarks: readonly string[];
} {
  const unknown = Object.keys(schemes).filter((name) => schemes[name] === null);
  return {
    schemes: Object.fromEntries(
      Object.entries(schemes).map(([name, scheme]) => [name, scheme ?? guessed]),
    ),
    remarks: unknown.map(
      (name) =>
        `the authorization "${name}" is defined nowhere; the export takes it for a key in the header Authorization`,
    ),
  };
}

const guessed: SecurityScheme = {
  type: 'apiKey',
  in: 'header',
  name: 'Authorization',
  description: 'The declaration names this scheme and does not define it: this is a guess.',
};
