import type { JsonPointer } from '../../harness/document/declaration.ts';
import { isArray, isObject, type JsonObject, stringAt } from '../../harness/document/json.ts';
import { below } from './pointer.ts';
import type {
  Api,
  ApiDeclaration,
  Authorization,
  Model,
  Operation,
  Parameter,
  Property,
  ResourceListing,
  ResponseMessage,
  TypeUse,
} from './swagger.ts';

/** Reads an API declaration of Swagger 1.2, of which anything may be wrong. */
export function readDeclaration(raw: JsonObject): ApiDeclaration {
  const apis = objects(raw, 'apis', '').map(readApi);
  const { models } = raw;
  return {
    kind: 'declaration',
    pointer: '',
    raw,
    basePath: textOrNull(raw, 'basePath'),
    resourcePath: textOrNull(raw, 'resourcePath'),
    produces: textsOrNull(raw, 'produces'),
    consumes: textsOrNull(raw, 'consumes'),
    authorizations: readAuthorizations(raw, ''),
    apis,
    operations: apis.flatMap(({ operations }) => operations),
    models: new Map(
      entries(models).map(([name, model]) => [
        name,
        readModel(name, model, below('/models', name)),
      ]),
    ),
  };
}

/** Reads a resource listing of Swagger 1.2, of which anything may be wrong. */
export const readListing = (raw: JsonObject): ResourceListing => ({
  kind: 'listing',
  pointer: '',
  raw,
  apis: objects(raw, 'apis', '').map((api) => ({ ...api, path: stringAt(api.raw, 'path') })),
  authorizations: readAuthorizations(raw, ''),
});

interface Found {
  readonly pointer: JsonPointer;
  readonly raw: JsonObject;
}

function readApi({ pointer, raw }: Found): Api {
  const path = stringAt(raw, 'path');
  return {
    pointer,
    raw,
    path,
    operations: objects(raw, 'operations', pointer).map((found) =>
      readOperation(found, path, below(pointer, 'path')),
    ),
  };
}

const readOperation = (
  { pointer, raw }: Found,
  path: string,
  pathPointer: JsonPointer,
): Operation => ({
  pointer,
  raw,
  path,
  pathPointer,
  method: stringAt(raw, 'method'),
  nickname: stringAt(raw, 'nickname'),
  summary: stringAt(raw, 'summary'),
  notes: stringAt(raw, 'notes'),
  result: readType({ pointer, raw }),
  parameters: objects(raw, 'parameters', pointer).map(readParameter),
  responses: objects(raw, 'responseMessages', pointer).map(readResponse),
  consumes: textsOrNull(raw, 'consumes'),
  produces: textsOrNull(raw, 'produces'),
  authorizations: readAuthorizations(raw, pointer),
});

function readType({ pointer, raw }: Found, isItem = false): TypeUse {
  const { items } = raw;
  return {
    pointer,
    raw,
    type: textOrNull(raw, 'type'),
    ref: textOrNull(raw, '$ref'),
    format: textOrNull(raw, 'format'),
    enum: textsOrNull(raw, 'enum'),
    // Swagger 1.2 has no lists of lists.
    items:
      isObject(items) && !isItem
        ? readType({ pointer: below(pointer, 'items'), raw: items }, true)
        : null,
  };
}

const readParameter = (found: Found): Parameter => ({
  ...readType(found),
  name: stringAt(found.raw, 'name'),
  description: stringAt(found.raw, 'description'),
  paramType: stringAt(found.raw, 'paramType'),
  required: found.raw['required'] === true,
});

function readResponse({ pointer, raw }: Found): ResponseMessage {
  const { code } = raw;
  return {
    pointer,
    raw,
    code: typeof code === 'number' ? code : null,
    message: stringAt(raw, 'message'),
    model: textOrNull(raw, 'responseModel'),
  };
}

function readModel(name: string, raw: JsonObject, pointer: JsonPointer): Model {
  const required = textsOrNull(raw, 'required');
  return {
    pointer,
    raw,
    name,
    id: stringAt(raw, 'id'),
    description: stringAt(raw, 'description'),
    properties: entries(raw['properties']).map(([key, property]) =>
      readProperty(key, property, below(pointer, 'properties', key), required ?? []),
    ),
    subTypes: textsOrNull(raw, 'subTypes') ?? [],
    discriminator: textOrNull(raw, 'discriminator'),
    listsRequired: required !== null,
  };
}

function readProperty(
  name: string,
  raw: JsonObject,
  pointer: JsonPointer,
  required: readonly string[],
): Property {
  const own = raw['required'];
  return {
    ...readType({ pointer, raw }),
    name,
    description: stringAt(raw, 'description'),
    required: own === true || required.includes(name),
    ownRequired: typeof own === 'boolean' ? own : null,
  };
}

function readAuthorizations(
  raw: JsonObject,
  pointer: JsonPointer,
): readonly Authorization[] | null {
  const { authorizations } = raw;
  if (!isObject(authorizations)) return null;
  return Object.entries(authorizations).map(([name, value]) => ({
    name,
    pointer: below(pointer, 'authorizations', name),
    raw: isObject(value) ? value : {},
  }));
}

/** The elements of a list that are objects. */
function objects(raw: JsonObject, key: string, pointer: JsonPointer): readonly Found[] {
  const list = raw[key];
  if (!isArray(list)) return [];
  return list.flatMap((one, index) =>
    isObject(one) ? [{ raw: one, pointer: below(pointer, key, index) }] : [],
  );
}

const entries = (value: unknown): readonly (readonly [string, JsonObject])[] =>
  isObject(value)
    ? Object.entries(value).flatMap(([key, one]) => (isObject(one) ? [[key, one] as const] : []))
    : [];

function textOrNull(raw: JsonObject, key: string): string | null {
  const value = raw[key];
  return typeof value === 'string' ? value : null;
}

function textsOrNull(raw: JsonObject, key: string): readonly string[] | null {
  const list = raw[key];
  return isArray(list) ? list.filter((one) => typeof one === 'string') : null;
}
