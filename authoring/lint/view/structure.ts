import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import type { JsonPointer } from '../../../harness/document/declaration.ts';
import { isArray, isObject, type JsonObject, stringAt } from '../../../harness/document/json.ts';
import { nearest } from '../../../harness/document/nearest.ts';
import { readBundled } from '../../source/bundled.ts';
import { below, keysOf } from '../../source/pointer.ts';
import type { Found } from './rule.ts';
import { listed, quoted } from './words.ts';

/** Where a document has another form than Swagger 1.2 gives it, and which rule says so. */
export interface Misfit extends Found {
  readonly rule: 'structure' | 'unknown-key' | 'old-key';
}

/** More are not told of one document. */
const mostMisfits = 1000;

/** Holds a document against the JSON Schema of its kind. What rules of their own report is left to them. */
export function misfitsOf(kind: 'declaration' | 'listing', value: unknown): readonly Misfit[] {
  const { validate, homes } = schemas[kind]();
  if (validate(value)) return [];
  const found = new Map<string, Misfit>();
  for (const error of validate.errors ?? []) {
    if (isLeftToARule(error)) continue;
    const misfit = misfitOf(error, homes, kind);
    found.set(`${misfit.pointer}\n${misfit.message}`, misfit);
    if (found.size >= mostMisfits) break;
  }
  return [...found.values()];
}

const isLeftToARule = ({ parentSchema, keyword }: ErrorObject): boolean => {
  const parent: unknown = parentSchema;
  return keyword === 'if' || (isObject(parent) && parent['x-rule'] !== undefined);
};

interface Compiled {
  readonly validate: ValidateFunction;
  /** What has a key of this name, for keys at the wrong place. */
  readonly homes: ReadonlyMap<string, readonly string[]>;
}

const schemas = {
  declaration: lazily(() => compile('declaration')),
  listing: lazily(() => compile('listing')),
};

function lazily<T extends object>(make: () => T): () => T {
  let made: T | null = null;
  return () => (made ??= make());
}

function compile(kind: 'declaration' | 'listing'): Compiled {
  const schema: unknown = JSON.parse(readBundled(`authoring/lint/schemas/${kind}.schema.json`));
  if (!isObject(schema)) throw new RangeError(`${kind} is not a schema`);
  const ajv = new Ajv2020({
    allErrors: true,
    verbose: true,
    strict: true,
    // A part of an object may demand keys that another part of it defines.
    strictRequired: false,
    strictTypes: false,
    allowUnionTypes: true,
    validateSchema: false,
    meta: false,
  });
  ajv.addVocabulary(['x-expected', 'x-rule']);
  return { validate: ajv.compile(schema), homes: homesOf(schema) };
}

function homesOf(schema: JsonObject): ReadonlyMap<string, readonly string[]> {
  const homes = new Map<string, readonly string[]>();
  const definitions = schema['$defs'];
  for (const part of [schema, ...(isObject(definitions) ? Object.values(definitions) : [])]) {
    if (!isObject(part) || !isObject(part['properties'])) continue;
    for (const key of Object.keys(part['properties'])) {
      homes.set(key, [...(homes.get(key) ?? []), stringAt(part, 'title')]);
    }
  }
  return homes;
}

function misfitOf(error: ErrorObject, homes: Compiled['homes'], kind: string): Misfit {
  const { instancePath: pointer, keyword, params } = error;
  const parent: unknown = error.parentSchema;
  const schema = isObject(parent) ? parent : {};
  const title = stringAt(schema, 'title', 'object');
  if (keyword === 'required') {
    const key = stringAt(params, 'missingProperty');
    return {
      rule: 'structure',
      pointer,
      message: `This ${title} has no ${quoted(key)}, which Swagger 1.2 requires.`,
    };
  }
  if (keyword === 'additionalProperties') {
    const key = stringAt(params, 'additionalProperty');
    return unknownKey(pointer, key, schema, homes, kind);
  }
  return {
    rule: 'structure',
    pointer,
    message: `${subjectOf(pointer)} must be ${expected(error, schema)}, not ${received(error.data)}${hint(error)}.`,
  };
}

/** What the wrong value is called in a sentence: by its key, or as an element of a list. */
function subjectOf(pointer: JsonPointer): string {
  const keys = keysOf(pointer);
  const [last = '', holder = ''] = keys.toReversed();
  if (keys.length === 0) return 'The document';
  return /^\d+$/.test(last) ? `An element of ${quoted(holder)}` : quoted(last);
}

/** Keys of Swagger 1.1 and what became of them. */
const oldKeys: Readonly<Record<string, string>> = {
  httpMethod: '"method"',
  responseClass: '"type"',
  errorResponses: '"responseMessages"',
  reason: '"message"',
  dataType: '"type"',
  allowableValues: '"enum", or "minimum" and "maximum"',
  supportedContentTypes: '"produces" and "consumes"',
  valueType: '"type"',
};

function unknownKey(
  pointer: JsonPointer,
  key: string,
  schema: JsonObject,
  homes: Compiled['homes'],
  kind: string,
): Misfit {
  const place = { pointer: below(pointer, key), at: 'key' } as const;
  const title = stringAt(schema, 'title', 'object');
  const replacement = Object.hasOwn(oldKeys, key) ? oldKeys[key] : undefined;
  if (replacement !== undefined) {
    return {
      ...place,
      rule: 'old-key',
      message: `${quoted(key)} is of Swagger 1.1; Swagger 1.2 has ${replacement} in its place.`,
    };
  }
  if (kind === 'listing' && key === 'basePath') {
    return {
      ...place,
      rule: 'old-key',
      message:
        'A resource listing of Swagger 1.2 has no "basePath"; each API declaration has its own.',
    };
  }
  const known = isObject(schema['properties']) ? Object.keys(schema['properties']) : [];
  const [guess] = key.length > 40 ? [] : nearest(key, known, 1);
  const elsewhere = homes.get(key) ?? [];
  const advice =
    elsewhere.length > 0 && elsewhere.length < 3
      ? `; it belongs into ${listed(elsewhere.map(withArticle), 'or')}`
      : guess === undefined
        ? `; it has ${listed(known, 'and', 30)}, and keys that begin with "x-" are yours`
        : `; did you mean ${quoted(guess)}?`;
  return {
    ...place,
    rule: 'unknown-key',
    message: `${capitalized(withArticle(title))} of Swagger 1.2 has no key ${quoted(key)}${advice}${advice.endsWith('?') ? '' : '.'}`,
  };
}

const withArticle = (title: string): string => `${/^[aeiou]/i.test(title) ? 'an' : 'a'} ${title}`;

const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function expected({ keyword, params, message }: ErrorObject, schema: JsonObject): string {
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

function received(value: unknown): string {
  if (value === null) return 'null';
  if (isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object') return 'an object';
  return written(value);
}

/** What was probably meant. */
function hint({ keyword, schema, data }: ErrorObject): string {
  const words: unknown = schema;
  if (keyword !== 'enum' || typeof data !== 'string' || data.length > 40 || !isArray(words)) {
    return '';
  }
  const [guess] = nearest(
    data,
    words.filter((word) => typeof word === 'string'),
    1,
  );
  return guess === undefined ? '' : `; did you mean ${quoted(guess)}`;
}
