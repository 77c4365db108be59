import type { DocumentedError, SwaggerOperation } from '../swagger/document.ts';
import { type Found, noEffect } from './breakage.ts';
import type { Effect, Move } from './change.ts';
import type { Context } from './context.ts';
import { keyed, otherFound, proseFound, sameKeys } from './element.ts';
import { modelEffect } from './model-effect.ts';
import { pair } from './pair.ts';
import { oneLine } from './prose.ts';
import { inAnswers } from './usage.ts';

/** In what the documented errors of two operations differ. */
export function errorChanges(
  context: Context,
  old: SwaggerOperation,
  fresh: SwaggerOperation,
): readonly Found[] {
  const { kept, removed, added } = pair(old.errors, fresh.errors, [
    ({ code, message }) => `${code} ${oneLine(message)}`,
    ({ message }) => oneLine(message),
    ({ code }) => String(code),
  ]);
  return [
    ...kept.flatMap(([before, after]) => between(context, fresh, before, after)),
    ...removed.map((one) => alone(old, one, fresh.errors, 'removed')),
    ...added.map((one) => alone(fresh, one, old.errors, 'added')),
  ];
}

const placeOf = ({ nickname }: SwaggerOperation): string => `${nickname}/responseMessages`;

const answers = (move: Move): Effect => ({ requests: null, answers: move });

/** @param others the errors of the operation in the other declaration */
function alone(
  operation: SwaggerOperation,
  one: DocumentedError,
  others: readonly DocumentedError[],
  what: 'added' | 'removed',
): Found {
  if (isSuccess(one)) return aloneSuccess(operation, one, others, what);
  const side = sideOf(one);
  const known = others.some(({ code }) => code === one.code);
  const move = !known ? 'other' : what === 'added' ? 'narrower' : 'wider';
  const because = known
    ? { added: mustAnswer, removed: needNotAnswer }
    : { added: unknownStatus, removed: forgottenStatus };
  return {
    kind: 'error',
    what,
    place: placeOf(operation),
    summary: `the error ${one.code} “${oneLine(one.message)}” was ${what}`,
    old: what === 'removed' ? side : null,
    new: what === 'added' ? side : null,
    effect: answers(move),
    because: because[what],
  };
}

const sideOf = (one: DocumentedError) => ({
  pointer: one.pointer ?? '',
  text: `${one.code}: ${oneLine(one.message)}`,
});

const isSuccess = ({ code }: DocumentedError): boolean => code >= 200 && code < 300;

/** The statuses of successes; 200 where none is documented. */
function successesOf(errors: readonly DocumentedError[]): ReadonlySet<number> {
  const codes = errors.filter(isSuccess).map(({ code }) => code);
  return new Set(codes.length === 0 ? [200] : codes);
}

/** Some declarations document the status of a success among the errors. */
function aloneSuccess(
  operation: SwaggerOperation,
  one: DocumentedError,
  others: readonly DocumentedError[],
  what: 'added' | 'removed',
): Found {
  const [own, other] = [successesOf(operation.errors), successesOf(others)];
  const shared = [...own].some((code) => other.has(code));
  const move = !shared ? 'other' : what === 'added' ? 'wider' : 'narrower';
  return {
    kind: 'success',
    what,
    place: placeOf(operation),
    summary: `the success ${one.code} “${oneLine(one.message)}” was ${what}`,
    old: what === 'removed' ? sideOf(one) : null,
    new: what === 'added' ? sideOf(one) : null,
    effect: other.has(one.code) ? noEffect : answers(move),
    harmless: 'A success has this status anyway.',
  };
}

const mustAnswer = 'Servers must now answer this cause with this status.';
const needNotAnswer =
  'Servers need not answer this cause with this status any more, and clients may rely on it.';
const unknownStatus =
  'Servers must now answer this cause with a status that clients of this operation need not know.';
const forgottenStatus =
  'Servers may still answer with a status that clients need not know any more, and clients may rely on it.';

function between(
  context: Context,
  operation: SwaggerOperation,
  old: DocumentedError,
  fresh: DocumentedError,
): readonly Found[] {
  const element = {
    place: placeOf(operation),
    oldPointer: old.pointer ?? '',
    newPointer: fresh.pointer ?? '',
  };
  return [
    ...(old.code === fresh.code
      ? []
      : [
          {
            kind: 'error',
            what: 'changed',
            place: element.place,
            summary: `the error “${oneLine(fresh.message)}” has the status ${fresh.code} instead of ${old.code}`,
            old: { pointer: keyed(context.old, element.oldPointer, 'code'), text: `${old.code}` },
            new: { pointer: keyed(context.new, element.newPointer, 'code'), text: `${fresh.code}` },
            effect: answers('other'),
            because: 'Servers and clients of the two declarations expect different statuses.',
          } as const,
        ]),
    ...modelChange(context, element, old, fresh),
    ...proseFound(context, element, 'message', [old.message, fresh.message]),
    ...otherFound(context, element, ['code', 'message', 'responseModel']),
  ];
}

function modelChange(
  context: Context,
  { place, oldPointer, newPointer }: { place: string; oldPointer: string; newPointer: string },
  old: DocumentedError,
  fresh: DocumentedError,
): readonly Found[] {
  if (context.renames.same(old.model, fresh.model)) return [];
  const effect =
    old.model === null || fresh.model === null
      ? answers(old.model === null ? 'narrower' : 'wider')
      : modelEffect(context, [old.model, fresh.model], inAnswers);
  return [
    {
      kind: 'type',
      what: 'changed',
      place: `${place}/responseModel`,
      summary: `the body of the error “${oneLine(fresh.message)}” is ${fresh.model ?? 'anything'} instead of ${old.model ?? 'anything'}`,
      old: {
        pointer: keyed(context.old, oldPointer, 'responseModel'),
        text: old.model ?? 'anything',
      },
      new: {
        pointer: keyed(context.new, newPointer, 'responseModel'),
        text: fresh.model ?? 'anything',
      },
      effect: fresh.code === old.code ? effect : noEffect,
      harmless: fresh.code === old.code ? sameKeys : 'The status differs already.',
    },
  ];
}
