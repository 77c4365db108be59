import type { JsonPointer } from '../../../harness/document/declaration.ts';
import type { ApiDeclaration, ResourceListing } from '../../source/swagger.ts';
import type { Graph } from './graph.ts';

/** How bad a finding is. `info` is advice, or a question to the author. */
export const severities = ['info', 'warning', 'error'] as const;
export type Severity = (typeof severities)[number];

/** What a rule found. */
export interface Found {
  readonly pointer: JsonPointer;
  /** `key` where the key is wrong rather than the value under it. */
  readonly at?: 'key';
  /** Whole sentences: what is wrong, and what to do where that is not plain. */
  readonly message: string;
  /** Other places that belong to it. */
  readonly related?: readonly Related[];
}

/** Another place of a finding, and what it has to do with it. */
export interface Related {
  readonly pointer: JsonPointer;
  readonly message: string;
}

/** What a rule sees of a declaration. */
export interface Declared {
  readonly api: ApiDeclaration;
  readonly graph: Graph;
}

/** Several files that are looked at together. */
export interface Together {
  readonly name: string;
  readonly document: ApiDeclaration | ResourceListing;
}

/** A finding in one of several files. */
export interface FoundIn extends Found {
  /** The name of the file. */
  readonly file: string;
}

/** One thing that a declaration can have wrong. Its page is `docs/lint/ID.md`. */
export interface Rule {
  /** In kebab case; never renamed once released. */
  readonly id: string;
  readonly severity: Severity;
  /** What is wrong, in one sentence. */
  readonly summary: string;
  readonly declaration?: (declared: Declared) => Iterable<Found>;
  readonly listing?: (listing: ResourceListing) => Iterable<Found>;
  readonly together?: (files: readonly Together[]) => Iterable<FoundIn>;
}
