import type { Parts, ReferenceServerOptions } from '../index.ts';

/** The reference server with other permitted choices, at which no case may fail. */
export type Variant = {
  readonly id: string;
  /** One sentence: what this server does differently from the reference server. */
  readonly summary: string;
  /** Makes fresh options: a variant may count or remember while it runs. */
  readonly options: () => ReferenceServerOptions;
};

/** A variant that replaces parts. */
export function withParts(
  id: string,
  summary: string,
  change: (right: Parts) => Partial<Parts>,
  right: Parts,
): Variant {
  return { id, summary, options: () => ({ parts: { ...right, ...change(right) } }) };
}
