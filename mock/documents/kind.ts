import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { isObject } from '../../harness/document/json.ts';
import { type Branches, findingsOf } from './explain.ts';
import type { Finding } from './problem.ts';

/** A kind of document that people write, and its JSON Schema. */
export interface DocumentKind<T> {
  /** What a document of this kind is called in a sentence, such as `the state document`. */
  readonly title: string;
  readonly schema: object;
  readonly accepts: (value: unknown) => value is T;
  /** What is wrong with a value that is not accepted. @param values how many values it has in all */
  readonly explain: (value: unknown, values: number) => readonly Finding[];
  /** Frozen documents that were accepted are known, and need not be looked at again. */
  readonly remember: (document: object) => void;
  readonly hasAccepted: (value: unknown) => value is T;
}

/** Larger documents are told the first of their problems only: every problem costs memory. */
const mostExplained = 50_000;

/**
 * Makes a kind of document. Its schema is compiled when the first document is read. Two keywords are for our messages, and
 * editors ignore them: `x-expected` says in words what a pattern wants, and `x-secret` keeps a value out of messages.
 */
export function defineDocument<T>(title: string, schema: object): DocumentKind<T> {
  const first = lazily(() => compile<T>(schema, false));
  const all = lazily(() => compile<T>(schema, true));
  const known = new WeakSet();
  return {
    title,
    schema,
    remember: (document) => void known.add(document),
    hasAccepted: (value): value is T => isObject(value) && known.has(value),
    accepts: (value): value is T => first().validate(value),
    explain(value, values) {
      const { validate, branches } = values > mostExplained ? first() : all();
      return validate(value) ? [] : findingsOf(errorsOf(validate), branches);
    },
  };
}

interface Compiled<T> {
  readonly validate: ValidateFunction<T>;
  readonly branches: Branches;
}

function compile<T>(schema: object, allErrors: boolean): Compiled<T> {
  // The schemas are ours, and tests hold them against the schema of schemas, whose compilation takes longer than the rest.
  const ajv = new Ajv2020({
    allErrors,
    strict: true,
    verbose: true,
    allowUnionTypes: true,
    meta: false,
    validateSchema: false,
  });
  ajv.addVocabulary(['x-expected', 'x-secret']);
  const validate = ajv.compile<T>(schema);
  const compiled = new WeakMap<object, ValidateFunction>();
  const branches: Branches = (form, value) => {
    const branch =
      compiled.get(form) ?? ajv.compile({ $defs: definitionsOf(schema), allOf: [form] });
    compiled.set(form, branch);
    return branch(value) ? [] : errorsOf(branch);
  };
  return { validate, branches };
}

const definitionsOf = (schema: object): unknown => ('$defs' in schema ? schema.$defs : {});

/** A copy, for the next validation with the same function replaces them. */
const errorsOf = ({ errors }: ValidateFunction): readonly ErrorObject[] => [...(errors ?? [])];

function lazily<T extends object>(make: () => T): () => T {
  let made: T | null = null;
  return () => (made ??= make());
}
