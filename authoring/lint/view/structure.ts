import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import type { JsonPointer } from '../../../harness/document/declaration.ts';
import { isArray, isObject, type JsonObject, stringAt } from '../../../harness/document/json.ts';
import { nearest } from '../../../harness/document/nearest.ts';
import { readBundled } from '../../source/bundled.ts';
import { below, keysOf } from '../../source/pointer.ts';
import { capitalized, expected, hint, received, withArticle } from './expectations.ts';
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
  const { validate, homes } = compiled[kind]();
  if (validate(value)) return [];
  const found = new Map<string, Misfit>();
  const errors = (validate.errors ?? []).filter((error) => !isLeftToARule(error));
  for (const error of withMissingKeysTogether(errors)) {
    const misfit = misfitOf(error, homes, kind);
    found.set(`${misfit.pointer}\n${misfit.message}`, misfit);
    if (found.size >= mostMisfits) break;
  }
  return [...found.values()];
}

/** Keys that one object lacks are one mistake. */
function withMissingKeysTogether(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const missing = new Map<string, string[]>();
  for (const { keyword, instancePath, params } of errors) {
    if (keyword !== 'required') continue;
    const key = stringAt(params, 'missingProperty');
    const keys = missing.get(instancePath);
    if (keys === undefined) missing.set(instancePath, [key]);
    else keys.push(key);
  }
  const told = new Set<string>();
  return errors.flatMap((error) => {
    if (error.keyword !== 'required') return [error];
    if (told.has(error.instancePath)) return [];
    told.add(error.instancePath);
    return [{ ...error, params: { missing: missing.get(error.instancePath) ?? [] } }];
  });
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

const compiled = {
  declaration: lazily(() => compile('declaration')),
  listing: lazily(() => compile('listing')),
};

function lazily<T extends object>(make: () => T): () => T {
  let made: T | null = null;
  return () => (made ??= make());
}

function compile(kind: 'declaration' | 'listing'): Compiled {
  const schema = readSchema(kind);
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
  const other = kind === 'declaration' ? 'listing' : 'declaration';
  return {
    validate: ajv.compile(schema),
    homes: homesOf([schema, ...parts(schema), readSchema(other)]),
  };
}

function readSchema(kind: 'declaration' | 'listing'): JsonObject {
  const schema: unknown = JSON.parse(readBundled(`authoring/lint/schemas/${kind}.schema.json`));
  if (!isObject(schema)) throw new RangeError(`${kind} is not a schema`);
  return schema;
}

/** The definitions of a schema. */
const parts = ({ $defs }: JsonObject): readonly JsonObject[] =>
  isObject($defs) ? Object.values($defs).filter(isObject) : [];

/** Which kinds of objects have a key of a name. */
function homesOf(schemas: readonly JsonObject[]): ReadonlyMap<string, readonly string[]> {
  const homes = new Map<string, readonly string[]>();
  for (const part of schemas) {
    if (!isObject(part['properties'])) continue;
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
    const keys = textsAt(params, 'missing').map((key) => quoted(key));
    return {
      rule: 'structure',
      pointer,
      message: `This ${title} has no ${listed(keys, 'or')}, which Swagger 1.2 requires.`,
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

const textsAt = (object: JsonObject, key: string): readonly string[] => {
  const list = object[key];
  return isArray(list) ? list.filter((one) => typeof one === 'string') : [];
};

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
