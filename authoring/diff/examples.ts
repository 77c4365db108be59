import type { SwaggerDocument, SwaggerOperation } from '../swagger/document.ts';
import { partsOf } from '../swagger/pointers.ts';
import type { Change } from './change.ts';
import { usageOf } from './usage.ts';

/** An example in a document. */
export interface ExamplePlace {
  /** Where it is: `docs/howto.md:12`. */
  readonly place: string;
  /** The operation or the model that it is of. */
  readonly of: string;
}

/**
 * Which examples each change concerns: those of the operation that changed, or of operations that send or answer the
 * model that changed; all of them where something changed that every operation has.
 * @returns a list of places for each change
 */
export function examplesOf(
  changes: readonly Change[],
  old: SwaggerDocument,
  fresh: SwaggerDocument,
  examples: readonly ExamplePlace[],
): readonly (readonly string[])[] {
  if (examples.length === 0) return changes.map(() => []);
  return changes.map((change) => {
    const concerned =
      change.old === null
        ? concernedBy(fresh, change.new?.pointer ?? '')
        : concernedBy(old, change.old.pointer);
    return [...new Set(examples.filter(({ of }) => concerned(of)).map(({ place }) => place))];
  });
}

/** Tells of the name of an operation or a model whether what stands at a pointer concerns it. */
function concernedBy(document: SwaggerDocument, pointer: string): (name: string) => boolean {
  const [first, second = ''] = partsOf(pointer);
  if (first === 'models') {
    const users = document.operations.filter((one) => uses(document, one, second));
    const names = new Set([second, ...users.map(({ nickname }) => nickname)]);
    return (name) => names.has(name);
  }
  if (first !== 'apis') return () => true;
  const names = new Set(
    document.operations
      .filter((one) => one.pointer === pointer || pointer.startsWith(`${one.pointer}/`))
      .map(({ nickname }) => nickname),
  );
  return (name) => names.has(name);
}

/** Whether an operation sends or answers a model. */
function uses(
  { models, ...document }: SwaggerDocument,
  one: SwaggerOperation,
  id: string,
): boolean {
  const { requests, answers } = usageOf({ ...document, models, operations: [one] });
  return [...requests, ...answers].some(
    (used) => used === id || inheritsFrom(models, used, id, new Set()),
  );
}

const inheritsFrom = (
  models: SwaggerDocument['models'],
  id: string,
  base: string,
  seen: ReadonlySet<string>,
): boolean =>
  (models.get(id)?.bases ?? []).some(
    (one) =>
      one === base || (!seen.has(one) && inheritsFrom(models, one, base, new Set([...seen, one]))),
  );
