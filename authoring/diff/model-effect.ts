import type { DataType } from '../swagger/document.ts';
import { noEffect, onSides, sumOf } from './breakage.ts';
import type { Effect } from './change.ts';
import type { Context } from './context.ts';
import { pair } from './pair.ts';
import { effectOf, effectOfOpenness } from './property-effect.ts';
import { typeChanges } from './types.ts';
import { effectiveProperties, type Sides } from './usage.ts';

/**
 * What it does to messages if one model takes the place of another: nothing, for example, if they have the same keys.
 * @param seen pairs of models that are being compared
 */
export function modelEffect(
  context: Context,
  [old, fresh]: readonly [old: string, new: string],
  sides: Sides,
  seen: ReadonlySet<string> = new Set(),
): Effect {
  const key = JSON.stringify([old, fresh]);
  if (seen.has(key)) return noEffect;
  const [before, after] = [context.old.models.get(old), context.new.models.get(fresh)];
  if (before === undefined || after === undefined) return onSides('other', sides);
  const { kept, removed, added } = pair(
    effectiveProperties(old, context.old.models),
    effectiveProperties(fresh, context.new.models),
    [({ name }) => name],
  );
  const within = new Set([...seen, key]);
  return sumOf([
    effectOfOpenness(before.placeholders.length > 0, after.placeholders.length > 0, sides),
    ...removed.map((one) => effectOf(one.required, 'removed', sides)),
    ...added.map((one) => effectOf(one.required, 'added', sides)),
    ...kept.flatMap(([a, b]) => [
      ...(a.required === b.required ? [] : [onSides(b.required ? 'narrower' : 'wider', sides)]),
      typeEffect(context, [a.type, b.type], sides, within),
    ]),
  ]);
}

/** What it does to messages if a value has another type. */
const typeEffect = (
  context: Context,
  types: readonly [old: DataType, new: DataType],
  sides: Sides,
  seen: ReadonlySet<string>,
): Effect =>
  sumOf(
    typeChanges(...types, context.renames).map(({ move, models }) =>
      models === null ? onSides(move, sides) : modelEffect(context, models, sides, seen),
    ),
  );
