import { isArray, isObject, type JsonObject, stringAt } from '../../harness/document/json.ts';
import type { DataType } from './document.ts';

const plain: DataType = {
  kind: 'any',
  format: null,
  model: null,
  items: null,
  values: null,
  minimum: null,
  maximum: null,
  uniqueItems: false,
  usual: undefined,
};

/** A type of one kind, without anything else. */
export const typeOfKind = (kind: DataType['kind'], more: Partial<DataType> = {}): DataType => ({
  ...plain,
  kind,
  ...more,
});

/** The words for primitive types, those of Swagger 1.1 among them, which many files still have. */
const primitives: ReadonlyMap<string, Pick<DataType, 'kind' | 'format'>> = new Map([
  ['string', { kind: 'string', format: null }],
  ['integer', { kind: 'integer', format: null }],
  ['number', { kind: 'number', format: null }],
  ['boolean', { kind: 'boolean', format: null }],
  ['void', { kind: 'void', format: null }],
  ['File', { kind: 'file', format: null }],
  ['int', { kind: 'integer', format: 'int32' }],
  ['long', { kind: 'integer', format: 'int64' }],
  ['float', { kind: 'number', format: 'float' }],
  ['double', { kind: 'number', format: 'double' }],
  ['byte', { kind: 'string', format: 'byte' }],
  ['Date', { kind: 'string', format: 'date-time' }],
  ['date', { kind: 'string', format: 'date' }],
  ['date-time', { kind: 'string', format: 'date-time' }],
  ['object', { kind: 'object', format: null }],
  ['any', { kind: 'any', format: null }],
]);

/**
 * Reads the data type fields of an operation, a parameter, a property or the items of an array.
 * @param isModel whether the document has a model of this id
 */
export function readType(object: JsonObject, isModel: (id: string) => boolean): DataType {
  const word = stringAt(object, '$ref') || stringAt(object, 'type');
  return { ...named(word, object, isModel), ...limitsOf(object) };
}

function named(word: string, object: JsonObject, isModel: (id: string) => boolean): DataType {
  if (isModel(word)) return typeOfKind('model', { model: word });
  const primitive = primitives.get(word);
  const format = stringAt(object, 'format') || null;
  if (primitive !== undefined)
    return typeOfKind(primitive.kind, { format: format ?? primitive.format });
  const listed = /^(?:List|Array|Set)\[(.+)\]$/.exec(word)?.[1];
  if (listed !== undefined)
    return typeOfKind('array', {
      items: named(listed, {}, isModel),
      uniqueItems: word.startsWith('Set'),
    });
  if (word === 'array') {
    const items = object['items'];
    return typeOfKind('array', {
      items: isObject(items) ? readType(items, isModel) : typeOfKind('any'),
    });
  }
  return word === '' ? typeOfKind('any', { format }) : typeOfKind('model', { model: word });
}

function limitsOf(object: JsonObject): Partial<DataType> {
  const listed = object['enum'];
  const values = isArray(listed) ? listed.filter(isPlain) : [];
  const usual = object['defaultValue'];
  const [minimum, maximum] = [numberAt(object, 'minimum'), numberAt(object, 'maximum')];
  return {
    ...(values.length > 0 ? { values } : {}),
    ...(minimum === null ? {} : { minimum }),
    ...(maximum === null ? {} : { maximum }),
    ...(object['uniqueItems'] === true ? { uniqueItems: true } : {}),
    ...(isPlain(usual) ? { usual } : {}),
  };
}

/** Whether a value is one that Swagger 1.2 permits as a default or in an enum. */
const isPlain = (value: unknown): boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

/** Swagger 1.2 writes limits as strings. */
function numberAt(object: JsonObject, key: string): number | null {
  const value = object[key];
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}
