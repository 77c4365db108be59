import type { Parts, ReferenceServerOptions } from '../index.ts';
import { referenceParts } from '../reference-parts.ts';

/** The reference server with other permitted choices, at which no case may fail. */
export type Variant = {
  readonly id: string;
  /** One sentence: what this server does differently from the reference server. */
  readonly summary: string;
  /** Replaces parts of a server. A variant that counts or remembers keeps that in its own closure. */
  readonly change: (right: Parts) => Partial<Parts>;
  /** The part of every id after its colon, where the variant needs its own. */
  readonly domain?: string;
};

/** Fresh options for the reference server with the choices of a variant. */
export function optionsOfVariant({ change, domain }: Variant): ReferenceServerOptions {
  const parts = { ...referenceParts, ...change(referenceParts) };
  return { parts, ...(domain === undefined ? {} : { domain }) };
}

/** A variant that replaces parts. */
export function withParts(id: string, summary: string, change: Variant['change']): Variant {
  return { id, summary, change };
}
