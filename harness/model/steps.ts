import {
  type Arbitrary,
  array,
  constant,
  integer,
  nat,
  noBias,
  noShrink,
  oneof,
  record,
} from 'fast-check';
import type { JsonObject } from '../document/json.ts';
import { series } from './series.ts';
import { type CompiledSchema, compileSchema } from '../judge/shape.ts';

/**
 * A part of a step: the JSON Schema that replay files are held to, and the arbitrary that draws it. The first of its
 * values, or the smallest, is the simplest: shrinking tends to it.
 */
export interface Part<T> {
  readonly schema: JsonObject;
  readonly arbitrary: Arbitrary<T>;
}

/** One of some values, the simplest first. */
export const among = <const T extends string | number | boolean | null>(
  ...values: readonly [T, ...T[]]
): Part<T> => ({
  schema: { enum: values },
  // An index shrinks by and by, where `constantFrom` tries its first value alone.
  arbitrary: noBias(nat({ max: values.length - 1 })).map(
    (index) => {
      const value = values[index];
      return value === undefined ? values[0] : value;
    },
    (value) => values.findIndex((one) => one === value),
  ),
});

/** A part that shrinking leaves as it was drawn, because no other value of it is simpler. */
export const asDrawn = <T>({ schema, arbitrary }: Part<T>): Part<T> => ({
  schema,
  arbitrary: noShrink(arbitrary),
});

/** A whole number. */
export const between = (min: number, max: number): Part<number> => ({
  schema: { type: 'integer', minimum: min, maximum: max },
  arbitrary: integer({ min, max }),
});

/** One or more objects that are made of parts. */
export function listOf<T extends Parts>(parts: T): Part<readonly Values<T>[]> {
  const items = objectSchema(schemasOf(parts));
  const item = drawObject(arbitrariesOf(parts)).filter(checkOf<Values<T>>(items).accepts);
  return {
    schema: { type: 'array', items, minItems: 1 },
    arbitrary: series({ draw: array(item), step: item }),
  };
}

type Parts = Readonly<Record<string, Part<unknown>>>;
type Values<T extends Parts> = {
  readonly [Key in keyof T]: T[Key] extends Part<infer Value> ? Value : never;
};

/** The kinds of steps that a property has, each with its parts. */
type Kinds = Readonly<Record<string, Parts>>;
type OneOf<T extends Kinds, Kind extends keyof T> = { readonly do: Kind } & Values<T[Kind]>;

type AnyOf<T extends Kinds> = { [Kind in keyof T]: OneOf<T, Kind> }[keyof T];

/** The type of the steps that a property has. */
export type StepOf<S extends { read(value: unknown): unknown }> = ReturnType<S['read']>;

/** What a property's steps are made of, said once: for drawing, shrinking and replay files alike. */
export interface Steps<T extends Kinds> {
  /** Draws steps of one kind; `instead` replaces the arbitraries of some parts. */
  draw<Kind extends keyof T & string>(
    kind: Kind,
    instead?: { readonly [Key in keyof T[Kind]]?: Arbitrary<Values<T[Kind]>[Key]> },
  ): Arbitrary<OneOf<T, Kind>>;
  /** Any step: what cannot be drawn by it cannot be made simpler. */
  readonly any: Arbitrary<AnyOf<T>>;
  /** A step that comes from a file. @throws RangeError that says what is wrong with it */
  read(value: unknown): AnyOf<T>;
}

/** Describes the steps of a property. A step is a JSON object whose key `do` names its kind. */
export function defineSteps<const T extends Kinds>(kinds: T): Steps<T> {
  const tag = checkOf<{ readonly do: string }>(objectSchema({ do: { enum: Object.keys(kinds) } }));
  const checks = new Map(
    Object.entries(kinds).map(([kind, parts]) => [
      kind,
      checkOf<AnyOf<T>>(objectSchema({ do: { const: kind }, ...schemasOf(parts) })),
    ]),
  );
  const isStep = (value: unknown): value is AnyOf<T> =>
    tag.accepts(value) && checks.get(value.do)?.accepts(value) === true;
  const isOf =
    <Kind extends keyof T>(kind: Kind) =>
    (value: unknown): value is OneOf<T, Kind> =>
      isStep(value) && value.do === kind;
  return {
    draw: (kind, instead = {}) =>
      drawObject({ do: constant(kind), ...arbitrariesOf(kinds[kind] ?? {}), ...instead }).filter(
        isOf(kind),
      ),
    any: oneof(
      ...Object.entries(kinds).map(([kind, parts]) =>
        drawObject({ do: constant(kind), ...arbitrariesOf(parts) }),
      ),
    ).filter(isStep),
    read(value) {
      if (isStep(value)) return value;
      const check = tag.accepts(value) ? checks.get(value.do) : tag;
      throw new RangeError(check?.problemOf(value) ?? '');
    },
  };
}

/** Compiles a schema when it is first needed, which most runs never do. */
function checkOf<T>(schema: JsonObject): CompiledSchema<T> {
  let compiled: CompiledSchema<T> | null = null;
  const compile = (): CompiledSchema<T> => (compiled ??= compileSchema<T>(schema));
  return {
    accepts: (value): value is T => compile().accepts(value),
    problemOf: (value) => compile().problemOf(value),
  };
}

const objectSchema = (properties: JsonObject): JsonObject => ({
  type: 'object',
  required: Object.keys(properties),
  properties,
});

const schemasOf = (parts: Parts): JsonObject =>
  Object.fromEntries(Object.entries(parts).map(([key, { schema }]) => [key, schema]));

const arbitrariesOf = (parts: Parts): Readonly<Record<string, Arbitrary<unknown>>> =>
  Object.fromEntries(Object.entries(parts).map(([key, { arbitrary }]) => [key, arbitrary]));

/** Objects as JSON has them, all of which have a prototype. */
export const plainObjects = { noNullPrototype: true } as const;

/** What is drawn is then held to the schema, which gives it its type: so whatever is drawn can be read back. */
const drawObject = (arbitraries: object): Arbitrary<unknown> =>
  record({ ...arbitraries }, plainObjects);
