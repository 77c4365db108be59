import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isObject, type JsonObject } from '../../harness/document/json.ts';
import { type Mock, startMock } from '../index.ts';
import { register } from '../testing/person.ts';
import { endpoints } from './endpoints.ts';
import { openApiDocument } from './openapi.ts';

const document = openApiDocument();

/** What stands at a path of keys in the document. */
const at = (...keys: readonly string[]): JsonObject => {
  let here: unknown = document;
  for (const key of keys) here = isObject(here) ? here[key] : undefined;
  return isObject(here) ? here : {};
};

const paths = at('paths');
const operations = Object.entries(paths).flatMap(([path, item]) =>
  Object.keys(isObject(item) ? item : {})
    .filter((key) => key !== 'parameters')
    .map((method) => `${method.toUpperCase()} ${path}`),
);

describe('the OpenAPI document', () => {
  it('is right by the schema of OpenAPI 3.1', async () => {
    const copy: Readonly<Record<string, unknown>> = JSON.parse(JSON.stringify(document));
    const result = await new Validator().validate(copy);
    expect(result.errors ?? []).toEqual([]);
    expect(result.valid).toBe(true);
  });

  it('describes every endpoint, and nothing else', () => {
    expect(operations.toSorted()).toEqual(
      endpoints.map(({ method, path }) => `${method} ${path}`).toSorted(),
    );
  });

  it('gives every operation an id and a summary', () => {
    const ids = operations.map((operation) => {
      const [method = '', path = ''] = operation.split(' ');
      const { operationId, summary } = at('paths', path, method.toLowerCase());
      expect(summary).toEqual(expect.stringMatching(/^[A-Z].*\.$/));
      return operationId;
    });
    expect(new Set(ids).size).toBe(operations.length);
  });
});

const ajv = new Ajv2020({ strict: false, validateSchema: false, allErrors: true });
ajv.addSchema(document, 'openapi.json');
const pointerOf = (...keys: readonly string[]): string =>
  keys
    .map((key) => `/${encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'))}`)
    .join('');

/** What the document says that an answer looks like; its pointer with references followed. */
function schemaOf(
  path: string,
  method: string,
  status: number,
): { readonly pointer: string; readonly types: readonly string[] } {
  const responses = at('paths', path, method, 'responses');
  const key = String(status) in responses ? String(status) : 'default';
  const { $ref } = at('paths', path, method, 'responses', key);
  const keys =
    typeof $ref === 'string' ? $ref.slice(2).split('/') : ['paths', path, method, 'responses', key];
  return { pointer: pointerOf(...keys), types: Object.keys(at(...keys, 'content')) };
}

describe('every answer is as the document says', () => {
  let mock: Mock;
  let url = '';
  let id = '';
  const seen = new Set<string>();
  beforeAll(async () => {
    mock = await startMock();
    const world = mock.world({
      state: { users: { alice: {} }, rooms: { lobby: { creator: 'alice' } } },
    });
    url = world.url;
    id = url.split('/').at(-1) ?? '';
    const bob = await register(url, 'bob');
    const room = await bob.room();
    world.on({ operation: 'send_message' }).closeAfter().refuse('SEND-15').once();
    await bob.send(room, 'lost').catch(() => {});
    await bob.send(room, 'refused');
    await bob.call('POST', '/createRoom');
    await bob.call('GET', '/rooms');
  });
  afterAll(() => mock.close());

  it.each<
    readonly [
      string,
      string,
      number,
      { readonly body?: string; readonly query?: string; readonly root?: true },
    ]
  >([
    ['GET', '/', 200, {}],
    ['GET', '/openapi.json', 200, { root: true }],
    ['GET', '/worlds', 200, { root: true }],
    [
      'POST',
      '/worlds',
      201,
      {
        root: true,
        body: '{"variant":"random","seed":3,"state":{"users":{"alice":{"password":"wonderland"}},"rooms":{"lobby":{"creator":"alice","alias":"lobby"}}}}',
      },
    ],
    ['POST', '/worlds', 400, { root: true, body: 'seed: x' }],
    ['GET', '/worlds/{id}', 200, { root: true }],
    [
      'POST',
      '/rules',
      201,
      { body: 'rules: [{ then: never, times: always, when: { operation: ban } }]' },
    ],
    ['POST', '/rules', 400, { body: 'rules: [{ then: nothing }]' }],
    ['GET', '/rules', 200, {}],
    ['GET', '/pending', 200, {}],
    ['GET', '/journal', 200, {}],
    ['GET', '/journal', 200, { query: '?format=har' }],
    ['GET', '/journal', 400, { query: '?format=xml' }],
    ['GET', '/violations', 200, {}],
    ['POST', '/verify', 200, { body: 'expect: []' }],
    ['POST', '/verify', 422, { body: 'expect: [{ when: { user: alice } }]\nnothingElse: true' }],
    ['POST', '/verify', 400, { body: 'expect: {}' }],
    ['GET', '/state', 200, {}],
    ['GET', '/state', 200, { query: '?secrets=true' }],
    ['POST', '/state', 200, { body: 'users: { carol: {} }' }],
    ['POST', '/state', 400, { body: 'users: { carol: {} }' }],
    ['DELETE', '/rules/{id}', 204, {}],
    ['DELETE', '/rules/{id}', 404, {}],
    ['DELETE', '/rules', 204, {}],
    ['DELETE', '/journal', 204, {}],
    ['POST', '/reset', 200, {}],
    ['DELETE', '/worlds/{id}', 204, { root: true }],
    ['DELETE', '/worlds/{id}', 404, { root: true }],
  ])('%s %s: %i', async (method, path, status, { body, query = '', root }) => {
    const place = path.replace('{id}', path.startsWith('/worlds') ? id : 'rule-2');
    const base = root === true ? mock.url : url;
    const response = await fetch(`${base}/_mock${place}${query}`, {
      method,
      ...(body === undefined ? {} : { body }),
    });
    const text = await response.text();
    expect(response.status, text).toBe(status);
    seen.add(`${method} ${path}`);
    const { pointer, types } = schemaOf(path, method.toLowerCase(), status);
    if (status === 204) {
      expect([text, types]).toEqual(['', []]);
      return;
    }
    const type = response.headers.get('content-type')?.split(';')[0] ?? '';
    expect(types).toContain(type);
    const validate = ajv.getSchema(
      `openapi.json#${pointer}${pointerOf('content', type, 'schema')}`,
    );
    expect(validate).toBeTypeOf('function');
    const valid = validate?.(JSON.parse(text));
    expect({ valid, errors: validate?.errors ?? [] }).toEqual({ valid: true, errors: [] });
  });

  it('and each endpoint was asked', () => {
    expect(operations.filter((operation) => !seen.has(operation))).toEqual([]);
  });
});
