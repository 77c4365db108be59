import type { DocumentedError, SwaggerDocument, SwaggerModel } from '../swagger/document.ts';
import { typeOfKind } from '../swagger/read-type.ts';
import type { Rule } from './rule.ts';

/** Codes of errors that have one of their own; the others have that of their status. */
const errcodes: Readonly<Record<string, string>> = {
  'Body must be JSON.': 'M_NOT_JSON',
  'Room alias already taken.': 'M_ROOM_IN_USE',
  'No membership key.': 'M_MISSING_PARAM',
};
const errcodesByStatus: Readonly<Record<number, string>> = {
  400: 'M_BAD_JSON',
  403: 'M_FORBIDDEN',
  404: 'M_NOT_FOUND',
};

const exampleOf = ({ code, message }: DocumentedError) => ({
  errcode: errcodes[message] ?? errcodesByStatus[code] ?? 'M_UNKNOWN',
  error: message,
});

/** Readings of the rooms API as a whole. */
export const apiRules: readonly Rule[] = [
  {
    id: 'access-token',
    defect: 'DEF-24',
    at: 'authorizations/token',
    quote: '"token": []',
    text: 'The scheme is named and not defined; the access token is the query parameter access_token (CONV-01).',
    apply: (document, reading) =>
      isRoomsApi(document) && (document.schemes['token'] ?? null) === null
        ? {
            ...document,
            schemes: {
              ...document.schemes,
              token: {
                type: 'apiKey',
                in: 'query',
                name: 'access_token',
                description:
                  'The access token of the user. The declaration only names this scheme.',
              },
            },
            readings: [...document.readings, reading],
          }
        : document,
  },
  {
    id: 'error-object',
    defect: 'DEF-23',
    at: 'basePath',
    quote: '/_matrix/client/',
    text: 'No error declares a model; every error of the API is an object with errcode and error (CONV-05).',
    apply: (document, reading) => {
      if (document.errorModel !== null) return document;
      const id = freeName('Error', document);
      const property = (name: string, description: string): SwaggerModel['properties'][number] => ({
        name,
        type: typeOfKind('string'),
        required: true,
        description,
        pointer: null,
        readings: [],
      });
      const model: SwaggerModel = {
        id,
        description: 'The body of every error.',
        properties: [
          property('errcode', 'A code for the error, such as M_FORBIDDEN.'),
          property('error', 'The error in words.'),
        ],
        placeholders: [],
        bases: [],
        discriminator: null,
        conditions: [],
        pointer: null,
        readings: [reading],
      };
      return {
        ...document,
        models: new Map([...document.models, [id, model]]),
        errorModel: { model: id, exampleOf },
        readings: [...document.readings, reading],
      };
    },
  },
];

const isRoomsApi = ({ basePath }: SwaggerDocument): boolean =>
  basePath.includes('/_matrix/client/');

/** A name that no model has. */
const freeName = (wanted: string, document: SwaggerDocument): string =>
  document.models.has(wanted) ? freeName(`${wanted}Object`, document) : wanted;
