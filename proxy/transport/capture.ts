/** What is kept of a body that passes. */
export interface Capture {
  readonly add: (chunk: Uint8Array) => void;
  /** Whether it is not longer than the limit so far. */
  readonly isKept: () => boolean;
  /** How long the body is so far, in bytes. */
  readonly length: () => number;
  /** The body so far; null where it is longer than the limit. */
  readonly bytes: () => Buffer | null;
}

const empty = Buffer.alloc(0);

/** Keeps a body of at most `limit` bytes, and of a longer one nothing. */
export function createCapture(limit: number): Capture {
  let chunks: Uint8Array[] = [];
  let length = 0;
  return {
    add(chunk) {
      length += chunk.length;
      if (length <= limit) chunks.push(chunk);
      else if (chunks.length > 0) chunks = [];
    },
    isKept: () => length <= limit,
    length: () => length,
    bytes() {
      if (length > limit) return null;
      const [first] = chunks;
      if (first === undefined) return empty;
      if (chunks.length > 1) chunks = [Buffer.concat(chunks)];
      const [only = first] = chunks;
      return Buffer.from(only.buffer, only.byteOffset, only.byteLength);
    },
  };
}
