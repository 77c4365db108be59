import type { ErrorObject } from 'ajv/dist/2020.js';
import { isArray, isObject, type JsonObject } from '../../harness/document/json.ts';
import type { Finding } from './problem.ts';
import { describeError, describeChoice } from './sentences.ts';

/** The errors of a value by one of several schemas, none of which accepts it. */
export type Branches = (schema: object, value: unknown) => readonly ErrorObject[];

/** More are not told to anybody. */
const mostFindings = 100;

/**
 * The errors of a validator in the words of the person who wrote the document. Where a value may have several forms, it is
 * told what is wrong with the form that it was most likely meant to have, and nothing about the others.
 */
export function findingsOf(errors: readonly ErrorObject[], branches: Branches): readonly Finding[] {
  const ofForms = errorsOfForms(errors);
  const findings = new Map<string, Finding>();
  for (const error of errors) {
    if (ofForms.has(error) || repeats(error)) continue;
    const found = isChoice(error) ? findingsOfChoice(error, branches) : [describeError(error)];
    for (const finding of found) findings.set(`${finding.pointer}\n${finding.message}`, finding);
    if (findings.size > mostFindings) break;
  }
  return [...findings.values()];
}

const isChoice = ({ keyword }: ErrorObject): boolean => keyword === 'oneOf' || keyword === 'anyOf';

/** Errors that only say that others were found. */
const repeats = ({ keyword }: ErrorObject): boolean =>
  keyword === 'if' || keyword === 'propertyNames';

/**
 * The errors that are about one of the forms of a choice. They were found just before the choice was given up, at the same
 * place or below. Of the keywords beside a choice only those about the same value can be told apart from its forms.
 */
function errorsOfForms(errors: readonly ErrorObject[]): ReadonlySet<ErrorObject> {
  const found = new Set<ErrorObject>();
  for (const [index, choice] of errors.entries()) {
    if (!isChoice(choice)) continue;
    for (let before = index - 1; before >= 0; before -= 1) {
      const error = errors[before];
      if (error === undefined || !isInside(error, choice)) break;
      if (error.parentSchema !== choice.parentSchema) found.add(error);
    }
  }
  return found;
}

const isInside = (error: ErrorObject, { instancePath }: ErrorObject): boolean =>
  error.instancePath === instancePath || error.instancePath.startsWith(`${instancePath}/`);

function findingsOfChoice(choice: ErrorObject, branches: Branches): readonly Finding[] {
  const forms = formsOf(choice, branches);
  // The form whose keys the value has: fewest errors, the first of equals.
  const [best] = forms
    .filter((errors) => errors.length > 0 && wantedBy(errors, branches) === null)
    .toSorted((a, b) => a.length - b.length);
  if (best === undefined) {
    return [
      describeChoice(
        choice,
        forms.flatMap((errors) => wantedBy(errors, branches) ?? []),
      ),
    ];
  }
  return findingsOf(best, branches).map((finding) => ({
    ...finding,
    pointer: choice.instancePath + finding.pointer,
  }));
}

/** The errors of each form of a choice. */
function formsOf(
  { schema, data }: ErrorObject,
  branches: Branches,
): readonly (readonly ErrorObject[])[] {
  const forms: unknown = schema;
  return isArray(forms) ? forms.filter(isObject).map((form) => branches(form, data)) : [];
}

/**
 * The schemas that say what else the value should have been, where it has another form altogether; null where it has this
 * one, with something wrong inside.
 */
function wantedBy(
  errors: readonly ErrorObject[],
  branches: Branches,
): readonly JsonObject[] | null {
  const ofForms = errorsOfForms(errors);
  for (const error of errors) {
    if (error.instancePath !== '' || ofForms.has(error)) continue;
    const parent: unknown = error.parentSchema;
    if (['type', 'const', 'enum'].includes(error.keyword)) return isObject(parent) ? [parent] : [];
    if (!isChoice(error)) continue;
    const wanted = formsOf(error, branches).map((form) => wantedBy(form, branches));
    if (wanted.every((one) => one !== null)) return wanted.flat();
  }
  return null;
}
