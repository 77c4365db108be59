import type { JsonNode } from './json-node.ts';
import { JsonReader, NotJson } from './json-reader.ts';
import { tokensOf } from './json-tokens.ts';

export type { Entry, JsonNode } from './json-node.ts';

/** JSON, or what an author left of it. */
export interface JsonText {
  /** Null where nothing could be read. */
  readonly root: JsonNode | null;
  /** What makes it not JSON, although a reader understands it; null where it is JSON. */
  readonly elision: string | null;
  /** Why it cannot be read as JSON, not even in parts; null where it can. */
  readonly problem: { readonly index: number; readonly what: string } | null;
  /** Where the value ends. */
  readonly end: number;
}

/** Reads the first value of a text as JSON, with what authors leave out of it. Never throws. */
export function readJson(source: string): JsonText {
  // Templates look like objects in objects: they are hidden from the reader of tokens.
  const text = source.replaceAll(
    /(?<=[:,[]\s{0,8})(?:\{\{[^{}"\n]*\}\}|\$\{\w+\})/g,
    (template) => `<${'_'.repeat(template.length - 2)}>`,
  );
  const reader = new JsonReader(tokensOf(text));
  try {
    const root = reader.value(0);
    return { root, elision: reader.elision, problem: null, end: reader.end };
  } catch (error) {
    if (!(error instanceof NotJson)) throw error;
    return {
      root: null,
      elision: reader.elision,
      problem: { index: error.index, what: error.message },
      end: text.length,
    };
  }
}
