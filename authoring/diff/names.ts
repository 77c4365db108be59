/** What elements of the old declaration are called in the new one. */
export interface Renames {
  /** The id of a model; itself where it was not renamed. */
  model(id: string): string;
  /** Whether two ids name the same model. */
  same(old: string | null, fresh: string | null): boolean;
}

/** @param models the pairs of ids of models that were renamed */
export function createRenames(models: ReadonlyMap<string, string>): Renames {
  const model = (id: string): string => models.get(id) ?? id;
  return {
    model,
    same: (old, fresh) => (old === null ? fresh === null : model(old) === fresh),
  };
}
