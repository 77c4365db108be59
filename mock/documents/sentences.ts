import type { ErrorObject } from 'ajv/dist/2020.js';
import { isArray, isObject, type JsonObject, stringAt } from '../../harness/document/json.ts';
import { below } from './pointer.ts';
import type { Finding } from './problem.ts';
import { didYouMeanName, kindOf, orOf, quoted, shown } from './written.ts';

/** One error of the validator in a sentence. */
export function describeError(error: ErrorObject): Finding {
  const { instancePath: pointer, keyword, params, data, propertyName } = error;
  const parent: unknown = error.parentSchema;
  const schema = isObject(parent) ? parent : {};
  if (propertyName !== undefined) {
    return {
      pointer: below(pointer, propertyName),
      at: 'key',
      message: misnamed(schema, propertyName, error),
    };
  }
  switch (keyword) {
    case 'additionalProperties':
      return unknownKey(pointer, schema, stringAt(params, 'additionalProperty'));
    case 'required':
      return {
        pointer,
        at: 'key',
        message: `missing key ${quoted(stringAt(params, 'missingProperty'))}`,
      };
    case 'dependentRequired': {
      const [key, other] = [stringAt(params, 'property'), stringAt(params, 'missingProperty')];
      return {
        pointer: below(pointer, key),
        at: 'key',
        message: `${quoted(key)} needs ${quoted(other)} beside it`,
      };
    }
    default:
      return {
        pointer,
        message: `expected ${expectationOf(error, schema)}, received ${received(schema, data)}${advice(keyword, schema, data)}`,
      };
  }
}

/** A value that has none of several forms. @param wanted the schemas of the forms */
export function describeChoice(choice: ErrorObject, wanted: readonly JsonObject[]): Finding {
  const { instancePath: pointer, data } = choice;
  const parent: unknown = choice.parentSchema;
  const schema = isObject(parent) ? parent : {};
  const expected = stringAt(schema, 'x-expected', orOf([...new Set(wanted.flatMap(formOf))]));
  const hint = typeof data === 'string' ? didYouMeanName(data, wanted.flatMap(namesOf)) : '';
  const words = expected === '' ? 'one of several forms' : expected;
  return { pointer, message: `expected ${words}, received ${received(schema, data)}${hint}` };
}

function formOf(schema: JsonObject): readonly string[] {
  const expected = stringAt(schema, 'x-expected');
  if (expected !== '') return [expected];
  if (Object.hasOwn(schema, 'const')) return [shown(schema['const'])];
  return isArray(schema['enum']) ? schema['enum'].map(shown) : typesOf(schema);
}

/** The texts that a schema permits by name. */
function namesOf(schema: JsonObject): readonly string[] {
  const values = isArray(schema['enum']) ? schema['enum'] : [schema['const']];
  return values.filter((value) => typeof value === 'string');
}

function unknownKey(pointer: string, schema: JsonObject, key: string): Finding {
  const properties = isObject(schema['properties']) ? Object.keys(schema['properties']) : [];
  const known = properties.filter((name) => name !== '$schema');
  const hint = didYouMeanName(key, known);
  const all = known.length === 0 ? '' : `; the keys here are ${known.join(', ')}`;
  return {
    pointer: below(pointer, key),
    at: 'key',
    message: `unknown key ${quoted(key)}${hint === '' ? all : hint}`,
  };
}

function misnamed(schema: JsonObject, name: string, error: ErrorObject): string {
  return `expected ${expectationOf(error, schema)}, received ${quoted(name)}`;
}

/** What a schema wants, as the object of "expected". */
function expectationOf({ keyword, params, message }: ErrorObject, schema: JsonObject): string {
  const inWords = stringAt(schema, 'x-expected');
  if (inWords !== '') return inWords;
  const limit = String(params['limit']);
  switch (keyword) {
    case 'type':
      return orOf(typesOf(schema));
    case 'const':
      return shown(schema['const']);
    case 'enum': {
      const values = isArray(schema['enum']) ? schema['enum'].map(shown) : [];
      return values.length === 1 ? orOf(values) : `one of ${values.join(', ')}`;
    }
    case 'minimum':
      return `at least ${limit}`;
    case 'maximum':
      return `at most ${limit}`;
    case 'exclusiveMinimum':
      return `more than ${limit}`;
    case 'exclusiveMaximum':
      return `less than ${limit}`;
    case 'minLength':
      return limit === '1' ? 'a text that is not empty' : `at least ${limit} characters`;
    case 'maxLength':
      return `at most ${limit} characters`;
    case 'minItems':
      return limit === '1' ? 'a list that is not empty' : `at least ${limit} elements`;
    case 'maxItems':
      return `at most ${limit} elements`;
    case 'minProperties':
      return limit === '1' ? 'at least one key' : `at least ${limit} keys`;
    case 'maxProperties':
      return limit === '1' ? 'a single key' : `at most ${limit} keys`;
    case 'uniqueItems':
      return 'each element once';
    case 'pattern':
      return `a text like ${stringAt(schema, 'pattern')}`;
    default:
      return `something that ${message ?? 'is valid'}`;
  }
}

const articles: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  integer: 'a whole number',
  null: 'nothing',
  number: 'a number',
  object: 'an object',
  string: 'a text',
};

function typesOf(schema: JsonObject): readonly string[] {
  const type = schema['type'];
  const names = isArray(type) ? type : [type];
  return names.flatMap((name) => (typeof name === 'string' ? (articles[name] ?? []) : []));
}

const received = (schema: JsonObject, value: unknown): string =>
  schema['x-secret'] === true ? kindOf(value) : shown(value);

/** What to do about it, where that is not plain from what was expected. */
function advice(keyword: string, schema: JsonObject, value: unknown): string {
  if (keyword === 'enum' && typeof value === 'string') {
    return didYouMeanName(value, namesOf(schema));
  }
  const isUnquoted = typeof value === 'number' || typeof value === 'boolean';
  const wantsText = keyword === 'type' && typesOf(schema).includes('a text');
  return wantsText && isUnquoted ? '; put it in quotation marks' : '';
}
