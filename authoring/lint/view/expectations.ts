import type { ErrorObject } from 'ajv/dist/2020.js';
import { isArray, type JsonObject, stringAt } from '../../../harness/document/json.ts';
import { nearest } from '../../../harness/document/nearest.ts';
import { listed, quoted } from './words.ts';

/** A kind of object in a sentence. */
export const withArticle = (title: string): string =>
  `${/^[aeiou]/i.test(title) ? 'an' : 'a'} ${title}`;

export const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** What a schema wants, as the object of "must be". */
export function expected({ keyword, params, message }: ErrorObject, schema: JsonObject): string {
  const inWords = stringAt(schema, 'x-expected');
  if (inWords !== '') return inWords;
  switch (keyword) {
    case 'type':
      return typesOf(schema);
    case 'const':
      return written(schema['const']);
    case 'enum': {
      const values = isArray(schema['enum']) ? schema['enum'] : [];
      return `one of ${listed(values.map(written), 'or', 20)}`;
    }
    case 'minimum':
      return `at least ${String(params['limit'])}`;
    case 'maximum':
      return `at most ${String(params['limit'])}`;
    case 'minLength':
      return 'a text that is not empty';
    case 'minItems':
      return 'a list that is not empty';
    default:
      return message ?? 'something else';
  }
}

const articles: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  integer: 'a whole number',
  number: 'a number',
  object: 'an object',
  string: 'a text',
};

function typesOf({ type }: JsonObject): string {
  const names = isArray(type) ? type : [type];
  return listed(
    names.map((name) => (typeof name === 'string' ? (articles[name] ?? name) : '')),
    'or',
  );
}

const written = (value: unknown): string =>
  typeof value === 'string' ? quoted(value) : String(value);

/** What there is in its place. */
export function received(value: unknown): string {
  if (value === null) return 'null';
  if (isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object') return 'an object';
  return written(value);
}

/** What was probably meant. */
export function hint({ keyword, schema, data }: ErrorObject): string {
  const words: unknown = schema;
  if (keyword !== 'enum' || typeof data !== 'string' || data.length > 40 || !isArray(words)) {
    return '';
  }
  const [near] = nearest(
    data,
    words.filter((word) => typeof word === 'string'),
    1,
  );
  return near === undefined ? '' : `; did you mean ${quoted(near)}`;
}
