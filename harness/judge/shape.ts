import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import type { Declaration, Operation, SuccessType } from '../document/declaration.ts';
import type { Nickname, RequirementId } from '../document/ids.ts';
import { isObject, stringAt } from '../document/json.ts';
import { noProfile, optionalKeysOf, type Profile } from '../document/profile.ts';
import { type Schema, schemaOf } from './schemas.ts';
import { show } from './verdict.ts';

/** A value that does not have the declared shape. */
export interface ShapeMismatch {
  /** The location in the declaration that asks for it. */
  readonly pointer: string;
  /** Where in the value, as `chunk/0/event_id`; '' is the value itself. */
  readonly path: string;
  readonly expected: string;
  readonly received: string;
}

/** A mismatch in one sentence. */
export const describeMismatch = ({ path, expected, received }: ShapeMismatch): string =>
  `${path === '' ? 'the body' : path}: expected ${expected}, received ${received}`;

/** Validates values against the declaration's models. Every schema is compiled once. */
export interface Shapes {
  answer(operation: Operation, value: unknown): readonly ShapeMismatch[];
  request(operation: Operation, body: unknown): readonly ShapeMismatch[];
  /** A value of a model by itself, as servers answer with it. @throws RangeError for a model that the declaration has not */
  model(id: string, value: unknown): readonly ShapeMismatch[];
}

/** How many mismatches of a value are told: the first one, or every one. */
export type MismatchesTold = 'first' | 'every';

/** Compiles the declaration's models, as a profile changes them. */
export function createShapes(
  declaration: Declaration,
  profile: Profile = noProfile,
  told: MismatchesTold = 'first',
): Shapes {
  const every = told === 'every';
  // The schemas are ours, and a test holds them against the schema of schemas, whose compilation takes long.
  const ajv = new Ajv({
    allErrors: every,
    verbose: true,
    strict: false,
    validateFormats: false,
    meta: false,
    validateSchema: false,
  });
  ajv.addKeyword('pointer');
  const compiled = new Map<string, ValidateFunction>();
  const check = (key: string, schema: () => Schema, value: unknown): readonly ShapeMismatch[] => {
    const validate = compiled.get(key) ?? ajv.compile(schema());
    compiled.set(key, validate);
    if (validate(value)) return [];
    const errors = validate.errors ?? [];
    return every ? everyMismatch(errors) : [firstMismatch(errors)];
  };
  return {
    answer(operation, value) {
      const success = successOf(operation, profile);
      if (success.kind === 'void') return [];
      const pointer = `${operation.pointer}/type`;
      const model = (at: string): Schema =>
        success.model === 'object'
          ? { type: 'object', pointer: at }
          : schemaOf(declaration, success.model, 'answer', at, optionalKeysOf(profile));
      return check(
        operation.nickname,
        () =>
          success.kind === 'model'
            ? model(pointer)
            : { type: 'array', pointer, items: model(`${operation.pointer}/items/$ref`) },
        value,
      );
    },
    request(operation, body) {
      const parameter = operation.parameters.find((p) => p.in === 'body');
      if (parameter === undefined) return [];
      return check(
        `request ${parameter.type}`,
        () => schemaOf(declaration, parameter.type, 'request', `${operation.pointer}/parameters`),
        body,
      );
    },
    model: (id, value) =>
      check(
        `model ${id}`,
        () => schemaOf(declaration, id, 'answer', `/models/${id}`, optionalKeysOf(profile)),
        value,
      ),
  };
}

/** A compiled JSON Schema, of values of one type. */
export interface CompiledSchema<T> {
  accepts(value: unknown): value is T;
  /** What is wrong with a value, in one sentence; null where nothing is. */
  problemOf(value: unknown): string | null;
}

let ajvOfOthers: Ajv | null = null;

/** Compiles a JSON Schema that is not from the declaration, such as that of a step in a replay file. */
export function compileSchema<T>(schema: Schema): CompiledSchema<T> {
  // One for all: each would compile the schema of schemas anew.
  ajvOfOthers ??= new Ajv({ verbose: true, strict: false });
  const validate = ajvOfOthers.compile<T>(schema);
  return {
    accepts: (value): value is T => validate(value),
    problemOf(value) {
      if (validate(value)) return null;
      const { path, expected, received } = firstMismatch(validate.errors ?? []);
      // A message of ajv is a clause of its own, such as `must be <= 9`.
      const words = expected.startsWith('must ') ? expected : `expected ${expected}`;
      return `${path === '' ? '' : `${path}: `}${words}, received ${received}`;
    },
  };
}

/** `if` and `allOf` only repeat the errors of others. */
const repeats = ({ keyword }: ErrorObject): boolean => keyword === 'if' || keyword === 'allOf';

const firstMismatch = (errors: readonly ErrorObject[]): ShapeMismatch =>
  mismatchOf(errors.find((error) => !repeats(error)) ?? errors[0]);

/** Every mismatch once: a key that two schemas ask for is missing once. */
function everyMismatch(errors: readonly ErrorObject[]): readonly ShapeMismatch[] {
  const found = new Map<string, ShapeMismatch>();
  for (const error of errors.filter((one) => !repeats(one))) {
    const mismatch = mismatchOf(error);
    const key = `${mismatch.path}\n${mismatch.expected}`;
    if (!found.has(key)) found.set(key, mismatch);
  }
  return [...found.values()];
}

function mismatchOf(error: ErrorObject | undefined): ShapeMismatch {
  const parent: unknown = error?.parentSchema;
  const schema = isObject(parent) ? parent : {};
  const pointer = stringAt(schema, 'pointer');
  const path = (error?.instancePath ?? '').slice(1);
  const missing: unknown = error?.params['missingProperty'];
  if (typeof missing === 'string') {
    const properties = isObject(schema['properties']) ? schema['properties'] : {};
    const property = properties[missing];
    return {
      pointer: isObject(property) ? stringAt(property, 'pointer', pointer) : pointer,
      path: path === '' ? missing : `${path}/${missing}`,
      expected: `a key ${missing}`,
      received: `${show(error?.data, 120)} without it`,
    };
  }
  const values = schema['enum'];
  return {
    pointer: error?.keyword === 'enum' ? `${pointer}/enum` : pointer,
    path,
    expected: error?.keyword === 'enum' ? `one of ${show(values)}` : (error?.message ?? ''),
    received: show(error?.data, 120),
  };
}

/** What a success of an operation carries: what the declaration says, or what a profile says instead. */
export function successOf({ success, nickname }: Operation, profile: Profile): SuccessType {
  const id = answerRequirements[nickname];
  const model = id === undefined ? undefined : profile.changeOf(id)?.answer;
  return model === undefined ? success : { kind: 'model', model };
}

/** The requirements about the answers of operations whose success is void. */
const answerRequirements: Readonly<Partial<Record<Nickname, RequirementId>>> = {
  send_state_event: 'STATE-02',
  set_topic: 'TOPIC-02',
  set_membership: 'SMEM-02',
  join_room: 'JOIN-02',
  invite: 'INV-02',
  leave: 'LEAVE-02',
  ban: 'BAN-02',
};
