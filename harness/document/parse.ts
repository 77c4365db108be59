import type {
  Declaration,
  Model,
  Operation,
  Parameter,
  Property,
  SuccessType,
} from './declaration.ts';
import { isNickname } from './ids.ts';
import { isArray, isObject, type JsonObject, objectsAt, stringAt } from './json.ts';

/** The document does not follow Swagger 1.2. The message says where. */
export class DeclarationError extends Error {}

/**
 * Reads a Swagger 1.2 declaration: paths, operations, models with their inherited properties.
 * @throws DeclarationError where the document cannot be read.
 */
export function parseDeclaration(raw: unknown, sha256: string): Declaration {
  if (!isObject(raw) || raw['swaggerVersion'] !== '1.2') {
    throw new DeclarationError('not a Swagger 1.2 declaration: swaggerVersion must be "1.2"');
  }
  const operations = objectsAt(raw, 'apis').flatMap((api, i) =>
    objectsAt(api, 'operations').map((operation, j) =>
      readOperation(stringAt(api, 'path'), operation, `/apis/${i}/operations/${j}`),
    ),
  );
  const models = isObject(raw['models']) ? raw['models'] : {};
  return {
    sha256,
    basePath: new URL(stringAt(raw, 'basePath')).pathname.replace(/\/$/, ''),
    operations,
    models: new Map(Object.keys(models).map((id) => [id, readModel(id, models)])),
    raw,
  };
}

function readOperation(path: string, operation: JsonObject, pointer: string): Operation {
  const nickname = stringAt(operation, 'nickname');
  const method = stringAt(operation, 'method');
  if (!isNickname(nickname)) throw new DeclarationError(`${pointer}: unknown nickname ${nickname}`);
  if (method !== 'GET' && method !== 'PUT' && method !== 'POST') {
    throw new DeclarationError(`${pointer}: unknown method ${method}`);
  }
  const parameters = objectsAt(operation, 'parameters');
  const prose = [
    stringAt(operation, 'notes'),
    ...parameters.map((p) => stringAt(p, 'description')),
  ];
  return {
    nickname,
    method,
    path,
    summary: stringAt(operation, 'summary'),
    notes: stringAt(operation, 'notes'),
    consumes: stringsAt(operation, 'consumes'),
    success: readSuccess(operation, pointer),
    parameters: parameters.map((p, i) => readParameter(p, `${pointer}/parameters/${i}`)),
    responseMessages: objectsAt(operation, 'responseMessages').map((m, i) => ({
      code: Number(m['code']),
      message: stringAt(m, 'message'),
      pointer: `${pointer}/responseMessages/${i}`,
    })),
    pointer,
    hasTxnIdForm: prose.some((text) => text.includes('as a PUT by suffixing /{txnId}')),
  };
}

function readSuccess(operation: JsonObject, pointer: string): SuccessType {
  const type = stringAt(operation, 'type');
  if (type === 'void') return { kind: 'void' };
  if (type !== 'array') return { kind: 'model', model: type };
  const items = operation['items'];
  if (!isObject(items)) throw new DeclarationError(`${pointer}: the array declares no items`);
  return { kind: 'array', model: stringAt(items, '$ref') };
}

function readParameter(parameter: JsonObject, pointer: string): Parameter {
  const where = stringAt(parameter, 'paramType');
  if (where !== 'path' && where !== 'query' && where !== 'body') {
    throw new DeclarationError(`${pointer}: unknown paramType ${where}`);
  }
  return {
    name: stringAt(parameter, 'name'),
    in: where,
    type: stringAt(parameter, 'type'),
    required: parameter['required'] === true,
    description: stringAt(parameter, 'description'),
    pointer,
  };
}

/** Own properties, then those of every base whose `subTypes` names this model. */
function readModel(id: string, models: JsonObject): Model {
  const own = propertiesOf(id, models);
  const bases = Object.keys(models).filter((base) => subTypesOf(base, models).includes(id));
  const inherited = bases.flatMap((base) =>
    readModel(base, models).properties.map((p) => ({
      ...p,
      inheritedFrom: p.inheritedFrom ?? base,
    })),
  );
  return {
    id,
    properties: [...own.filter((p) => !isPlaceholder(p.name)), ...inherited],
    placeholders: own.filter((p) => isPlaceholder(p.name)),
    subTypes: subTypesOf(id, models),
    open: own.some((p) => isPlaceholder(p.name)),
    pointer: `/models/${id}`,
  };
}

function subTypesOf(id: string, models: JsonObject): readonly string[] {
  const model = models[id];
  return isObject(model) ? stringsAt(model, 'subTypes') : [];
}

const stringsAt = (object: JsonObject, key: string): readonly string[] => {
  const value = object[key];
  return isArray(value) ? value.filter((one) => typeof one === 'string') : [];
};

const isPlaceholder = (name: string): boolean => /^_.*_$/.test(name);

function propertiesOf(id: string, models: JsonObject): readonly Property[] {
  const model = models[id];
  const properties = isObject(model) ? model['properties'] : undefined;
  if (!isObject(properties)) throw new DeclarationError(`/models/${id}: no properties`);
  return Object.entries(properties).map(([name, value]) =>
    readProperty(name, isObject(value) ? value : {}, models, `/models/${id}/properties/${name}`),
  );
}

function readProperty(
  name: string,
  property: JsonObject,
  models: JsonObject,
  pointer: string,
): Property {
  const type = stringAt(property, 'type') || stringAt(property, '$ref');
  const items = property['items'];
  const values = property['enum'];
  const shape = ((): Pick<Property, 'type' | 'model'> => {
    if (type === 'array') return { type, model: isObject(items) ? stringAt(items, '$ref') : null };
    if (type in models) return { type: 'model', model: type };
    if (type === 'string' || type === 'integer') return { type, model: null };
    if (type === '') return { type: 'any', model: null };
    throw new DeclarationError(`${pointer}: unknown type ${type}`);
  })();
  return {
    name,
    ...shape,
    required: property['required'] === true,
    values: isArray(values) ? values.filter((v) => typeof v === 'string') : null,
    description: stringAt(property, 'description'),
    inheritedFrom: null,
    pointer,
  };
}
