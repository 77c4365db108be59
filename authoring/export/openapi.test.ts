import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import { isArray, isObject, type JsonObject } from '../../harness/document/json.ts';
import { asTheSuiteReads, byTheLetter, bundledText, pets } from '../testing/declarations.ts';
import { type Edit, edited } from '../testing/edit.ts';
import { withReadings } from '../readings/apply.ts';
import { readDocument } from '../swagger/read.ts';
import { toOpenApi } from './openapi.ts';

const documents = {
  'the bundled declaration': toOpenApi(asTheSuiteReads).document,
  'its letter': toOpenApi(byTheLetter).document,
  'another API': toOpenApi(withReadings(readDocument(pets))).document,
};
const rooms = documents['the bundled declaration'];
const petApi = documents['another API'];

/** What stands at a path of keys; undefined where there is nothing. */
function at(document: unknown, ...keys: readonly string[]): unknown {
  let here = document;
  for (const key of keys)
    here = isObject(here) ? here[key] : isArray(here) ? here[Number(key)] : undefined;
  return here;
}

const objectAt = (document: unknown, ...keys: readonly string[]): JsonObject => {
  const found = at(document, ...keys);
  return isObject(found) ? found : {};
};

const operationsOf = (document: unknown) =>
  Object.entries(objectAt(document, 'paths')).flatMap(([path, item]) =>
    Object.entries(isObject(item) ? item : {}).map(([method, operation]) => ({
      address: `${method.toUpperCase()} ${path}`,
      operation: isObject(operation) ? operation : {},
    })),
  );

describe.each(Object.entries(documents))('OpenAPI of %s', (_, document) => {
  it('is right by the schema of OpenAPI 3.1', async () => {
    const result = await new Validator().validate(JSON.parse(JSON.stringify(document)));
    expect(result.errors ?? []).toEqual([]);
    expect(result.valid).toBe(true);
  });

  it('refers to nothing that is not there', () => {
    const text = JSON.stringify(document);
    const references = [...text.matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path = '']) => path);
    expect(references.length).toBeGreaterThan(0);
    for (const path of references) expect(at(document, ...path.split('/'))).toBeDefined();
  });

  it('names no operation twice, and describes every template of a path', () => {
    const ids = operationsOf(document).map(({ operation }) => operation['operationId']);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { address, operation } of operationsOf(document)) {
      const templates = [...address.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const parameters = isArray(operation['parameters']) ? operation['parameters'] : [];
      const inPath = parameters.filter((one) => at(one, 'in') === 'path');
      expect(inPath.map((one) => at(one, 'name'))).toEqual(templates);
      for (const one of inPath) expect(at(one, 'required')).toBe(true);
    }
  });
});

describe('what naive converters lose', () => {
  it('the forms of operations that stand in prose alone', () => {
    const addresses = operationsOf(rooms).map(({ address }) => address);
    expect(addresses).toHaveLength(18 + 8 + 1);
    expect(addresses.filter((one) => one.endsWith('/{txnId}')).toSorted()).toEqual([
      'PUT /createRoom/{txnId}',
      'PUT /rooms/{roomId}/ban/{txnId}',
      'PUT /rooms/{roomId}/invite/{txnId}',
      'PUT /rooms/{roomId}/join/{txnId}',
      'PUT /rooms/{roomId}/leave/{txnId}',
      'PUT /rooms/{roomId}/send/m.room.message.feedback/{txnId}',
      'PUT /rooms/{roomId}/send/m.room.message/{txnId}',
      'PUT /rooms/{roomId}/send/{eventType}/{txnId}',
    ]);
    expect(addresses).toContain('PUT /rooms/{roomId}/state/{eventType}');
    expect(operationsOf(documents['its letter'])).toHaveLength(18);
  });

  it('inheritance through subTypes, with the required properties of the base', () => {
    const page = objectAt(rooms, 'components', 'schemas', 'MessagePaginationChunk');
    expect(page['allOf']).toEqual([{ $ref: '#/components/schemas/PaginationChunk' }]);
    expect(page['required']).toEqual(['chunk']);
    expect(at(rooms, 'components', 'schemas', 'PaginationChunk', 'required')).toEqual([
      'start',
      'end',
    ]);
    expect(at(rooms, 'components', 'schemas', 'Event', 'required')).toEqual([
      'event_id',
      'room_id',
      'type',
    ]);
  });

  it('every cause of a documented error, as an example of its status', () => {
    const address = '/rooms/{roomId}/state/m.room.member/{userId}';
    const examples = objectAt(
      rooms,
      'paths',
      address,
      'put',
      'responses',
      '403',
      'content',
      'application/json',
      'examples',
    );
    expect(Object.values(examples).map((one) => at(one, 'value'))).toEqual([
      { errcode: 'M_FORBIDDEN', error: 'When inviting: You are not in the room.' },
      { errcode: 'M_FORBIDDEN', error: 'When inviting: <target> is already in the room.' },
      { errcode: 'M_FORBIDDEN', error: 'When joining: Cannot force another user to join.' },
      { errcode: 'M_FORBIDDEN', error: 'When joining: You are not invited to this room.' },
    ]);
    const text = JSON.stringify(rooms);
    for (const [, message = ''] of bundledText.matchAll(/"message": "(.*)"/g))
      expect(text).toContain(message);
  });

  it('the token, the error object, and no placeholders', () => {
    expect(at(rooms, 'components', 'securitySchemes', 'token')).toMatchObject({
      type: 'apiKey',
      in: 'query',
      name: 'access_token',
    });
    expect(rooms['security']).toEqual([{ token: [] }]);
    expect(at(rooms, 'components', 'schemas', 'Error', 'required')).toEqual(['errcode', 'error']);
    for (const { operation } of operationsOf(rooms))
      expect(at(operation, 'responses', '4XX')).toBeDefined();
    const content = objectAt(rooms, 'components', 'schemas', 'EventContent');
    expect(content).not.toHaveProperty('properties');
    expect(content['additionalProperties']).toEqual({
      description: 'Event-specific content keys and values.',
    });
  });

  it('every description of the declaration', () => {
    const text = JSON.stringify(rooms);
    const descriptions = [
      ...bundledText.matchAll(/"(?:description|summary|notes)": ("(?:[^"\\]|\\.)*")/g),
    ];
    expect(descriptions.length).toBeGreaterThan(80);
    for (const [, words = ''] of descriptions) expect(text).toContain(words.slice(1, -1));
  });

  it('the base path, lists, and answers that carry nothing', () => {
    expect(at(rooms, 'servers', '0', 'url')).toBe('http://localhost:8008/_matrix/client/api/v1');
    const state = at(
      rooms,
      'paths',
      '/rooms/{roomId}/state',
      'get',
      'responses',
      '200',
      'content',
      'application/json',
      'schema',
    );
    expect(state).toEqual({ type: 'array', items: { $ref: '#/components/schemas/Event' } });
    expect(
      at(rooms, 'paths', '/rooms/{roomId}/leave', 'post', 'responses', '200'),
    ).not.toHaveProperty('content');
  });
});

describe('readings', () => {
  it('are told where they were taken, with the words that they rest on', () => {
    const parameters = objectAt(rooms, 'paths', '/rooms/{roomId}/messages', 'get')['parameters'];
    const dir = isArray(parameters) ? parameters.find((one) => at(one, 'name') === 'dir') : null;
    expect(dir).toMatchObject({
      in: 'query',
      required: false,
      schema: { type: 'string', enum: ['b', 'f'] },
    });
    expect(at(dir, 'x-readings', '0')).toMatchObject({
      id: 'direction-of-messages',
      defect: 'DEF-03',
      pointer: '/apis/12/operations/0/summary',
    });
  });

  it('apply only where their words stand', () => {
    expect(bundledText).toContain("Either 'delivered' or 'read'.");
    const other = bundledText.replace("Either 'delivered' or 'read'.", 'Anything.');
    const document = toOpenApi(withReadings(readDocument(JSON.parse(other)))).document;
    expect(
      at(document, 'components', 'schemas', 'Feedback', 'properties', 'type'),
    ).not.toHaveProperty('enum');
    expect(at(rooms, 'components', 'schemas', 'Feedback', 'properties', 'type')).toHaveProperty(
      'enum',
      ['delivered', 'read'],
    );
    expect(JSON.stringify(documents['its letter'])).not.toContain('x-readings":[{"id":"required');
    expect(JSON.stringify(petApi)).not.toContain('x-readings');
  });
});

describe('another API', () => {
  it('has its types, limits, defaults and formats', () => {
    const pet = objectAt(petApi, 'components', 'schemas', 'Pet');
    expect(pet).toMatchObject({
      description: 'An animal',
      required: ['id', 'kind'],
      discriminator: { propertyName: 'kind' },
      properties: {
        id: { type: 'integer', format: 'int64' },
        weight: { type: 'number', format: 'double', minimum: 0 },
        tags: { type: 'array', items: { type: 'string' }, uniqueItems: true },
        grade: { type: 'integer', enum: [1, 2] },
        tame: { type: 'boolean', default: false },
        friends: { type: 'array', items: { $ref: '#/components/schemas/Pet' } },
      },
    });
    expect(at(petApi, 'components', 'schemas', 'Cat', 'allOf')).toEqual([
      { $ref: '#/components/schemas/Pet' },
    ]);
  });

  it('has its forms, headers, lists of values and content types', () => {
    const get = objectAt(petApi, 'paths', '/pets/{petId}', 'get');
    expect(get['security']).toEqual([]);
    expect(get['parameters']).toMatchObject([
      { name: 'petId', in: 'path', schema: { type: 'integer', minimum: 1 } },
      { name: 'X-Trace', in: 'header', required: false },
      {
        name: 'fields',
        in: 'query',
        explode: false,
        schema: { type: 'array', items: { enum: ['id', 'name'] } },
      },
    ]);
    const post = objectAt(petApi, 'paths', '/pets/{petId}', 'post');
    expect(post).toMatchObject({ deprecated: true, security: [{ oauth2: ['write:pets'] }] });
    expect(at(post, 'requestBody', 'content', 'multipart/form-data', 'schema', 'required')).toEqual(
      ['file'],
    );
    expect(Object.keys(objectAt(post, 'responses'))).toEqual(['201']);
    expect(at(petApi, 'paths', '/pets', 'post', 'responses', '201')).toMatchObject({
      description: 'Added',
      content: { 'application/json': { schema: { $ref: '#/components/schemas/Pet' } } },
    });
    const missing = objectAt(get, 'responses', '404');
    expect(Object.keys(objectAt(missing, 'content'))).toEqual([
      'application/json',
      'application/xml',
    ]);
    expect(at(missing, 'content', 'application/json')).toMatchObject({
      schema: { $ref: '#/components/schemas/Problem' },
      examples: { 'no-such-pet': { summary: 'No such pet' }, 'the-pet-is-gone': {} },
    });
  });

  it('has one name for the templates of a path, and ids for operations without a nickname', () => {
    expect(Object.keys(objectAt(petApi, 'paths'))).toEqual(['/pets/{petId}', '/pets']);
    const ids = operationsOf(petApi).map(({ operation }) => operation['operationId']);
    expect(ids).toEqual(['getPet', 'savePicture', 'getPet_2', 'get_pets', 'addPet']);
  });

  it('is told that nobody defines its authorization', () => {
    expect(toOpenApi(readDocument(pets)).remarks).toEqual([
      'the authorization "oauth2" is defined nowhere; the export takes it for a key in the header Authorization',
    ]);
    expect(toOpenApi(asTheSuiteReads).remarks).toEqual([]);
  });
});

it('equal declarations give equal documents', () => {
  const again = withReadings(readDocument(JSON.parse(bundledText)));
  expect(JSON.stringify(toOpenApi(again))).toBe(JSON.stringify(toOpenApi(asTheSuiteReads)));
});

describe('a declaration that contradicts itself', () => {
  const first: unknown = JSON.parse(bundledText).apis[0];

  it.each<readonly [string, readonly Edit[], string]>([
    [
      'a model that is not there',
      [['/models/Topic', undefined]],
      '/apis/3/operations/0/parameters/0: "Topic" is neither a primitive type nor a model of the declaration',
    ],
    [
      'a circle of models',
      [['/models/MessageEvent/subTypes', ['Event']]],
      '/models/Event: the model inherits from itself through subTypes',
    ],
    [
      'two operations with one request',
      [['/apis/-', first]],
      '/apis/16/operations/0: POST /rooms/{roomId}/send/{eventType} is already the request of /apis/0/operations/0',
    ],
    [
      'no method',
      [['/apis/0/operations/0/method', undefined]],
      '/apis/0/operations/0/method must be one of GET, PUT, POST, DELETE, PATCH, HEAD, OPTIONS (got null)',
    ],
    [
      'a place of a parameter that nobody knows',
      [['/apis/0/operations/0/parameters/0/paramType', 'cookie']],
      '/apis/0/operations/0/parameters/0/paramType must be one of path, query, header, body, form (got "cookie")',
    ],
    [
      'a status that is not a number',
      [['/apis/3/operations/1/responseMessages/0/code', 'x']],
      '/apis/3/operations/1/responseMessages/0/code must be an HTTP status from 100 to 599 (got "x")',
    ],
    [
      'a later version',
      [['/swagger', '2.0']],
      'this is a document of swagger 2.0; only Swagger 1.2 is read',
    ],
    [
      'no version',
      [['/swaggerVersion', undefined]],
      '/swaggerVersion must be "1.2" (there is none)',
    ],
    [
      'a resource listing',
      [
        ['/apis', [{ path: '/rooms' }]],
        ['/models', undefined],
      ],
      'this is a resource listing, which has no operations; give one of the API declarations that it lists',
    ],
    ['models that are a list', [['/models', []]], '/models must be an object'],
  ])('%s', (_, edits, message) => {
    expect(() => toOpenApi(withReadings(readDocument(edited(...edits))))).toThrow(message);
  });
});
