import {
  isArray,
  isObject,
  type JsonObject,
  objectsAt,
  stringAt,
} from '../../../harness/document/json.ts';
import { templateNames } from '../view/paths.ts';

const problem = {
  id: 'Problem',
  required: ['text'],
  properties: { text: { type: 'string', description: 'What is wrong.' } },
};

/**
 * A whole declaration around a piece of one, in which everything else is right: a model, a parameter, a property, an
 * operation, an entry of `apis`, or a part of the document itself. What the piece says stays as it is.
 */
export function complete(piece: JsonObject): JsonObject {
  if (piece['swaggerVersion'] !== undefined) return piece;
  return withDocument(partOf(piece));
}

/** The part of a document that holds a piece. */
function partOf(piece: JsonObject): JsonObject {
  if (piece['operations'] !== undefined) return { apis: [piece] };
  if (piece['method'] !== undefined) {
    const names = objectsAt(piece, 'parameters')
      .filter(({ paramType }) => paramType === 'path')
      .map((one) => `/{${stringAt(one, 'name')}}`);
    return { apis: [{ path: `/pets${names.join('')}`, operations: [piece] }] };
  }
  if (piece['paramType'] !== undefined) {
    const method = ['body', 'form'].includes(stringAt(piece, 'paramType')) ? 'POST' : 'GET';
    return { apis: [{ path: '/pets', operations: [{ method, parameters: [piece] }] }] };
  }
  if (piece['properties'] !== undefined) return { models: { [stringAt(piece, 'id')]: piece } };
  return piece;
}

function withDocument(part: JsonObject): JsonObject {
  const models = isObject(part['models']) ? part['models'] : {};
  const written = isArray(part['apis']) ? part['apis'].filter(isObject) : [];
  const text = JSON.stringify([written, models]);
  // A model that nothing refers to is answered by an operation.
  const answered = Object.keys(models)
    .filter(
      (name) =>
        !new RegExp(`"(?:type|\\$ref|responseModel)":"${name}"`).test(text) &&
        !isSubtype(name, models),
    )
    .map((name) => ({ path: `/any/${name}`, operations: [{ method: 'GET', type: name }] }));
  let count = 0;
  const apis = [...written, ...answered].map((entry) => ({
    ...entry,
    operations: objectsAt(entry, 'operations').map((operation) => {
      count += 1;
      return withDefaults(operation, stringAt(entry, 'path'), count);
    }),
  }));
  const isUsed = JSON.stringify(apis).includes('"Problem"');
  return {
    swaggerVersion: '1.2',
    apiVersion: '1',
    basePath: 'https://pets.example/api',
    ...part,
    apis,
    models: isUsed ? { Problem: problem, ...models } : models,
  };
}

const isSubtype = (name: string, models: JsonObject): boolean =>
  Object.values(models).some(
    (model) => isObject(model) && isArray(model['subTypes']) && model['subTypes'].includes(name),
  );

const withDefaults = (operation: JsonObject, path: string, count: number): JsonObject => ({
  nickname: `do${count}`,
  summary: `Do number ${count}.`,
  type: 'string',
  parameters: templateNames(path)
    .filter((name) => name !== '')
    .map((name) => ({
      name,
      paramType: 'path',
      type: 'string',
      required: true,
      description: 'Where it is, for example north-7.',
    })),
  responseMessages: [{ code: 404, message: 'It is not there.', responseModel: 'Problem' }],
  ...operation,
});
