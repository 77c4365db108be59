import type { SwaggerDocument, SwaggerModel } from '../swagger/document.ts';
import { type Found, sumOf } from './breakage.ts';
import type { Effect } from './change.ts';
import { type Context, sidesOfNewProperty } from './context.ts';
import { escaped, keyed } from './element.ts';
import { effectOf } from './property-effect.ts';
import { effectiveProperties } from './usage.ts';

/** Bases that a model has in one declaration alone. */
export function inheritanceChanges(
  context: Context,
  old: SwaggerModel,
  fresh: SwaggerModel,
): readonly Found[] {
  const { renames } = context;
  return [
    ...old.bases
      .filter((base) => !fresh.bases.includes(renames.model(base)))
      .map((base) => change(context, old, old, base, 'removed')),
    ...fresh.bases
      .filter((base) => !old.bases.some((one) => renames.model(one) === base))
      .map((base) => change(context, old, fresh, base, 'added')),
  ];
}

function change(
  context: Context,
  old: SwaggerModel,
  { id }: SwaggerModel,
  base: string,
  what: 'added' | 'removed',
): Found {
  const has = what === 'added' ? context.new : context.old;
  const side = {
    pointer: keyed(has, pointerOf(has, base), 'subTypes'),
    text: `${base} has the subtype ${id}`,
  };
  return {
    kind: 'inheritance',
    what,
    place: `models/${escaped(base)}/subTypes`,
    summary: `the model ${id} ${what === 'added' ? 'inherits' : 'does not inherit any more'} from ${base}`,
    old: what === 'removed' ? side : null,
    new: what === 'added' ? side : null,
    effect: effect(context, old, base, what, has),
    harmless: 'The model has the same properties as before, or no request and no answer has it.',
  };
}

const pointerOf = ({ models }: SwaggerDocument, id: string): string =>
  models.get(id)?.pointer ?? '';

/** All properties that come or go with a base, together. */
function effect(
  context: Context,
  model: SwaggerModel,
  base: string,
  what: 'added' | 'removed',
  has: SwaggerDocument,
): Effect {
  return sumOf(
    effectiveProperties(base, has.models).map(({ name, required }) =>
      effectOf(
        required,
        what,
        sidesOfNewProperty(context, model.id, name, what === 'added' ? 'new' : 'old'),
      ),
    ),
  );
}
