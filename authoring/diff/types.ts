import type { DataType } from '../swagger/document.ts';
import { canonical } from './canonical.ts';
import { together } from './breakage.ts';
import type { ChangeKind, Move } from './change.ts';
import type { Renames } from './names.ts';

/** A difference between two types, in one of their facets. */
export interface TypeChange {
  readonly kind: Extract<ChangeKind, 'type' | 'values' | 'limits' | 'default'>;
  /** The key in the declaration, such as `enum`. */
  readonly key: string;
  readonly move: Move;
  /** The models, if the types differ in nothing but which model they name. */
  readonly models: readonly [old: string, new: string] | null;
  readonly old: string;
  readonly new: string;
  readonly summary: string;
}

/** In what two types differ. */
export function typeChanges(
  old: DataType,
  fresh: DataType,
  renames: Renames,
): readonly TypeChange[] {
  if (old === fresh) return [];
  const move = moveOf(old, fresh, renames);
  const [before, after] = move === null ? ['', ''] : [typeWords(old), typeWords(fresh)];
  return [
    ...(move === null
      ? []
      : [
          {
            kind: 'type',
            key: 'type',
            move,
            models: changedModels(old, fresh, renames),
            old: before,
            new: after,
            summary:
              before === after
                ? `the items of the list are different`
                : `the type is ${after} instead of ${before}`,
          } as const,
        ]),
    ...valueChanges(old.values, fresh.values),
    ...limitChanges(old, fresh),
    ...(canonical(old.usual ?? null) === canonical(fresh.usual ?? null)
      ? []
      : [
          {
            kind: 'default',
            key: 'defaultValue',
            move: 'other',
            models: null,
            old: shown(old.usual),
            new: shown(fresh.usual),
            summary: `the default is ${shown(fresh.usual)} instead of ${shown(old.usual)}`,
          } as const,
        ]),
  ];
}

const shown = (value: unknown): string => (value === undefined ? 'none' : JSON.stringify(value));

/** A type in words: `string`, `integer (int64)`, `list of Event`. */
export function typeWords({ kind, format, model, items, uniqueItems }: DataType): string {
  switch (kind) {
    case 'array':
      return `list of ${items === null ? 'anything' : typeWords(items)}${uniqueItems ? ', each once' : ''}`;
    case 'model':
      return model ?? 'model';
    case 'void':
      return 'nothing';
    case 'any':
      return 'anything';
    case 'file':
    case 'object':
    case 'string':
    case 'integer':
    case 'number':
    case 'boolean':
      return format === null ? kind : `${kind} (${format})`;
  }
}

/** The models of two types that only name another model, by themselves or as the items of a list. */
function changedModels(
  old: DataType,
  fresh: DataType,
  renames: Renames,
): readonly [string, string] | null {
  if (old.kind === 'array' && fresh.kind === 'array' && old.uniqueItems === fresh.uniqueItems)
    return old.items === null || fresh.items === null
      ? null
      : changedModels(old.items, fresh.items, renames);
  if (old.model === null || fresh.model === null) return null;
  return renames.same(old.model, fresh.model) ? null : [old.model, fresh.model];
}

/** What the change of kind, format, model and items does to the permitted values. */
function moveOf(old: DataType, fresh: DataType, renames: Renames): Move | null {
  if (old.kind !== fresh.kind) {
    if (isIn(wider[old.kind], fresh.kind)) return 'wider';
    return isIn(wider[fresh.kind], old.kind) ? 'narrower' : 'other';
  }
  if (!renames.same(old.model, fresh.model)) return 'other';
  const items =
    old.items === null || fresh.items === null
      ? null
      : typeChanges(old.items, fresh.items, renames).reduce<Move | null>(
          (move, one) => together(move, one.move),
          null,
        );
  const unique =
    old.uniqueItems === fresh.uniqueItems ? null : fresh.uniqueItems ? 'narrower' : 'wider';
  return together(together(formatMove(old.format, fresh.format), items), unique);
}

const isIn = (words: readonly string[] | undefined, word: string): boolean =>
  words?.includes(word) ?? false;

/** Kinds that permit all that a kind permits. */
const wider: Readonly<Partial<Record<DataType['kind'], readonly DataType['kind'][]>>> = {
  string: ['any', 'void'],
  integer: ['number', 'any', 'void'],
  number: ['any', 'void'],
  boolean: ['any', 'void'],
  file: ['any', 'void'],
  object: ['any', 'void'],
  array: ['any', 'void'],
  model: ['object', 'any', 'void'],
};

const wideningFormats = new Set(['int32 int64', 'float double']);

function formatMove(old: string | null, fresh: string | null): Move | null {
  if (old === fresh) return null;
  if (old === null) return 'narrower';
  if (fresh === null || wideningFormats.has(`${old} ${fresh}`)) return 'wider';
  return wideningFormats.has(`${fresh} ${old}`) ? 'narrower' : 'other';
}

function valueChanges(old: DataType['values'], fresh: DataType['values']): readonly TypeChange[] {
  const [before, after] = [words(old), words(fresh)];
  const base = {
    kind: 'values',
    key: 'enum',
    models: null,
    old: listed(before),
    new: listed(after),
  } as const;
  if (before === null || after === null) {
    if (before === after) return [];
    return before === null
      ? [{ ...base, move: 'narrower', summary: `only ${listed(after)} are permitted` }]
      : [{ ...base, move: 'wider', summary: 'any value is permitted' }];
  }
  const added = after.filter((one) => !before.includes(one));
  const removed = before.filter((one) => !after.includes(one));
  if (added.length === 0 && removed.length === 0) return [];
  const summary = [
    ...(added.length === 0 ? [] : [`${listed(added)} may be a value`]),
    ...(removed.length === 0 ? [] : [`${listed(removed)} may not be a value any more`]),
  ].join(', and ');
  const move = added.length === 0 ? 'narrower' : removed.length === 0 ? 'wider' : 'other';
  return [{ ...base, move, summary }];
}

const words = (values: DataType['values']): readonly string[] | null =>
  values === null ? null : [...new Set(values.map((value) => JSON.stringify(value)))].toSorted();

const listed = (values: readonly string[] | null): string =>
  values === null ? 'any value' : values.join(', ') || 'no value';

function limitChanges(old: DataType, fresh: DataType): readonly TypeChange[] {
  return (['minimum', 'maximum'] as const).flatMap((key): readonly TypeChange[] => {
    const [before, after] = [old[key], fresh[key]];
    if (before === after) return [];
    const open = key === 'minimum' ? -Infinity : Infinity;
    const grows = (after ?? open) > (before ?? open);
    return [
      {
        kind: 'limits',
        key,
        move: grows === (key === 'minimum') ? 'narrower' : 'wider',
        models: null,
        old: before === null ? 'none' : String(before),
        new: after === null ? 'none' : String(after),
        summary: `the ${key} is ${after ?? 'none'} instead of ${before ?? 'none'}`,
      },
    ];
  });
}
