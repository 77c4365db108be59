import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';

type Decode = (bytes: Uint8Array, options: { readonly maxOutputLength: number }) => Uint8Array;

const decoders: Readonly<Record<string, Decode>> = {
  gzip: gunzipSync,
  'x-gzip': gunzipSync,
  br: brotliDecompressSync,
  // Some servers leave out the wrapper that RFC 9110 asks for.
  deflate: (bytes, options) =>
    (bytes[0] ?? 0) % 16 === 8 ? inflateSync(bytes, options) : inflateRawSync(bytes, options),
};

/** Encodings on top of each other that are undone. */
const mostEncodings = 3;

/**
 * A body without its encodings.
 * @param encoding the header Content-Encoding; undefined where there is none
 * @param limit the longest body that is made, in bytes
 * @returns null where it cannot be decoded, or would be longer: nobody needs to know what a bomb holds
 */
export function decoded(
  bytes: Uint8Array,
  encoding: string | undefined,
  limit: number,
): Uint8Array | null {
  const names = (encoding ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '' && name !== 'identity');
  if (names.length > mostEncodings) return null;
  // Answers to HEAD, and those that have none, have nothing to decode.
  if (bytes.length === 0) return bytes;
  let result: Uint8Array = bytes;
  try {
    for (const name of names.toReversed()) {
      const decode = decoders[name];
      if (decode === undefined) return null;
      result = decode(result, { maxOutputLength: limit });
    }
    return result;
  } catch {
    return null;
  }
}
