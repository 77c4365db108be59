import type { SwaggerDocument } from '../swagger/document.ts';
import type { Renames } from './names.ts';
import { descendantsOf, effectiveProperties, type Sides, type Usage, usageOf } from './usage.ts';

/** Two declarations, and what is known of both. */
export interface Context {
  readonly old: SwaggerDocument;
  readonly new: SwaggerDocument;
  readonly renames: Renames;
  readonly oldUsage: Usage;
  readonly newUsage: Usage;
}

export const createContext = (
  old: SwaggerDocument,
  fresh: SwaggerDocument,
  renames: Renames,
): Context => ({
  old,
  new: fresh,
  renames,
  oldUsage: usageOf(old),
  newUsage: usageOf(fresh),
});

/** Where a model of both declarations occurs, or what inherits from it. @param id its id in the old one */
export function sidesOf(context: Context, id: string): Sides {
  return sidesOfModels(
    context,
    descendantsOf(id, context.old.models),
    descendantsOf(context.renames.model(id), context.new.models),
  );
}

/** Where any of some models occurs, by their ids in either declaration. */
const sidesOfModels = (
  { oldUsage, newUsage }: Context,
  olds: readonly string[],
  news: readonly string[],
): Sides => ({
  requests:
    olds.some((one) => oldUsage.requests.has(one)) ||
    news.some((one) => newUsage.requests.has(one)),
  answers:
    olds.some((one) => oldUsage.answers.has(one)) || news.some((one) => newUsage.answers.has(one)),
});

/**
 * Where a property occurs that only one of the declarations has: in the models that have it, themselves or from a base,
 * while those of the other declaration do not.
 * @param id the id of its model in the old declaration
 */
export function sidesOfNewProperty(
  context: Context,
  id: string,
  name: string,
  side: 'old' | 'new',
): Sides {
  const { renames, old, new: fresh } = context;
  const [has, lacks] = side === 'new' ? [fresh, old] : [old, fresh];
  const within = (models: typeof has.models, model: string): boolean =>
    effectiveProperties(model, models).some((one) => one.name === name);
  const own = side === 'new' ? renames.model(id) : id;
  const changed = descendantsOf(own, has.models).filter((one) => {
    const other =
      side === 'old'
        ? renames.model(one)
        : ([...old.models.keys()].find((model) => renames.model(model) === one) ?? one);
    return !within(lacks.models, other);
  });
  return side === 'old' ? sidesOfModels(context, changed, []) : sidesOfModels(context, [], changed);
}
