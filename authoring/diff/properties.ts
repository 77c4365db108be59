import type { SwaggerProperty } from '../swagger/document.ts';
import { type Found, onSides } from './breakage.ts';
import type { Context } from './context.ts';
import { escaped, keyed, otherFound, proseFound, typeFound, typeKeys } from './element.ts';
import type { Sides } from './usage.ts';

const known = [...typeKeys, 'description', 'required'];

/** A property that both declarations have. */
interface Kept {
  readonly before: SwaggerProperty;
  readonly after: SwaggerProperty;
  /** Of its model, by names. */
  readonly place: string;
  readonly model: string;
  readonly sides: Sides;
}

/** In what two properties of a model differ. */
export function betweenProperties(
  context: Context,
  { before, after, place: above, sides }: Kept,
): readonly Found[] {
  const place = `${above}/properties/${escaped(after.name)}`;
  const element = {
    place,
    oldPointer: before.pointer ?? '',
    newPointer: after.pointer ?? '',
  };
  const at = (key: string) => ({
    old: keyed(context.old, element.oldPointer, key),
    new: keyed(context.new, element.newPointer, key),
  });
  return [
    ...(before.name === after.name
      ? []
      : [
          {
            kind: 'property',
            what: 'renamed',
            place,
            summary: `the property ${before.name} is called ${after.name}`,
            old: { pointer: element.oldPointer, text: before.name },
            new: { pointer: element.newPointer, text: after.name },
            effect: onSides('other', sides),
          } as const,
        ]),
    ...typeFound(context, element, [before.type, after.type], sides),
    ...(before.required === after.required
      ? []
      : [
          {
            kind: 'required',
            what: 'changed',
            place: `${place}/required`,
            summary: `the property ${after.name} is ${wordOf(after)} instead of ${wordOf(before)}`,
            old: { pointer: at('required').old, text: wordOf(before) },
            new: { pointer: at('required').new, text: wordOf(after) },
            effect: onSides(after.required ? 'narrower' : 'wider', sides),
          } as const,
        ]),
    ...proseFound(
      context,
      element,
      'description',
      [before.description, after.description],
      `${above}/properties/${escaped(before.name)}`,
    ),
    ...otherFound(context, element, known),
  ];
}

const wordOf = ({ required }: SwaggerProperty): string => (required ? 'required' : 'optional');
