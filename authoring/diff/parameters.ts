import type { SwaggerOperation, SwaggerParameter } from '../swagger/document.ts';
import { type Found, noEffect } from './breakage.ts';
import { canonical } from './canonical.ts';
import type { Effect, Move } from './change.ts';
import type { Context } from './context.ts';
import { keyed, otherFound, proseFound, typeFound, typeKeys } from './element.ts';
import { pair } from './pair.ts';
import { valueAt } from '../swagger/pointers.ts';
import { typeWords } from './types.ts';
import { inRequests } from './usage.ts';

const known = [...typeKeys, 'name', 'description', 'required', 'paramType', 'allowMultiple'];

/** In what the parameters of two operations differ. */
export function parameterChanges(
  context: Context,
  old: SwaggerOperation,
  fresh: SwaggerOperation,
): readonly Found[] {
  const { kept, removed, added } = pairParameters(context, old, fresh);
  return [
    ...kept.flatMap(([before, after]) => between(context, fresh, before, after)),
    ...removed.map((one) => alone(old, one, 'removed')),
    ...added.map((one) => alone(fresh, one, 'added')),
  ];
}

/** Which parameters of two operations belong together. */
function pairParameters(context: Context, old: SwaggerOperation, fresh: SwaggerOperation) {
  const content = (one: SwaggerParameter): string => {
    const raw = (old.parameters.includes(one) ? context.old : context.new).raw;
    return `${one.in} ${canonical(valueAt(raw, one.pointer ?? ''), ['name'])}`;
  };
  return pair(old.parameters, fresh.parameters, [
    ({ name, in: place }) => `${place} ${name}`,
    // An operation has one body, whatever it is called.
    ({ in: place }) => (place === 'body' ? place : null),
    ({ name, in: place }) => (place === 'body' ? null : name),
    content,
  ]);
}

const placeOf = ({ nickname }: SwaggerOperation, { name }: SwaggerParameter): string =>
  `${nickname}/parameters/${name}`;

const wordsOf = (one: SwaggerParameter): string =>
  `${one.required ? 'required' : 'optional'} ${kindOf(one)} of type ${typeWords(one.type)}`;

/** A parameter by its kind and name; an operation has only one body. */
const titleOf = (one: SwaggerParameter): string =>
  one.in === 'body' ? kindOf(one) : `${kindOf(one)} ${one.name}`;

const kindOf = ({ in: place }: SwaggerParameter): string =>
  place === 'body' ? 'body' : place === 'form' ? 'form field' : `${place} parameter`;

function alone(
  operation: SwaggerOperation,
  one: SwaggerParameter,
  what: 'added' | 'removed',
): Found {
  const side = { pointer: one.pointer ?? '', text: wordsOf(one) };
  const move: Move = one.required ? 'other' : what === 'added' ? 'wider' : 'narrower';
  const base = {
    kind: 'parameter',
    what,
    place: placeOf(operation, one),
    summary: `the ${requiredWord(one)} ${titleOf(one)} was ${what}`,
    old: what === 'removed' ? side : null,
    new: what === 'added' ? side : null,
  } as const;
  return one.in === 'path'
    ? {
        ...base,
        effect: noEffect,
        harmless: 'The path itself says what stands in it; this only describes it.',
      }
    : { ...base, effect: requests(move) };
}

const requests = (move: Move | null): Effect => ({ requests: move, answers: null });

function between(
  context: Context,
  operation: SwaggerOperation,
  old: SwaggerParameter,
  fresh: SwaggerParameter,
): readonly Found[] {
  const element = {
    place: placeOf(operation, fresh),
    oldPointer: old.pointer ?? '',
    newPointer: fresh.pointer ?? '',
  };
  const at = (key: string) => ({
    old: keyed(context.old, element.oldPointer, key),
    new: keyed(context.new, element.newPointer, key),
  });
  return [
    ...renamed(element.place, old, fresh),
    ...(old.in === fresh.in
      ? []
      : [
          {
            kind: 'parameter',
            what: 'changed',
            place: `${element.place}/paramType`,
            summary: `${fresh.name} is a ${kindOf(fresh)} instead of a ${kindOf(old)}`,
            old: { pointer: at('paramType').old, text: old.in },
            new: { pointer: at('paramType').new, text: fresh.in },
            effect: requests('other'),
          } as const,
        ]),
    ...typeFound(context, element, [old.type, fresh.type], inRequests),
    ...(old.required === fresh.required
      ? []
      : [
          {
            kind: 'required',
            what: 'changed',
            place: `${element.place}/required`,
            summary: `the ${titleOf(fresh)} is ${requiredWord(fresh)} instead of ${requiredWord(old)}`,
            old: { pointer: at('required').old, text: requiredWord(old) },
            new: { pointer: at('required').new, text: requiredWord(fresh) },
            effect:
              fresh.in === 'path' && old.in === 'path'
                ? noEffect
                : requests(fresh.required ? 'narrower' : 'wider'),
            harmless: 'A parameter of a path is always required.',
          } as const,
        ]),
    ...(old.several === fresh.several
      ? []
      : [
          {
            kind: 'type',
            what: 'changed',
            place: `${element.place}/allowMultiple`,
            summary: fresh.several ? 'several values may be given' : 'only one value may be given',
            old: { pointer: at('allowMultiple').old, text: String(old.several) },
            new: { pointer: at('allowMultiple').new, text: String(fresh.several) },
            effect: requests(fresh.several ? 'wider' : 'narrower'),
          } as const,
        ]),
    ...proseFound(
      context,
      element,
      'description',
      [old.description, fresh.description],
      placeOf(operation, old),
    ),
    ...otherFound(context, element, known),
  ];
}

const requiredWord = ({ required }: SwaggerParameter): string =>
  required ? 'required' : 'optional';

function renamed(place: string, old: SwaggerParameter, fresh: SwaggerParameter): readonly Found[] {
  if (old.name === fresh.name) return [];
  const silent = fresh.in === old.in && (fresh.in === 'path' || fresh.in === 'body');
  return [
    {
      kind: 'parameter',
      what: 'renamed',
      place,
      summary: `the ${kindOf(fresh)} ${old.name} is called ${fresh.name}`,
      old: { pointer: old.pointer ?? '', text: old.name },
      new: { pointer: fresh.pointer ?? '', text: fresh.name },
      effect: silent ? noEffect : requests('other'),
      harmless: 'The name is not sent.',
    },
  ];
}
