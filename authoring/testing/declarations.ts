import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withReadings } from '../readings/apply.ts';
import type { SwaggerDocument } from '../swagger/document.ts';
import { readDocument } from '../swagger/read.ts';

const path = join(import.meta.dirname, '../../spec/api-docs-rooms.json');

/** The text of the bundled declaration. */
export const bundledText = readFileSync(path, 'utf8');

/** The bundled declaration by its letter, and as the suite reads it. */
export const byTheLetter: SwaggerDocument = readDocument(JSON.parse(bundledText));
export const asTheSuiteReads: SwaggerDocument = withReadings(byTheLetter);

/** A declaration of another API, with what Swagger 1.2 has and the rooms API does not use. */
export const pets = {
  swaggerVersion: '1.2',
  apiVersion: '2',
  basePath: 'https://pets.example/api',
  resourcePath: '/pets',
  produces: ['application/json', 'application/xml'],
  authorizations: { oauth2: [{ scope: 'write:pets', description: 'modify pets' }] },
  apis: [
    {
      path: '/pets/{petId}',
      operations: [
        {
          method: 'GET',
          nickname: 'getPet',
          type: 'Pet',
          summary: 'Find a pet',
          authorizations: {},
          parameters: [
            {
              name: 'petId',
              paramType: 'path',
              type: 'integer',
              format: 'int64',
              required: true,
              minimum: '1',
            },
            { name: 'X-Trace', paramType: 'header', type: 'string' },
            {
              name: 'fields',
              paramType: 'query',
              type: 'string',
              enum: ['id', 'name'],
              allowMultiple: true,
            },
          ],
          responseMessages: [
            { code: 404, message: 'No such pet', responseModel: 'Problem' },
            { code: 404, message: 'The pet is gone' },
          ],
        },
        {
          method: 'POST',
          nickname: 'savePicture',
          type: 'void',
          deprecated: 'true',
          consumes: ['multipart/form-data'],
          parameters: [
            { name: 'petId', paramType: 'path', type: 'integer', required: true },
            { name: 'file', paramType: 'form', type: 'File', required: true },
            { name: 'caption', paramType: 'form', type: 'string', defaultValue: 'a pet' },
          ],
          responseMessages: [{ code: 201, message: 'Saved' }],
        },
      ],
    },
    {
      path: '/pets/{id}',
      operations: [
        {
          method: 'DELETE',
          nickname: 'getPet',
          parameters: [{ name: 'id', paramType: 'path', type: 'integer', required: true }],
        },
      ],
    },
    {
      path: '/pets',
      operations: [
        {
          method: 'GET',
          type: 'array',
          items: { $ref: 'Pet' },
          parameters: [
            {
              name: 'limit',
              paramType: 'query',
              type: 'integer',
              format: 'int32',
              defaultValue: '10',
              maximum: '100',
            },
            { name: 'tags', paramType: 'query', type: 'array', items: { type: 'string' } },
          ],
        },
        {
          method: 'POST',
          nickname: 'addPet',
          type: 'boolean',
          responseMessages: [{ code: 201, message: 'Added', responseModel: 'Pet' }],
          parameters: [{ name: 'body', paramType: 'body', type: 'Pet', required: true }],
        },
      ],
    },
  ],
  models: {
    Pet: {
      id: 'Pet',
      description: 'An animal',
      required: ['id', 'kind'],
      discriminator: 'kind',
      subTypes: ['Cat', 'Dog'],
      properties: {
        id: { type: 'integer', format: 'int64' },
        kind: { type: 'string' },
        weight: { type: 'number', format: 'double', minimum: '0.0' },
        born: { type: 'string', format: 'date-time' },
        tags: { type: 'array', items: { type: 'string' }, uniqueItems: true },
        grade: { type: 'integer', enum: ['1', '2'] },
        tame: { type: 'boolean', defaultValue: 'false' },
        friends: { type: 'List[Pet]' },
      },
    },
    Cat: { id: 'Cat', properties: { lives: { type: 'int' } } },
    Dog: { id: 'Dog', properties: { 'bark-level': { type: 'long' }, kind: { type: 'integer' } } },
    Problem: { id: 'Problem', properties: { reason: { type: 'string' } } },
  },
} as const;
