import type { Parts, ReferenceServerOptions } from '../index.ts';
import { rightParts } from '../right-parts.ts';

/** How outright the declaration says what is broken. */
export type Grade = 'documented' | 'disputed' | 'implied' | 'convention';

/** The right server with one thing spoiled. */
export type Fault = {
  /** Stable, in kebab case. */
  readonly id: string;
  /** One sentence: what this server does wrong. */
  readonly summary: string;
  /** The requirements whose statement it makes false, the main one first. */
  readonly violates: readonly [string, ...string[]];
  /** The grade of the main requirement. */
  readonly grade: Grade;
  /** Makes fresh options: a fault may count or remember while its server runs. */
  readonly options: () => ReferenceServerOptions;
};

/** Replaces a part of the right server. Whatever it remembers it keeps in its own closure. */
export type Spoil = (right: Parts) => Partial<Parts>;

/** Makes a fault of its grade. */
export type MakeFault = (
  id: string,
  summary: string,
  violates: Fault['violates'],
  spoil: Spoil,
) => Fault;

const graded =
  (grade: Grade): MakeFault =>
  (id, summary, violates, spoil) => ({
    id,
    summary,
    violates,
    grade,
    options: () => ({ parts: { ...rightParts, ...spoil(rightParts) } }),
  });

/** A fault against what the declaration says outright. */
export const documented = graded('documented');

/** A fault against what the declaration says outright and nobody ever did. */
export const disputed = graded('disputed');

/** A fault against what a reader infers from the declaration. */
export const implied = graded('implied');

/** A fault against what is known from outside the declaration. */
export const convention = graded('convention');
