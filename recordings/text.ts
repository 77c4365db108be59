import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';

/** A file that is no recording; the message says what it is, as words that follow its name. */
export class NotARecording extends Error {}

type Bytes = AsyncIterable<Uint8Array>;

/**
 * The text of a recording in UTF-8: unpacked where it is gzip, decoded where it is UTF-16, without a byte order mark.
 * @throws NotARecording for archives and other encodings that it cannot read
 */
export async function* plainText(source: Bytes): AsyncGenerator<Uint8Array> {
  const { head, whole } = await peek(source);
  if (startsWith(head, 0x1f, 0x8b)) yield* decoded(gunzipped(whole));
  else yield* decoded(whole);
}

/** What is unpacked before damaged bytes comes first, but for the last of it. */
async function* gunzipped(source: Bytes): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip();
  // Its error reaches whoever reads.
  pipeline(Readable.from(source), gunzip).catch(() => {});
  for await (const bytes of gunzip) if (bytes instanceof Uint8Array) yield bytes;
}

async function* decoded(source: Bytes): AsyncGenerator<Uint8Array> {
  const { head, whole } = await peek(source);
  const archive = archives.find(({ bytes }) => startsWith(head, ...bytes));
  if (archive !== undefined)
    throw new NotARecording(`is ${archive.name}; unpack it first, and give the files in it`);
  const encoding = encodingOf(head);
  if (encoding !== null) return yield* utf8Of(whole, encoding);
  const mark = startsWith(head, 0xef, 0xbb, 0xbf) ? 3 : 0;
  let skip = mark;
  for await (const bytes of whole) {
    yield skip === 0 ? bytes : bytes.subarray(skip);
    skip = 0;
  }
}

const archives = [
  { name: 'a ZIP archive', bytes: [0x50, 0x4b, 0x03, 0x04] },
  { name: 'compressed by Zstandard', bytes: [0x28, 0xb5, 0x2f, 0xfd] },
  { name: 'compressed by bzip2', bytes: [0x42, 0x5a, 0x68] },
  { name: 'compressed by xz', bytes: [0xfd, 0x37, 0x7a, 0x58] },
  { name: 'a database of SQLite', bytes: [0x53, 0x51, 0x4c, 0x69] },
] as const;

const startsWith = (head: Uint8Array, ...bytes: readonly number[]): boolean =>
  bytes.every((byte, i) => head[i] === byte);

/** UTF-16 without a byte order mark has a zero byte beside its first character. Null for UTF-8. */
function encodingOf(head: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const [first, second] = head;
  if (first === undefined || second === undefined) return null;
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0)) return 'utf-16be';
  return null;
}

async function* utf8Of(source: Bytes, encoding: string): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder(encoding);
  for await (const bytes of source) yield Buffer.from(decoder.decode(bytes, { stream: true }));
  yield Buffer.from(decoder.decode());
}

/** Enough bytes to know every kind of file. */
const enough = 16;

/** Looks at the beginning of bytes that come in pieces. */
async function peek(
  source: Bytes,
): Promise<{ readonly head: Uint8Array; readonly whole: AsyncGenerator<Uint8Array> }> {
  const pieces = source[Symbol.asyncIterator]();
  let head: Uint8Array = new Uint8Array();
  let ended = false;
  while (head.length < enough && !ended) {
    const next = await pieces.next();
    if (next.done === true) ended = true;
    else head = Buffer.concat([head, next.value]);
  }
  return { head, whole: rest(head, pieces) };
}

async function* rest(
  head: Uint8Array,
  pieces: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  try {
    if (head.length > 0) yield head;
    for (let next = await pieces.next(); next.done !== true; next = await pieces.next())
      yield next.value;
  } finally {
    await pieces.return?.();
  }
}
