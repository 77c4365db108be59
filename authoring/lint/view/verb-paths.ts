import type { ApiDeclaration, Operation, Property } from '../../source/swagger.ts';
import type { Declared } from './rule.ts';
import { lastLiteral, parentPath } from './paths.ts';

/** An operation whose path ends in what it does: `POST /rooms/{roomId}/invite`. */
export interface VerbOperation {
  readonly verb: string;
  readonly operation: Operation;
}

/** Operations of one method that stand beside each other, each with a verb at the end of its path. */
export interface VerbFamily {
  readonly parent: string;
  readonly members: readonly VerbOperation[];
}

/** The families of a declaration that have at least two members. Only what is posted is an action. */
function familiesOf(api: ApiDeclaration): readonly VerbFamily[] {
  const families = new Map<string, VerbOperation[]>();
  for (const operation of api.operations) {
    const verb = lastLiteral(operation.path);
    if (verb === null || operation.method !== 'POST' || !/^[a-z]+$/.test(verb)) continue;
    const parent = parentPath(operation.path);
    families.set(parent, [...(families.get(parent) ?? []), { verb, operation }]);
  }
  return [...families]
    .map(([parent, members]) => ({ parent, members }))
    .filter(({ members }) => members.length > 1);
}

/** A property whose values are what operations of a family do. */
export interface StateProperty {
  readonly model: string;
  readonly property: Property;
  readonly values: readonly string[];
  readonly family: VerbFamily;
}

/** The properties of which at least two values are also verbs of one family, each with the family that fits best. */
export function statePropertiesOf({ api }: Declared): readonly StateProperty[] {
  const families = familiesOf(api);
  if (families.length === 0) return [];
  const byVerb = new Map<string, VerbFamily[]>();
  for (const family of families) {
    for (const { verb } of family.members) byVerb.set(verb, [...(byVerb.get(verb) ?? []), family]);
  }
  return [...api.models.values()].flatMap((model) =>
    model.properties.flatMap((property) => {
      const values = property.enum ?? [];
      const counts = new Map<VerbFamily, number>();
      for (const value of new Set(values)) {
        for (const family of (byVerb.get(value) ?? []).slice(0, 20)) {
          counts.set(family, (counts.get(family) ?? 0) + 1);
        }
      }
      const [best] = [...counts].toSorted((a, b) => b[1] - a[1]);
      return best === undefined || best[1] < 2
        ? []
        : [{ model: model.name, property, values, family: best[0] }];
    }),
  );
}
