import { isObject, type JsonObject } from '../../harness/document/json.ts';
import { valueAt } from '../swagger/pointers.ts';
import type { DataType, SwaggerDocument } from '../swagger/document.ts';
import { noEffect, onSides, type Found } from './breakage.ts';
import { canonical } from './canonical.ts';
import type { Context } from './context.ts';
import { proseChanges } from './prose.ts';
import { modelEffect } from './model-effect.ts';
import { typeChanges } from './types.ts';
import type { Sides } from './usage.ts';

/** Something that both declarations have. */
export interface Element {
  readonly place: string;
  readonly oldPointer: string;
  readonly newPointer: string;
}

/** The keys of a type, whatever has the type. */
export const typeKeys = [
  'type',
  '$ref',
  'items',
  'format',
  'enum',
  'minimum',
  'maximum',
  'uniqueItems',
  'defaultValue',
] as const;

/** In what the types of an element differ. */
export const typeFound = (
  context: Context,
  { place, oldPointer, newPointer }: Element,
  types: readonly [old: DataType, new: DataType],
  sides: Sides,
): readonly Found[] =>
  typeChanges(...types, context.renames).map(
    ({ kind, key, move, models, old, new: fresh, summary }) => ({
      kind,
      what: 'changed',
      place: `${place}/${key}`,
      summary,
      old: { pointer: keyed(context.old, oldPointer, key), text: old },
      new: { pointer: keyed(context.new, newPointer, key), text: fresh },
      effect: models === null ? onSides(move, sides) : modelEffect(context, models, sides),
      harmless: sides.requests || sides.answers ? sameKeys : unused,
    }),
  );

export const sameKeys = 'Both models permit the same messages.';
const unused = 'No request and no answer has this.';

/**
 * The sentences in which the texts of a key differ.
 * @param oldPlace where it is in the old declaration, by names, if it was called otherwise there
 */
export function proseFound(
  { old, new: fresh }: Context,
  { place, oldPointer, newPointer }: Element,
  key: string,
  [before, after]: readonly [old: string, new: string],
  oldPlace: string = place,
): readonly Found[] {
  if (before === after) return [];
  return proseChanges(
    { place: `${oldPlace}/${key}`, pointer: keyed(old, oldPointer, key), text: before },
    { place: `${place}/${key}`, pointer: keyed(fresh, newPointer, key), text: after },
  );
}

/** The key's own pointer where it is there, else that of the element: `type` may be written as `$ref`. */
export function keyed({ raw }: SwaggerDocument, pointer: string, key: string): string {
  const element = valueAt(raw, pointer);
  if (!isObject(element)) return pointer;
  const written = key === 'type' && element[key] === undefined ? '$ref' : key;
  return Object.hasOwn(element, written) ? `${pointer}/${written}` : pointer;
}

/** Keys that Swagger 1.2 does not have, or that say nothing about messages. @param known keys that were looked at */
export function otherFound(
  context: Context,
  { place, oldPointer, newPointer }: Element,
  known: readonly string[],
): readonly Found[] {
  const [before, after] = [objectAt(context.old, oldPointer), objectAt(context.new, newPointer)];
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].toSorted();
  return keys
    .filter((key) => !known.includes(key))
    .flatMap((key): readonly Found[] => {
      const [had, has] = [Object.hasOwn(before, key), Object.hasOwn(after, key)];
      if (had && has && canonical(before[key]) === canonical(after[key])) return [];
      const what = !had ? 'added' : has ? 'changed' : 'removed';
      return [
        {
          kind: 'other',
          what,
          place: place === '' ? key : `${place}/${key}`,
          summary: `the key ${key} was ${what}`,
          old: had ? { pointer: `${oldPointer}/${escaped(key)}`, text: textOf(before[key]) } : null,
          new: has ? { pointer: `${newPointer}/${escaped(key)}`, text: textOf(after[key]) } : null,
          effect: noEffect,
          harmless: 'The key says nothing about requests and answers.',
        },
      ];
    });
}

const objectAt = ({ raw }: SwaggerDocument, pointer: string): JsonObject => {
  const value = valueAt(raw, pointer);
  return isObject(value) ? value : {};
};

export const escaped = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
