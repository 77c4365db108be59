import { below } from '../../source/pointer.ts';
import type { ApiDeclaration, TypeUse } from '../../source/swagger.ts';
import type { Found, Rule } from '../view/rule.ts';
import { guess, quoted } from '../view/words.ts';

/** The types of Swagger 1.2 that are not models. */
const primitives = ['integer', 'number', 'string', 'boolean'] as const;

export const isPrimitive = (name: string): boolean => primitives.some((one) => one === name);

/** Names from elsewhere, and what they are here. */
const meant: Readonly<Record<string, string>> = {
  int: '"integer" with the format "int32"',
  int32: '"integer" with the format "int32"',
  int64: '"integer" with the format "int64"',
  long: '"integer" with the format "int64"',
  short: '"integer"',
  float: '"number" with the format "float"',
  double: '"number" with the format "double"',
  bool: '"boolean"',
  byte: '"string" with the format "byte"',
  date: '"string" with the format "date"',
  datetime: '"string" with the format "date-time"',
  'date-time': '"string" with the format "date-time"',
  timestamp: '"string" with the format "date-time", or "integer"',
  list: '"array" with "items"',
  set: '"array" with "items" and "uniqueItems"',
  object: 'the name of a model',
  str: '"string"',
  text: '"string"',
  file: '"File", and only for form parameters',
};

export const unknownType: Rule = {
  id: 'unknown-type',
  severity: 'error',
  summary: 'A type or reference leads nowhere: there is no such model in the file.',
  *declaration({ api }) {
    for (const { result, parameters, responses } of api.operations) {
      yield* check(result, ['array', 'void', 'File'], api);
      for (const parameter of parameters) yield* check(parameter, ['array', 'File'], api);
      for (const { pointer, model } of responses) {
        if (model === null || isPrimitive(model) || api.models.has(model)) continue;
        yield unknown(below(pointer, 'responseModel'), model, api);
      }
    }
    for (const { properties } of api.models.values()) {
      for (const property of properties) yield* check(property, ['array'], api);
    }
  },
};

function* check(use: TypeUse, also: readonly string[], api: ApiDeclaration): Iterable<Found> {
  const { type, ref, items, pointer } = use;
  if (
    type !== null &&
    type !== '' &&
    !isPrimitive(type) &&
    !also.includes(type) &&
    !api.models.has(type)
  ) {
    yield unknown(below(pointer, 'type'), type, api);
  }
  // References to primitives have a rule of their own.
  if (ref !== null && ref !== '' && !api.models.has(ref) && !isPrimitive(ref)) {
    yield unknown(below(pointer, '$ref'), ref, api);
  }
  if (items !== null) yield* check(items, [], api);
}

function unknown(pointer: string, name: string, api: ApiDeclaration): Found {
  const container = /^(\w+)\[(.*)\]$/.exec(name);
  const lower = name.toLowerCase();
  const near = guess(name, [...api.models.keys()]);
  const advice =
    container !== null
      ? '; write "array" with "items"'
      : Object.hasOwn(meant, lower)
        ? `; write ${meant[lower]}`
        : near === undefined
          ? ', and the models of a declaration stand in the same file'
          : `; did you mean ${quoted(near)}?`;
  return {
    pointer,
    message: `There is no type or model ${quoted(name)}${advice}${advice.endsWith('?') ? '' : '.'}`,
  };
}
