import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../harness/document/json.ts';
import { sourceOf } from '../source/source.ts';
import { lint } from './lint.ts';
import { complete } from './testing/complete.ts';

const get = (path: string, more: JsonObject = {}): JsonObject => ({
  path,
  operations: [{ method: 'GET', ...more }],
});
const model = (id: string, properties: JsonObject, more: JsonObject = {}): JsonObject => ({
  id,
  required: Object.keys(properties),
  properties,
  ...more,
});
const text = (description: string, more: JsonObject = {}): JsonObject => ({
  type: 'string',
  description,
  ...more,
});
const query = (name: string, more: JsonObject = {}): JsonObject => ({
  name,
  paramType: 'query',
  type: 'string',
  description: 'What to look for.',
  ...more,
});
const body = (type: string): JsonObject => ({
  name: 'body',
  paramType: 'body',
  type,
  required: true,
  description: 'What to send.',
});
const write = (path: string, method: string, more: JsonObject = {}): JsonObject => ({
  path,
  operations: [{ method, type: 'void', ...more }],
});

/** Declarations that are right, and look as if they were not. */
const unusual: Readonly<Record<string, JsonObject>> = {
  'no operation at all': { swaggerVersion: '1.2', basePath: 'https://pets.example', apis: [] },
  'a resource listing without declarations': { swaggerVersion: '1.2', apis: [] },
  'a resource listing with every kind of authorization': {
    swaggerVersion: '1.2',
    apiVersion: '2',
    apis: [{ path: '-pets', description: 'Pets' }, { path: '/owners.{format}' }],
    info: { title: 'Pets', description: 'All about pets', contact: 'pets@pets.example' },
    authorizations: {
      basic: { type: 'basicAuth' },
      key: { type: 'apiKey', passAs: 'header', keyname: 'X-Key' },
      oauth2: {
        type: 'oauth2',
        scopes: [{ scope: 'write', description: 'Change pets' }],
        grantTypes: {
          implicit: { loginEndpoint: { url: 'https://pets.example/login' }, tokenName: 'token' },
          authorization_code: {
            tokenRequestEndpoint: { url: 'https://pets.example/a', clientIdName: 'id' },
            tokenEndpoint: { url: 'https://pets.example/b', tokenName: 'code' },
          },
        },
      },
    },
  },
  'keys of its own': complete({ 'x-owner': 'me', apis: [get('/pets', { 'x-rate': 3 })] }),
  'a model that holds itself': {
    apis: [get('/first', { type: 'Node' })],
    models: { Node: model('Node', { next: { $ref: 'Node' } }) },
  },
  'models that hold each other': {
    models: {
      Pet: model('Pet', { owner: { $ref: 'Owner' } }),
      Owner: model('Owner', { pets: { type: 'array', items: { $ref: 'Pet' } } }),
    },
  },
  'three generations of models': {
    models: {
      Pet: model(
        'Pet',
        { kind: text('What it is.') },
        { subTypes: ['Cat'], discriminator: 'kind' },
      ),
      Cat: model(
        'Cat',
        { kitten: text('Its child.') },
        { subTypes: ['Lion'], discriminator: 'kitten' },
      ),
      Lion: model('Lion', { pride: { type: 'integer' } }),
    },
  },
  'a model called like a method of objects': {
    models: { toString: model('toString', { constructor: text('Who made it.') }) },
  },
  'properties with odd names': {
    models: {
      Pet: model('Pet', {
        _id: text('Its number.'),
        $type: text('Its kind.'),
        'a.b/c~d': text('Rare.'),
        __v: { type: 'integer' },
      }),
    },
  },
  'a required property that is inherited': {
    models: {
      Pet: model(
        'Pet',
        { kind: text('What it is.') },
        { subTypes: ['Cat'], discriminator: 'kind' },
      ),
      Cat: { id: 'Cat', required: ['kind'], properties: { claws: { type: 'integer' } } },
    },
  },
  'an answer that is a list of texts': {
    apis: [get('/pets', { type: 'array', items: { type: 'string' } })],
  },
  'an answer with a format and bounds': {
    apis: [get('/count', { type: 'integer', format: 'int64', minimum: '0' })],
  },
  'numbers for numbers': query('limit', {
    type: 'integer',
    minimum: 0,
    maximum: 10,
    defaultValue: 5,
  }),
  'texts for numbers': query('limit', {
    type: 'integer',
    minimum: '0',
    maximum: '1e3',
    defaultValue: '5',
  }),
  'a default of false': query('all', { type: 'boolean', defaultValue: 'false' }),
  'an enum that is a list of texts': query('kinds', {
    type: 'array',
    items: { type: 'string', enum: ['a', 'b'] },
    allowMultiple: true,
  }),
  'several parameters in one segment': get('/pets/{from}-{to}.{format}'),
  'a path that is a slash': get('/'),
  'paths that differ in their last slash': { apis: [get('/pets'), get('/pets/')] },
  'two templates of the same shape for different methods': {
    apis: [get('/pets/{petId}'), write('/pets/mine', 'PUT', { parameters: [body('string')] })],
  },
  'a parameter of the same name in the query and in a header': {
    method: 'GET',
    parameters: [query('version'), query('version', { paramType: 'header' })],
  },
  'an upload': {
    method: 'POST',
    type: 'void',
    consumes: ['multipart/form-data'],
    parameters: [
      query('file', { paramType: 'form', type: 'File' }),
      query('note', { paramType: 'form' }),
    ],
  },
  'a PUT without a body': write('/pets/{petId}/star', 'PUT'),
  'a resource path that no path begins with': {
    resourcePath: '/pet',
    apis: [get('/v1/pets'), get('/v1/owners')],
  },
  'a resource path that is a slash': { resourcePath: '/', apis: [get('/pets')] },
  'successes among the messages': {
    apis: [
      get('/pets', {
        responseMessages: [
          { code: 200, message: 'OK' },
          { code: 404, message: 'None.', responseModel: 'Problem' },
        ],
      }),
    ],
  },
  'operations that need no authorization': {
    swaggerVersion: '1.2',
    basePath: 'https://pets.example',
    apis: [],
    authorizations: {},
  },
  'a deprecated operation': get('/pets', { deprecated: 'true' }),
  'prose with braces and slashes': get('/pets', {
    notes:
      'Answers {"name": "Rex"} or text/{plain}. See https://pets.example/doc/{page} and {curly} words.',
  }),
  'prose that names a declared path': {
    apis: [get('/pets/{petId}'), get('/pets', { notes: 'Each of them is at /pets/{id}.' })],
  },
  'prose about parameters in general': get('/pets', {
    notes:
      'The following parameter is described below. Without the required parameter, the default parameter is used. All query parameters count.',
    parameters: [query('kind')],
  }),
  'prose that names a declared parameter in other words': get('/pets', {
    notes: 'Governed by the page_size parameter.',
    parameters: [query('pageSize', { type: 'integer', minimum: '1' })],
  }),
  'quoted examples that are not all values': {
    models: { Pet: model('Pet', { kind: text("For example 'cat' or 'dog'.") }) },
  },
  'words such as required and optional in other senses': {
    models: {
      Pet: {
        id: 'Pet',
        required: ['level'],
        properties: {
          level: text(
            'The power that is required to do this. See the optional part of the manual.',
          ),
          other: text('Required if the level is 3.'),
        },
      },
    },
  },
  'namesakes with other meanings': {
    models: {
      Order: model('Order', { status: text('Order status', { enum: ['placed', 'sent'] }) }),
      Server: model('Server', { status: text('The words of the health check') }),
    },
  },
  'an enum whose values are explained nowhere': {
    models: { Pet: model('Pet', { size: text('How large.', { enum: ['S', 'M', 'L', 'XL'] }) }) },
  },
  'an enum that has the names of some collections': {
    apis: [
      get('/{any}/cats'),
      get('/{any}/dogs'),
      get('/{any}/birds'),
      get('/pet', { type: 'Pet' }),
    ],
    models: { Pet: model('Pet', { list: text('Where it is.', { enum: ['cats', 'dogs'] }) }) },
  },
  'a collection and its entries': {
    apis: [
      get('/pets', { type: 'array', items: { $ref: 'Pet' } }),
      {
        path: '/pets/{petId}',
        operations: [
          { method: 'GET', type: 'Pet' },
          { method: 'PUT', type: 'Pet', nickname: 'setPet' },
          { method: 'DELETE', type: 'void', nickname: 'dropPet' },
        ],
      },
    ],
    models: { Pet: model('Pet', { id: { type: 'integer' }, name: text('Its name.') }) },
  },
  'a thing whose nicknames begin with its name': {
    apis: [
      { path: '/user', operations: [{ method: 'POST', nickname: 'userCreate' }] },
      {
        path: '/user/{name}',
        operations: [
          { method: 'PUT', nickname: 'userUpdate' },
          { method: 'DELETE', nickname: 'userDelete' },
        ],
      },
    ],
  },
  'a base whose subtypes have other names': {
    models: {
      Shape: model(
        'Shape',
        { kind: text('What it is.') },
        { subTypes: ['Circle'], discriminator: 'kind' },
      ),
      Circle: model('Circle', { radius: { type: 'number' } }),
      Reshape: model('Reshape', { to: text('What it becomes.') }),
    },
  },
  'filters that can be left out': query('state', { enum: ['sold', 'available'] }),
  'a password that never comes back': {
    apis: [write('/users', 'POST', { type: 'User', parameters: [body('NewUser')] })],
    models: {
      User: model('User', { name: text('The name.') }),
      NewUser: model('NewUser', { name: text('The name.'), password: text('A secret.') }),
    },
  },
  'pages by number': {
    apis: [
      get('/pets', {
        parameters: [
          query('page', { type: 'integer' }),
          query('from', { description: 'The day to begin with.' }),
          query('to', { description: 'The last day.' }),
        ],
      }),
    ],
  },
  'no texts but for the summaries': {
    apis: [
      get('/a', { parameters: [{ name: 'q', paramType: 'query', type: 'string' }] }),
      get('/b'),
    ],
  },
  'emoji, other alphabets and zero-width characters': {
    models: {
      Haustier: model('Haustier', { größe: text('Wie groß 🐕 es ist\u200d.'), 名前: text('名前') }),
    },
  },
  'a model with nothing in it, and a description': {
    models: { Anything: model('Anything', {}, { description: 'Any keys.' }) },
  },
  'a model called like a primitive type': {
    models: {
      integer: model('integer', {}, { description: 'A number.' }),
      Pet: model('Pet', { age: { type: 'integer' }, other: { $ref: 'integer' } }),
    },
  },
  'small models without required properties, where others list theirs': {
    models: {
      A: model('A', { a: text('One.') }),
      B: model('B', { b: text('Two.') }),
      C: model('C', { c: text('Three.') }),
      Hint: { id: 'Hint', properties: { text: text('A hint.') } },
    },
  },
  'a proxy that passes on anything': write('/proxy/{host}', 'PUT', { consumes: ['*/*'] }),
  'a DELETE with a body': {
    method: 'DELETE',
    type: 'void',
    parameters: [
      {
        name: 'body',
        paramType: 'body',
        type: 'string',
        required: false,
        description: 'Why, if it is known.',
      },
    ],
  },
  'a model that requires nothing, and says so': {
    models: { Hint: { id: 'Hint', required: [], properties: { text: text('A hint.') } } },
  },
};

describe('a declaration that is right has no finding', () => {
  it.each(Object.keys(unusual))('%s', (name) => {
    const document = complete(unusual[name] ?? {});
    const { findings } = lint([sourceOf(JSON.stringify(document, null, 2), 'right.json')]);
    expect(findings.map(({ rule, pointer, message }) => `${rule} ${pointer} ${message}`)).toEqual(
      [],
    );
  });

  it('there are more than thirty of them', () => {
    expect(Object.keys(unusual).length).toBeGreaterThan(30);
  });
});
