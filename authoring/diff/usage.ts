import type {
  DataType,
  SwaggerDocument,
  SwaggerModel,
  SwaggerProperty,
} from '../swagger/document.ts';

/** Where the values of something occur. */
export interface Sides {
  readonly requests: boolean;
  readonly answers: boolean;
}

export const inRequests: Sides = { requests: true, answers: false };
export const inAnswers: Sides = { requests: false, answers: true };

/** Which models requests have, and which answers have. */
export interface Usage {
  readonly requests: ReadonlySet<string>;
  readonly answers: ReadonlySet<string>;
}

/** Follows every operation to the models of its body, of its success and of its errors. */
export function usageOf({ operations, models }: SwaggerDocument): Usage {
  const parameters = operations.flatMap((one) =>
    one.parameters.flatMap(({ type }) => modelsIn(type)),
  );
  const answers = operations.flatMap((one) => [
    ...modelsIn(one.success),
    ...one.errors.flatMap(({ model }) => model ?? []),
  ]);
  return { requests: reached(parameters, models), answers: reached(answers, models) };
}

function reached(roots: readonly string[], models: SwaggerDocument['models']): ReadonlySet<string> {
  const found = new Set(roots);
  for (const id of found) {
    for (const { type } of effectiveProperties(id, models))
      for (const next of modelsIn(type)) found.add(next);
  }
  return found;
}

/** The model that a type names, by itself or as the items of a list. */
const modelsIn = (type: DataType): readonly string[] =>
  type.items === null ? (type.model === null ? [] : [type.model]) : modelsIn(type.items);

/** Own and inherited properties of a model; an own property hides an inherited one. */
export function effectiveProperties(
  id: string,
  models: SwaggerDocument['models'],
): readonly SwaggerProperty[] {
  const all = lineOf(id, models).flatMap(({ properties }) => properties);
  return all.filter((one, i) => all.findIndex(({ name }) => name === one.name) === i);
}

/** A model and all that it inherits from, the nearest first. */
function lineOf(id: string, models: SwaggerDocument['models']): readonly SwaggerModel[] {
  const found = new Set([id]);
  for (const one of found) for (const base of models.get(one)?.bases ?? []) found.add(base);
  return [...found].flatMap((one) => models.get(one) ?? []);
}

/** A model and all that inherit from it, the nearest first. */
export function descendantsOf(id: string, models: SwaggerDocument['models']): readonly string[] {
  const heirs = heirsIn(models);
  const found = new Set([id]);
  for (const one of found) for (const heir of heirs.get(one) ?? []) found.add(heir);
  return [...found].filter((one) => models.has(one));
}

type Heirs = ReadonlyMap<string, readonly string[]>;

/** Every model of a declaration asks for its descendants, so who inherits from whom is listed once. */
const known = new WeakMap<SwaggerDocument['models'], Heirs>();

function heirsIn(models: SwaggerDocument['models']): Heirs {
  const before = known.get(models);
  if (before !== undefined) return before;
  const heirs = new Map<string, string[]>();
  for (const { id, bases } of models.values())
    for (const base of bases) heirs.set(base, [...(heirs.get(base) ?? []), id]);
  known.set(models, heirs);
  return heirs;
}
