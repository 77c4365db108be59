import type { Nickname } from './ids.ts';
import type { JsonObject } from './json.ts';

/** A JSON pointer (RFC 6901) into the declaration; `''` is the whole document. */
export type JsonPointer = string;

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'body';
  readonly type: string;
  readonly required: boolean;
  readonly description: string;
  readonly pointer: JsonPointer;
}

/** A documented error of an operation: its status and the declaration's words for the cause. */
export interface ResponseMessage {
  readonly code: number;
  readonly message: string;
  readonly pointer: JsonPointer;
}

/** What an operation's success carries: nothing, one model, or an array of a model. */
export type SuccessType =
  | { readonly kind: 'void' }
  | { readonly kind: 'model'; readonly model: string }
  | { readonly kind: 'array'; readonly model: string };

export interface Operation {
  readonly nickname: Nickname;
  readonly method: 'GET' | 'PUT' | 'POST';
  /** The path template below the base path, as declared. */
  readonly path: string;
  readonly summary: string;
  readonly notes: string;
  /** The content types of its body; empty where the declaration names none. */
  readonly consumes: readonly string[];
  readonly success: SuccessType;
  readonly parameters: readonly Parameter[];
  readonly responseMessages: readonly ResponseMessage[];
  readonly pointer: JsonPointer;
  /** Whether the declaration's prose adds the form PUT {path}/{txnId} (DEF-18). */
  readonly hasTxnIdForm: boolean;
}

/** A property of a model; `inheritedFrom` names the base that a `subTypes` list brought it from. */
export interface Property {
  readonly name: string;
  readonly type: 'string' | 'integer' | 'array' | 'model' | 'any';
  /** The model of a `model` property, or of an array's items. */
  readonly model: string | null;
  readonly required: boolean;
  readonly values: readonly string[] | null;
  readonly description: string;
  /** Null for a property of the model's own. */
  readonly inheritedFrom: string | null;
  readonly pointer: JsonPointer;
}

export interface Model {
  readonly id: string;
  /** Own and inherited properties; placeholders such as `_msgtype_defined_keys_` are not keys (DEF-08). */
  readonly properties: readonly Property[];
  readonly placeholders: readonly Property[];
  /** The models that inherit this one's properties. */
  readonly subTypes: readonly string[];
  /** A model with a placeholder takes any further key. */
  readonly open: boolean;
  readonly pointer: JsonPointer;
}

/** The declaration, read with Swagger 1.2's rules and its author's intent. */
export interface Declaration {
  readonly sha256: string;
  /** The path part of `basePath`; its origin is only one developer's machine (DEF-48). */
  readonly basePath: string;
  readonly operations: readonly Operation[];
  readonly models: ReadonlyMap<string, Model>;
  readonly raw: JsonObject;
}
