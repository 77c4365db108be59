import type { SwaggerDocument, SwaggerModel, SwaggerProperty } from '../swagger/document.ts';
import { type Found, noEffect, onSides } from './breakage.ts';
import { canonical } from './canonical.ts';
import { type Context, sidesOf, sidesOfNewProperty } from './context.ts';
import { escaped, keyed, otherFound, proseFound } from './element.ts';
import { inheritanceChanges } from './inheritance.ts';
import { type Pairs, pair } from './pair.ts';
import { valueAt } from '../swagger/pointers.ts';
import { betweenProperties } from './properties.ts';
import { oneLine } from './prose.ts';
import { effectOf, effectOfOpenness } from './property-effect.ts';
import { typeWords } from './types.ts';
import type { Sides } from './usage.ts';

const known = ['id', 'description', 'properties', 'required', 'subTypes', 'discriminator'];

/** Which models of two declarations belong together. */
export function pairModels(old: SwaggerDocument, fresh: SwaggerDocument): Pairs<SwaggerModel> {
  const content = (one: SwaggerModel): string | null => {
    const { raw } = old.models.get(one.id) === one ? old : fresh;
    const text = canonical(valueAt(raw, one.pointer ?? ''), ['id']);
    return one.properties.length === 0 ? null : text;
  };
  return pair([...old.models.values()], [...fresh.models.values()], [({ id }) => id, content]);
}

/** In what the models of two declarations differ. */
export const modelChanges = (
  context: Context,
  { kept, removed, added }: Pairs<SwaggerModel>,
): readonly Found[] => [
  ...kept.flatMap(([old, fresh]) => between(context, old, fresh)),
  ...removed.map((one) => alone(one, 'removed')),
  ...added.map((one) => alone(one, 'added')),
];

const placeOf = ({ id }: SwaggerModel): string => `models/${escaped(id)}`;

function alone(one: SwaggerModel, what: 'added' | 'removed'): Found {
  const side = {
    pointer: one.pointer ?? '',
    text: `model with ${one.properties.map(({ name }) => name).join(', ') || 'no properties'}`,
  };
  return {
    kind: 'model',
    what,
    place: placeOf(one),
    summary: `the model ${one.id} was ${what}`,
    old: what === 'removed' ? side : null,
    new: what === 'added' ? side : null,
    effect: noEffect,
    harmless: 'A model by itself is not sent; the changes of what refers to it say what breaks.',
  };
}

function between(context: Context, old: SwaggerModel, fresh: SwaggerModel): readonly Found[] {
  const place = placeOf(fresh);
  const [oldPointer, newPointer] = [old.pointer ?? '', fresh.pointer ?? ''];
  const sides = sidesOf(context, old.id);
  const { kept, removed, added } = pairProperties(context, old, fresh);
  return [
    ...(old.id === fresh.id
      ? []
      : [
          {
            kind: 'model',
            what: 'renamed',
            place,
            summary: `the model ${old.id} is called ${fresh.id}`,
            old: { pointer: oldPointer, text: old.id },
            new: { pointer: newPointer, text: fresh.id },
            effect: noEffect,
            harmless: 'The name of a model is not sent.',
          } as const,
        ]),
    ...proseFound(context, { place, oldPointer, newPointer }, 'description', [
      old.description,
      fresh.description,
    ]),
    ...inheritanceChanges(context, old, fresh),
    ...placeholderChanges(old, fresh, sides),
    ...(old.discriminator === fresh.discriminator
      ? []
      : [
          {
            kind: 'inheritance',
            what: 'changed',
            place: `${place}/discriminator`,
            summary: `the discriminator is ${fresh.discriminator ?? 'none'} instead of ${old.discriminator ?? 'none'}`,
            old: {
              pointer: keyed(context.old, oldPointer, 'discriminator'),
              text: old.discriminator ?? 'none',
            },
            new: {
              pointer: keyed(context.new, newPointer, 'discriminator'),
              text: fresh.discriminator ?? 'none',
            },
            effect: onSides('other', sides),
          } as const,
        ]),
    ...kept.flatMap(([before, after]) =>
      betweenProperties(context, { before, after, place, model: old.id, sides }),
    ),
    ...removed.map((one) => property(context, old, one, 'removed', place)),
    ...added.map((one) => property(context, old, one, 'added', place)),
    ...otherFound(context, { place, oldPointer, newPointer }, known),
  ];
}

/** Which properties of two models belong together. */
function pairProperties(
  context: Context,
  old: SwaggerModel,
  fresh: SwaggerModel,
): Pairs<SwaggerProperty> {
  const content = (one: SwaggerProperty): string => {
    const { raw } = old.properties.includes(one) ? context.old : context.new;
    return `${one.required} ${canonical(valueAt(raw, one.pointer ?? ''), ['required'])}`;
  };
  return pair(old.properties, fresh.properties, [({ name }) => name, content]);
}

function property(
  context: Context,
  model: SwaggerModel,
  one: SwaggerProperty,
  what: 'added' | 'removed',
  place: string,
): Found {
  const sides = sidesOfNewProperty(context, model.id, one.name, what === 'added' ? 'new' : 'old');
  const side = {
    pointer: one.pointer ?? '',
    text: `${one.required ? 'required' : 'optional'} property of type ${typeWords(one.type)}`,
  };
  return {
    kind: 'property',
    what,
    place: `${place}/properties/${escaped(one.name)}`,
    summary: `the property ${one.name} was ${what}`,
    old: what === 'removed' ? side : null,
    new: what === 'added' ? side : null,
    effect: effectOf(one.required, what, sides),
    harmless: sides.answers
      ? 'Clients pass over keys that they do not know, and an optional one may be missing in any answer.'
      : 'The property is inherited anyway, or no request and no answer has it.',
  };
}

/** Whether a model takes any further key. */
function placeholderChanges(
  old: SwaggerModel,
  fresh: SwaggerModel,
  sides: Sides,
): readonly Found[] {
  const [before] = old.placeholders;
  const [after] = fresh.placeholders;
  const words = (one: SwaggerModel): string =>
    canonical(
      one.placeholders.map(({ name, description }) => `${name} ${oneLine(description)}`).toSorted(),
    );
  if (words(old) === words(fresh)) return [];
  const what = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed';
  return [
    {
      kind: 'property',
      what,
      place: `${placeOf(fresh)}/properties/${(after ?? before)?.name ?? ''}`,
      summary:
        what === 'changed'
          ? 'the placeholder for further keys is written otherwise'
          : `the model ${what === 'added' ? 'takes any further key' : 'does not take any further key'}`,
      old:
        before === undefined ? null : { pointer: before.pointer ?? '', text: before.description },
      new: after === undefined ? null : { pointer: after.pointer ?? '', text: after.description },
      effect: effectOfOpenness(before !== undefined, after !== undefined, sides),
      harmless: 'A placeholder is not a key, and clients pass over keys that they do not know.',
    },
  ];
}
