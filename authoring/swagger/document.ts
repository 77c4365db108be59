import type { JsonPointer } from '../../harness/document/declaration.ts';
import type { JsonObject } from '../../harness/document/json.ts';

/** What a passage of the declaration was taken to mean, where its letter says less, or says something else. */
export interface Reading {
  /** A word for it, such as `put-with-txn-id`. */
  readonly id: string;
  /** The defect of `docs/defects.md` that it settles; null for a rule of Swagger itself. */
  readonly defect: string | null;
  /** Where the words stand. */
  readonly pointer: JsonPointer;
  readonly quote: string;
  /** What it means for the export, one sentence. */
  readonly text: string;
}

/** The type of a value: the data type fields of Swagger 1.2, read. */
export interface DataType {
  readonly kind:
    | 'void'
    | 'string'
    | 'integer'
    | 'number'
    | 'boolean'
    | 'file'
    | 'object'
    | 'array'
    | 'model'
    | 'any';
  readonly format: string | null;
  /** The id of the model of a `model`; it may be missing in the document. */
  readonly model: string | null;
  /** What an `array` holds. */
  readonly items: DataType | null;
  readonly values: readonly unknown[] | null;
  readonly minimum: number | null;
  readonly maximum: number | null;
  readonly uniqueItems: boolean;
  /** Undefined where there is none. */
  readonly usual: unknown;
}

/** What a parameter, a property, a model or an operation has in common: where it stands, and how it was read. */
interface Placed {
  /** Null for what only a reading has added. */
  readonly pointer: JsonPointer | null;
  readonly readings: readonly Reading[];
}

export const parameterPlaces = ['path', 'query', 'header', 'body', 'form'] as const;

export interface SwaggerParameter extends Placed {
  readonly name: string;
  readonly in: (typeof parameterPlaces)[number];
  readonly type: DataType;
  readonly required: boolean;
  readonly description: string;
  /** Whether several values may be given, separated by commas. */
  readonly several: boolean;
}

/** A documented error: its status and the words for its cause. */
export interface DocumentedError extends Placed {
  readonly code: number;
  readonly message: string;
  /** The id of the model of its body; null where there is none. */
  readonly model: string | null;
}

export const methods = ['GET', 'PUT', 'POST', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS'] as const;

export interface SwaggerOperation extends Placed {
  readonly nickname: string;
  readonly method: (typeof methods)[number];
  /** The path template below the base path. */
  readonly path: string;
  readonly summary: string;
  readonly notes: string;
  readonly deprecated: boolean;
  readonly success: DataType;
  readonly parameters: readonly SwaggerParameter[];
  readonly errors: readonly DocumentedError[];
  /** Its own content types, or those of the document. */
  readonly produces: readonly string[];
  readonly consumes: readonly string[];
  /** Names of the schemes that it needs, with scopes; its own, or those of the document. */
  readonly authorizations: Authorizations;
  /** The nickname of the operation whose other form this is; null for a declared one. */
  readonly formOf: string | null;
}

export type Authorizations = Readonly<Record<string, readonly string[]>>;

export interface SwaggerProperty extends Placed {
  readonly name: string;
  readonly type: DataType;
  readonly required: boolean;
  readonly description: string;
}

/** A property that has another type where a sibling has a certain value. */
export interface Condition {
  readonly key: string;
  readonly value: string;
  readonly property: string;
  readonly model: string;
}

export interface SwaggerModel extends Placed {
  readonly id: string;
  readonly description: string;
  /** Its own properties, without placeholders. */
  readonly properties: readonly SwaggerProperty[];
  /** Properties whose names only stand for any further key, such as `_msgtype_defined_keys_`. */
  readonly placeholders: readonly SwaggerProperty[];
  /** The models whose properties it inherits, since their `subTypes` name it. */
  readonly bases: readonly string[];
  readonly discriminator: string | null;
  readonly conditions: readonly Condition[];
}

/** How a scheme of authorization works; OpenAPI's security scheme object. */
export type SecurityScheme = JsonObject;

/** A Swagger 1.2 API declaration, whichever API it is of. */
export interface SwaggerDocument {
  readonly raw: JsonObject;
  readonly apiVersion: string;
  readonly basePath: string;
  readonly resourcePath: string;
  readonly operations: readonly SwaggerOperation[];
  readonly models: ReadonlyMap<string, SwaggerModel>;
  /** The schemes that the document names. One that nobody defines is null. */
  readonly schemes: Readonly<Record<string, SecurityScheme | null>>;
  /** The model of every error's body, where a reading knows it. */
  readonly errorModel: ErrorModel | null;
  readonly readings: readonly Reading[];
}

/** The body of errors. */
export interface ErrorModel {
  readonly model: string;
  /** An example of the body of an error. */
  readonly exampleOf: (error: DocumentedError) => unknown;
}

/** The names of templates in a path, in their order. */
export const namesIn = (path: string): readonly string[] =>
  [...path.matchAll(/\{([^{}/]+)\}/g)].map(([, name = '']) => name);

/** What a request is sent to, whatever its templates are called: `GET /rooms/{}/members`. */
export const addressOf = ({ method, path }: Pick<SwaggerOperation, 'method' | 'path'>): string =>
  `${method} ${path.replaceAll(/\{[^{}/]+\}/g, '{}')}`;
