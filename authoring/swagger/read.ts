import { isArray, isObject, type JsonObject, stringAt } from '../../harness/document/json.ts';
import {
  type Authorizations,
  methods,
  parameterPlaces,
  type SwaggerDocument,
  type DocumentedError,
  type SwaggerModel,
  type SwaggerOperation,
  type SwaggerParameter,
  type SwaggerProperty,
} from './document.ts';
import { readType } from './read-type.ts';
import { readScheme } from './schemes.ts';

/** A text is not a Swagger 1.2 API declaration; the message says where, and what is expected there. */
export class SwaggerError extends Error {}

/**
 * Reads a Swagger 1.2 API declaration, of any API. It is read by its author's intent where tools of the time were: a
 * boolean `required` of a property counts, and a property may name its model as its type.
 * @throws SwaggerError where the document cannot be read
 */
export function readDocument(raw: unknown): SwaggerDocument {
  const root = checkRoot(raw);
  const models = root['models'] === undefined ? {} : objectOf(root['models'], '/models');
  const isModel = (id: string): boolean => Object.hasOwn(models, id);
  const defaults = {
    produces: stringsAt(root, 'produces'),
    consumes: stringsAt(root, 'consumes'),
    authorizations: readAuthorizations(root),
  };
  const operations = listOf(root['apis'], '/apis').flatMap((api, i) => {
    const path = stringAt(api, 'path');
    if (path === '') throw new SwaggerError(`/apis/${i}: needs a path, for example "/rooms"`);
    return listOf(api['operations'], `/apis/${i}/operations`).map((operation, j) =>
      readOperation(path, operation, `/apis/${i}/operations/${j}`, isModel, defaults),
    );
  });
  return {
    raw: root,
    apiVersion: stringAt(root, 'apiVersion'),
    basePath: stringAt(root, 'basePath'),
    resourcePath: stringAt(root, 'resourcePath'),
    operations,
    models: readModels(models, isModel),
    schemes: schemesOf(root, operations),
    errorModel: null,
    readings: [],
  };
}

function checkRoot(raw: unknown): JsonObject {
  if (!isObject(raw)) throw new SwaggerError('a Swagger 1.2 declaration must be a JSON object');
  for (const key of ['openapi', 'swagger'] as const) {
    const version = raw[key];
    if (typeof version === 'string')
      throw new SwaggerError(`this is a document of ${key} ${version}; only Swagger 1.2 is read`);
  }
  const version = raw['swaggerVersion'];
  if (version !== '1.2') {
    const got = version === undefined ? 'there is none' : `got ${JSON.stringify(version)}`;
    throw new SwaggerError(`/swaggerVersion must be "1.2" (${got})`);
  }
  const apis = raw['apis'];
  const listing =
    isArray(apis) &&
    apis.length > 0 &&
    apis.every((api) => isObject(api) && api['operations'] === undefined);
  if (listing && raw['models'] === undefined)
    throw new SwaggerError(
      'this is a resource listing, which has no operations; give one of the API declarations that it lists',
    );
  return raw;
}

type Defaults = Pick<SwaggerOperation, 'produces' | 'consumes' | 'authorizations'>;

function readOperation(
  path: string,
  operation: JsonObject,
  pointer: string,
  isModel: (id: string) => boolean,
  defaults: Defaults,
): SwaggerOperation {
  const word = stringAt(operation, 'method').toUpperCase();
  const method = methods.find((one) => one === word);
  if (method === undefined) {
    const got = JSON.stringify(operation['method'] ?? null);
    throw new SwaggerError(`${pointer}/method must be one of ${methods.join(', ')} (got ${got})`);
  }
  return {
    nickname: stringAt(operation, 'nickname') || nameOf(method, path),
    method,
    path,
    summary: stringAt(operation, 'summary'),
    notes: stringAt(operation, 'notes'),
    deprecated: operation['deprecated'] === true || operation['deprecated'] === 'true',
    success: readType({ type: 'void', ...operation }, isModel),
    parameters: listOf(operation['parameters'] ?? [], `${pointer}/parameters`).map((one, i) =>
      readParameter(one, `${pointer}/parameters/${i}`, isModel),
    ),
    errors: listOf(operation['responseMessages'] ?? [], `${pointer}/responseMessages`).map(
      (one, i) => readError(one, `${pointer}/responseMessages/${i}`),
    ),
    produces:
      operation['produces'] === undefined ? defaults.produces : stringsAt(operation, 'produces'),
    consumes:
      operation['consumes'] === undefined ? defaults.consumes : stringsAt(operation, 'consumes'),
    authorizations: isObject(operation['authorizations'])
      ? readAuthorizations(operation)
      : defaults.authorizations,
    formOf: null,
    pointer,
    readings: [],
  };
}

/** A name for an operation that has none: `get_rooms_messages`. */
const nameOf = (method: string, path: string): string =>
  `${method.toLowerCase()}_${path.replaceAll(/\W+/g, '_').replaceAll(/^_|_$/g, '')}`;

function readParameter(
  parameter: JsonObject,
  pointer: string,
  isModel: (id: string) => boolean,
): SwaggerParameter {
  const place = parameterPlaces.find((one) => one === parameter['paramType']);
  if (place === undefined) {
    const got = JSON.stringify(parameter['paramType'] ?? null);
    throw new SwaggerError(
      `${pointer}/paramType must be one of ${parameterPlaces.join(', ')} (got ${got})`,
    );
  }
  return {
    name: stringAt(parameter, 'name'),
    in: place,
    type: readType(parameter, isModel),
    required: parameter['required'] === true,
    description: stringAt(parameter, 'description'),
    several: parameter['allowMultiple'] === true,
    pointer,
    readings: [],
  };
}

function readError(error: JsonObject, pointer: string): DocumentedError {
  const code = Number(error['code']);
  if (!Number.isInteger(code) || code < 100 || code > 599) {
    const got = JSON.stringify(error['code'] ?? null);
    throw new SwaggerError(`${pointer}/code must be an HTTP status from 100 to 599 (got ${got})`);
  }
  return {
    code,
    message: stringAt(error, 'message'),
    model: stringAt(error, 'responseModel') || null,
    pointer,
    readings: [],
  };
}

function readModels(
  models: JsonObject,
  isModel: (id: string) => boolean,
): ReadonlyMap<string, SwaggerModel> {
  const basesOf = new Map<string, readonly string[]>();
  for (const [base, model] of Object.entries(models))
    for (const id of new Set(isObject(model) ? stringsAt(model, 'subTypes') : []))
      if (id !== base) basesOf.set(id, [...(basesOf.get(id) ?? []), base]);
  return new Map(
    Object.keys(models).map((id) => [id, readModel(id, models, basesOf.get(id) ?? [], isModel)]),
  );
}

function readModel(
  id: string,
  models: JsonObject,
  bases: readonly string[],
  isModel: (id: string) => boolean,
): SwaggerModel {
  const pointer = `/models/${escapePart(id)}`;
  const model = objectOf(models[id], pointer);
  const names = stringsAt(model, 'required');
  const declared = objectOf(model['properties'] ?? {}, `${pointer}/properties`);
  const all = Object.entries(declared).map(([name, value]): SwaggerProperty => {
    const place = `${pointer}/properties/${escapePart(name)}`;
    const property = objectOf(value, place);
    return {
      name,
      type: readType(property, isModel),
      required: names.includes(name) || property['required'] === true,
      description: stringAt(property, 'description'),
      pointer: place,
      readings: [],
    };
  });
  return {
    id,
    description: stringAt(model, 'description'),
    properties: all.filter(({ name }) => !isPlaceholder(name)),
    placeholders: all.filter(({ name }) => isPlaceholder(name)),
    bases,
    discriminator: stringAt(model, 'discriminator') || null,
    conditions: [],
    pointer,
    readings: [],
  };
}

/** `_msgtype_defined_keys_` and the like stand for any further key (DEF-08). */
const isPlaceholder = (name: string): boolean => /^_.*_$/s.test(name);

function readAuthorizations(object: JsonObject): Authorizations {
  const value = object['authorizations'];
  if (!isObject(value)) return {};
  return Object.fromEntries(
    Object.entries(value).map(([name, scopes]) => [
      name,
      isArray(scopes)
        ? scopes.flatMap((one) => {
            const scope = isObject(one) ? stringAt(one, 'scope') : one;
            return typeof scope === 'string' && scope !== '' ? [scope] : [];
          })
        : [],
    ]),
  );
}

function schemesOf(
  root: JsonObject,
  operations: readonly SwaggerOperation[],
): SwaggerDocument['schemes'] {
  const defined = isObject(root['authorizations']) ? root['authorizations'] : {};
  const names = new Set([
    ...Object.keys(defined),
    ...operations.flatMap((one) => Object.keys(one.authorizations)),
  ]);
  return Object.fromEntries([...names].map((name) => [name, readScheme(defined[name])]));
}

const stringsAt = (object: JsonObject, key: string): readonly string[] => {
  const value = object[key];
  return isArray(value) ? value.filter((one) => typeof one === 'string') : [];
};

function listOf(value: unknown, pointer: string): readonly JsonObject[] {
  if (!isArray(value)) throw new SwaggerError(`${pointer} must be a list`);
  return value.map((one, i) => objectOf(one, `${pointer}/${i}`));
}

function objectOf(value: unknown, pointer: string): JsonObject {
  if (!isObject(value)) throw new SwaggerError(`${pointer} must be an object`);
  return value;
}

/** A key as a part of a JSON pointer. */
const escapePart = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');
