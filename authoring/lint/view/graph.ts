import type {
  Api,
  ApiDeclaration,
  Model,
  Operation,
  Parameter,
  Property,
  TypeUse,
} from '../../source/swagger.ts';
import { covers, segmentsOf } from './paths.ts';

/** How the models of a declaration hang together. */
export interface Graph {
  /** The models that list this one in `subTypes`. */
  readonly basesOf: (name: string) => readonly Model[];
  /** The properties of a model, those of its bases included. */
  readonly propertiesOf: (model: Model) => readonly Property[];
  /** The models that a type names directly: itself, or as items of a list. */
  readonly modelsOf: (use: TypeUse) => readonly Model[];
  /** All models that a value of a type may hold, at any depth. */
  readonly reach: (uses: readonly TypeUse[]) => ReadonlySet<string>;
  /** The models that requests may hold, those that successes may hold, and those that any answers may hold. */
  readonly inRequests: ReadonlySet<string>;
  readonly inResults: ReadonlySet<string>;
  readonly inResponses: ReadonlySet<string>;
  /** The paths of which every request also fits a path: `/pets/newest` for `/pets/{petId}`. */
  readonly specialCasesOf: (api: Api) => readonly Api[];
  /** The one body parameter of an operation, if it has one. */
  readonly bodyOf: (operation: Operation) => Parameter | null;
}

/** Finds out how the models of a declaration hang together, circles included. */
export function graphOf(api: ApiDeclaration): Graph {
  const { models, operations } = api;
  const bases = new Map<string, Model[]>();
  for (const model of models.values()) {
    for (const sub of new Set(model.subTypes)) bases.set(sub, [...(bases.get(sub) ?? []), model]);
  }
  const basesOf = (name: string): readonly Model[] => bases.get(name) ?? [];
  const modelsOf = (use: TypeUse): readonly Model[] =>
    namesOf(use).flatMap((name) => models.get(name) ?? []);
  const ancestors = (model: Model, seen: ReadonlySet<string> = new Set()): readonly Model[] =>
    seen.has(model.name)
      ? []
      : basesOf(model.name).flatMap((base) => [
          base,
          ...ancestors(base, new Set([...seen, model.name])),
        ]);
  const propertiesOf = (model: Model): readonly Property[] => [
    ...model.properties,
    ...ancestors(model).flatMap((base) => base.properties),
  ];
  const reach = (uses: readonly TypeUse[]): ReadonlySet<string> => {
    const found = new Set<string>();
    const waiting = uses.flatMap(modelsOf);
    for (let model = waiting.pop(); model !== undefined; model = waiting.pop()) {
      if (found.has(model.name)) continue;
      found.add(model.name);
      waiting.push(
        ...model.properties.flatMap(modelsOf),
        ...basesOf(model.name),
        ...model.subTypes.flatMap((name) => models.get(name) ?? []),
      );
    }
    return found;
  };
  const results = operations.map(({ result }) => result);
  return {
    basesOf,
    propertiesOf,
    modelsOf,
    reach,
    inRequests: reach(operations.flatMap(({ parameters }) => parameters)),
    inResults: reach(results),
    inResponses: reach([
      ...results,
      ...[
        ...new Set(operations.flatMap(({ responses }) => responses.map(({ model }) => model))),
      ].flatMap((model) => (model === null ? [] : [named(model)])),
    ]),
    specialCasesOf: specialCases(api.apis),
    bodyOf: (operation) => operation.parameters.find((one) => one.paramType === 'body') ?? null,
  };
}

/** Compares each path with those of as many segments, when the first one is asked for. */
function specialCases(apis: readonly Api[]): Graph['specialCasesOf'] {
  let found: ReadonlyMap<Api, readonly Api[]> | null = null;
  const find = (): ReadonlyMap<Api, readonly Api[]> => {
    const paths = apis.map((api) => ({ api, segments: segmentsOf(api.path) }));
    const byLength = new Map<number, typeof paths>();
    for (const path of paths) {
      const same = byLength.get(path.segments.length);
      if (same === undefined) byLength.set(path.segments.length, [path]);
      else same.push(path);
    }
    return new Map(
      paths
        .filter(({ api }) => api.path.includes('{'))
        .map(({ api, segments }) => [
          api,
          (byLength.get(segments.length) ?? [])
            .filter((one) => covers(segments, one.segments))
            .map((one) => one.api),
        ]),
    );
  };
  return (api) => (found ??= find()).get(api) ?? [];
}

/** A type that is a model. */
const named = (name: string): TypeUse => ({
  pointer: '',
  raw: {},
  type: name,
  ref: null,
  format: null,
  enum: null,
  items: null,
});

/** The names of a type, of which any may be that of a model. `List[Pet]` is of Swagger 1.1, and names Pet. */
export const namesOf = ({ type, ref, items }: TypeUse): readonly string[] =>
  [type, ref, items?.type, items?.ref].flatMap((name) =>
    typeof name === 'string' ? (/^\w+\[(.+)\]$/.exec(name)?.[1] ?? name) : [],
  );
