import type { JsonPointer } from '../../harness/document/declaration.ts';
import type { JsonObject } from '../../harness/document/json.ts';

/**
 * Something of a Swagger 1.2 document as it is written, and where it stands. The reading is tolerant: what has the wrong
 * form is left out, and nothing is added that the author did not write.
 */
interface Part {
  readonly pointer: JsonPointer;
  /** The object itself, for keys that are read rarely. */
  readonly raw: JsonObject;
}

/** The file that describes the resources of an API, or some of them. */
export interface ApiDeclaration extends Part {
  readonly kind: 'declaration';
  readonly basePath: string | null;
  readonly resourcePath: string | null;
  /** Null where the key is missing. */
  readonly produces: readonly string[] | null;
  readonly consumes: readonly string[] | null;
  readonly authorizations: readonly Authorization[] | null;
  readonly apis: readonly Api[];
  /** The operations of all paths, in the order of the file. */
  readonly operations: readonly Operation[];
  /** By the keys of `models`. */
  readonly models: ReadonlyMap<string, Model>;
}

/** The file that lists the declarations of an API, and defines how to authorize. */
export interface ResourceListing extends Part {
  readonly kind: 'listing';
  readonly apis: readonly ListedApi[];
  readonly authorizations: readonly Authorization[] | null;
}

/** A declaration that a listing names. */
export interface ListedApi extends Part {
  readonly path: string;
}

/** A way to authorize: its definition in a listing, or the demand for it elsewhere. */
export interface Authorization extends Part {
  readonly name: string;
}

/** A path, and what can be done at it. */
export interface Api extends Part {
  readonly path: string;
  readonly operations: readonly Operation[];
}

export interface Operation extends Part {
  /** As it is written; empty where it is missing. The same holds for all texts below. */
  readonly method: string;
  readonly path: string;
  /** Where the path stands, which the operation shares with others. */
  readonly pathPointer: JsonPointer;
  readonly nickname: string;
  readonly summary: string;
  readonly notes: string;
  readonly result: TypeUse;
  readonly parameters: readonly Parameter[];
  readonly responses: readonly ResponseMessage[];
  /** Null where the operation itself has no such key. */
  readonly consumes: readonly string[] | null;
  readonly produces: readonly string[] | null;
  readonly authorizations: readonly Authorization[] | null;
}

/** What a result, a parameter, a property or the items of a list may hold. */
export interface TypeUse extends Part {
  readonly type: string | null;
  readonly ref: string | null;
  readonly format: string | null;
  readonly enum: readonly string[] | null;
  readonly items: TypeUse | null;
}

export interface Parameter extends TypeUse {
  readonly name: string;
  readonly description: string;
  readonly paramType: string;
  readonly required: boolean;
}

/** An error that is documented, or another answer. */
export interface ResponseMessage extends Part {
  readonly code: number | null;
  readonly message: string;
  readonly model: string | null;
}

export interface Model extends Part {
  /** The key that the model stands under. */
  readonly name: string;
  /** What it calls itself; empty where it has no id. */
  readonly id: string;
  readonly description: string;
  readonly properties: readonly Property[];
  readonly subTypes: readonly string[];
  readonly discriminator: string | null;
  /** Whether the model has a list of the properties that must be there. */
  readonly listsRequired: boolean;
}

export interface Property extends TypeUse {
  readonly name: string;
  readonly description: string;
  /**
   * Whether it must be there: by the list of its model, or by the key `required` of its own, which Swagger 1.2 does not have
   * and many authors write.
   */
  readonly required: boolean;
  /** The key of its own; null where it has none. */
  readonly ownRequired: boolean | null;
}
