import {
  isArray,
  isObject,
  type JsonObject,
  objectsAt,
  stringAt,
} from '../../harness/document/json.ts';
import type { SwaggerOperation } from '../swagger/document.ts';
import { type Found, noEffect, together } from './breakage.ts';
import { canonical } from './canonical.ts';
import type { Effect, Move } from './change.ts';
import type { Context } from './context.ts';
import { keyed, otherFound } from './element.ts';
import { fullAddress, pathOf } from './operations.ts';
import { valueAt } from '../swagger/pointers.ts';

const known = [
  'swaggerVersion',
  'basePath',
  'produces',
  'consumes',
  'authorizations',
  'apis',
  'models',
];

/** In what two declarations differ as a whole. */
export const apiChanges = (
  context: Context,
  kept: readonly (readonly [SwaggerOperation, SwaggerOperation])[],
): readonly Found[] => [
  ...basePathChange(context, kept),
  ...listChanges(context, { place: '', oldPointer: '', newPointer: '' }),
  ...kept.flatMap(([old, fresh]) =>
    listChanges(context, {
      place: fresh.nickname,
      oldPointer: old.pointer ?? '',
      newPointer: fresh.pointer ?? '',
    }),
  ),
  ...otherFound(context, { place: '', oldPointer: '', newPointer: '' }, known),
  ...groupChanges(context),
];

function basePathChange(
  { old, new: fresh }: Context,
  kept: readonly (readonly [SwaggerOperation, SwaggerOperation])[],
): readonly Found[] {
  if (old.basePath === fresh.basePath) return [];
  const moved =
    pathOf(old.basePath) !== pathOf(fresh.basePath) &&
    !kept.every(([a, b]) => fullAddress(old, a) === fullAddress(fresh, b));
  return [
    {
      kind: 'api',
      what: 'changed',
      place: 'basePath',
      summary: `the base path is ${fresh.basePath || 'empty'} instead of ${old.basePath || 'empty'}`,
      old: { pointer: keyed(old, '', 'basePath'), text: old.basePath },
      new: { pointer: keyed(fresh, '', 'basePath'), text: fresh.basePath },
      effect: moved ? { requests: 'other', answers: null } : noEffect,
      harmless:
        'Every operation has the same path as before; the origin is where one server happens to be.',
    },
  ];
}

/** Content types and authorizations, of the whole declaration or of an operation. */
function listChanges(
  context: Context,
  place: { readonly place: string; readonly oldPointer: string; readonly newPointer: string },
): readonly Found[] {
  return (['produces', 'consumes', 'authorizations'] as const).flatMap((key) => {
    const [before, after] = [
      own(context.old.raw, place.oldPointer, key),
      own(context.new.raw, place.newPointer, key),
    ];
    if (before === null && after === null) return [];
    const [had, has] = [
      before ?? own(context.old.raw, '', key) ?? [],
      after ?? own(context.new.raw, '', key) ?? [],
    ];
    const added = has.filter((one) => !had.includes(one));
    const removed = had.filter((one) => !has.includes(one));
    const differs = added.length + removed.length > 0;
    if (!differs && (before === null) === (after === null)) return [];
    return [
      {
        kind: key === 'authorizations' ? 'authorization' : 'content type',
        what: 'changed',
        place: place.place === '' ? key : `${place.place}/${key}`,
        summary: differs
          ? `${key} is ${listed(has)} instead of ${listed(had)}`
          : `${key} is written ${after === null ? 'for the whole declaration alone' : 'here too'}`,
        old: { pointer: keyed(context.old, place.oldPointer, key), text: listed(had) },
        new: { pointer: keyed(context.new, place.newPointer, key), text: listed(has) },
        effect: differs ? effectOf(key, added.length > 0, removed.length > 0) : noEffect,
        harmless: 'It is the same as what the whole declaration says.',
      } as const,
    ];
  });
}

function effectOf(
  key: 'produces' | 'consumes' | 'authorizations',
  added: boolean,
  removed: boolean,
): Effect {
  if (key === 'authorizations') return { requests: 'other', answers: null };
  const move: Move | null = together(added ? 'wider' : null, removed ? 'narrower' : null);
  return key === 'consumes' ? { requests: move, answers: null } : { requests: null, answers: move };
}

const listed = (words: readonly string[]): string => words.join(', ') || 'nothing';

/** The words that an object has under a key; null where it has none of its own. */
function own(raw: JsonObject, pointer: string, key: string): readonly string[] | null {
  const object = valueAt(raw, pointer);
  const value = isObject(object) ? object[key] : undefined;
  if (isArray(value)) return [...new Set(value.map((one) => wordOf(one)))].toSorted();
  if (!isObject(value)) return null;
  return Object.keys(value)
    .toSorted()
    .map((name) => {
      const more = canonical(value[name]);
      return more === '[]' || more === '{}' ? name : `${name} ${more}`;
    });
}

const wordOf = (value: unknown): string => (typeof value === 'string' ? value : canonical(value));

/** What stands beside the operations of a path. */
function groupChanges(context: Context): readonly Found[] {
  const groups = (raw: JsonObject): ReadonlyMap<string, string> =>
    new Map(
      objectsAt(raw, 'apis')
        .map((api, i) => [stringAt(api, 'path'), `/apis/${i}`] as const)
        .toReversed(),
    );
  const after = groups(context.new.raw);
  return [...groups(context.old.raw)].flatMap(([path, oldPointer]) => {
    const newPointer = after.get(path);
    return newPointer === undefined
      ? []
      : otherFound(context, { place: path, oldPointer, newPointer }, ['path', 'operations']);
  });
}
