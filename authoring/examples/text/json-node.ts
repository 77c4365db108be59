/** A value in JSON as authors write it; `start` and `end` are indices of the text. */
export type JsonNode = { readonly start: number; readonly end: number } & (
  | { readonly kind: 'object'; readonly entries: readonly Entry[]; readonly open: boolean }
  | { readonly kind: 'array'; readonly items: readonly JsonNode[]; readonly open: boolean }
  | { readonly kind: 'scalar'; readonly value: string | number | boolean | null }
  /** Left out by the author, or a placeholder. */
  | { readonly kind: 'elided' }
);

/** A key of an object and its value. */
export interface Entry {
  readonly key: string;
  readonly start: number;
  readonly end: number;
  readonly value: JsonNode;
}
