import type { SwaggerOperation } from '../swagger/document.ts';
import { addressOf, type SwaggerDocument } from '../swagger/document.ts';
import { withForms } from '../readings/forms.ts';
import { type Found, noEffect } from './breakage.ts';
import { canonical } from './canonical.ts';
import type { Effect, Move } from './change.ts';
import type { Context } from './context.ts';
import { keyed, otherFound, proseFound, typeFound, typeKeys } from './element.ts';
import { errorChanges } from './errors.ts';
import { type Pairs, pair } from './pair.ts';
import { parameterChanges } from './parameters.ts';
import { valueAt } from '../swagger/pointers.ts';
import { inAnswers } from './usage.ts';

const known = [
  ...typeKeys,
  'method',
  'summary',
  'notes',
  'nickname',
  'parameters',
  'responseMessages',
  'produces',
  'consumes',
  'authorizations',
  'deprecated',
];

/** Which operations of two declarations belong together. */
export function pairOperations(
  old: SwaggerDocument,
  fresh: SwaggerDocument,
): Pairs<SwaggerOperation> {
  const content = (one: SwaggerOperation): string => {
    const { raw } = old.operations.includes(one) ? old : fresh;
    return canonical(valueAt(raw, one.pointer ?? ''), ['nickname', 'method']);
  };
  return pair(old.operations, fresh.operations, [
    (one) => `${addressOf(one)} ${one.nickname}`,
    (one) => fullAddress(old.operations.includes(one) ? old : fresh, one),
    addressOf,
    ({ nickname }) => nickname,
    content,
  ]);
}

/** In what the operations of two declarations differ. */
export function operationChanges(
  context: Context,
  { kept, removed, added }: Pairs<SwaggerOperation>,
): readonly Found[] {
  return [
    ...kept.flatMap(([old, fresh]) => between(context, old, fresh)),
    ...removed.map((one) => alone(one, 'removed')),
    ...added.map((one) => alone(one, 'added')),
    ...formChanges(context, kept),
  ];
}

/** What a request is sent to, the base path included. */
export const fullAddress = (
  { basePath }: SwaggerDocument,
  { method, path }: SwaggerOperation,
): string => addressOf({ method, path: `${pathOf(basePath)}${path}` });

/** The path of a URL, without a slash at its end. */
export function pathOf(url: string): string {
  const path = /^[a-z][a-z0-9+.-]*:\/\/[^/]*(.*)$/i.exec(url)?.[1] ?? url;
  return path.replace(/\/+$/, '');
}

const requests = (move: Move): Effect => ({ requests: move, answers: null });

function alone(one: SwaggerOperation, what: 'added' | 'removed'): Found {
  const side = { pointer: one.pointer ?? '', text: `${one.method} ${one.path}` };
  return {
    kind: 'operation',
    what,
    place: one.nickname,
    summary: `the operation ${one.nickname} (${one.method} ${one.path}) was ${what}`,
    old: what === 'removed' ? side : null,
    new: what === 'added' ? side : null,
    effect: requests(what === 'added' ? 'wider' : 'narrower'),
  };
}

function between(
  context: Context,
  old: SwaggerOperation,
  fresh: SwaggerOperation,
): readonly Found[] {
  const element = {
    place: fresh.nickname,
    oldPointer: old.pointer ?? '',
    newPointer: fresh.pointer ?? '',
  };
  const at = (key: string) => ({
    old: keyed(context.old, element.oldPointer, key),
    new: keyed(context.new, element.newPointer, key),
  });
  const prose = (key: 'summary' | 'notes'): readonly Found[] =>
    proseFound(context, element, key, [old[key], fresh[key]], old.nickname);
  return [
    ...(old.nickname === fresh.nickname
      ? []
      : [
          {
            kind: 'operation',
            what: 'renamed',
            place: element.place,
            summary: `the operation ${old.nickname} is called ${fresh.nickname}`,
            old: { pointer: element.oldPointer, text: old.nickname },
            new: { pointer: element.newPointer, text: fresh.nickname },
            effect: noEffect,
            harmless: 'The nickname is not sent; only generated code has it.',
          } as const,
        ]),
    ...(addressOf(old) === addressOf(fresh) ||
    fullAddress(context.old, old) === fullAddress(context.new, fresh)
      ? []
      : [
          {
            kind: 'operation',
            what: 'changed',
            place: element.place,
            summary: `the operation is ${fresh.method} ${fresh.path} instead of ${old.method} ${old.path}`,
            old: { pointer: at('method').old, text: `${old.method} ${old.path}` },
            new: { pointer: at('method').new, text: `${fresh.method} ${fresh.path}` },
            effect: requests('other'),
          } as const,
        ]),
    ...(old.deprecated === fresh.deprecated
      ? []
      : [
          {
            kind: 'other',
            what: 'changed',
            place: `${element.place}/deprecated`,
            summary: `the operation is ${fresh.deprecated ? '' : 'not '}deprecated${fresh.deprecated ? '' : ' any more'}`,
            old: { pointer: at('deprecated').old, text: String(old.deprecated) },
            new: { pointer: at('deprecated').new, text: String(fresh.deprecated) },
            effect: noEffect,
            harmless: 'A deprecated operation is still offered.',
          } as const,
        ]),
    ...typeFound(context, element, [old.success, fresh.success], inAnswers).map((one): Found =>
      one.kind === 'type' ? { ...one, kind: 'success' } : one,
    ),
    ...prose('summary'),
    ...prose('notes'),
    ...parameterChanges(context, old, fresh),
    ...errorChanges(context, old, fresh),
    ...otherFound(context, element, known),
  ];
}

/** Forms of operations that stand in prose alone, such as the PUT with a txnId. */
function formChanges(context: Context, kept: Pairs<SwaggerOperation>['kept']): readonly Found[] {
  const [before, after] = [formsIn(context.old), formsIn(context.new)];
  return kept.flatMap(([old, fresh]) => {
    const { removed, added } = pair(before(old), after(fresh), [({ key }) => key]);
    return [
      ...removed.map(({ operation }) => form(operation, 'removed')),
      ...added.map(({ operation }) => form(operation, 'added')),
    ];
  });
}

/** Finds the forms of an operation, each with a key that says what is other in it: its method, and how much longer its path is. */
function formsIn(document: SwaggerDocument) {
  const forms = withForms(document).operations.filter(({ formOf }) => formOf !== null);
  return (of: SwaggerOperation) =>
    forms
      .filter(({ formOf, pointer }) => formOf === of.nickname && pointer === of.pointer)
      .map((operation) => ({
        operation,
        key: `${operation.method} ${operation.path.split('/').length - of.path.split('/').length}`,
      }));
}

function form(one: SwaggerOperation, what: 'added' | 'removed'): Found {
  const reading = one.readings.at(-1);
  const side = { pointer: reading?.pointer ?? one.pointer ?? '', text: reading?.quote ?? '' };
  return {
    kind: 'form',
    what,
    place: one.formOf ?? one.nickname,
    summary: `the form ${one.method} ${one.path} of the operation was ${what}`,
    old: what === 'removed' ? side : null,
    new: what === 'added' ? side : null,
    effect: requests(what === 'added' ? 'wider' : 'narrower'),
  };
}
