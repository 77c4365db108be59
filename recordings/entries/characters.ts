/** What decoders put in the place of bytes that are not UTF-8: U+FFFD, or halves of surrogate pairs. */
const isReplaced = (text: string): boolean => text.includes('\ufffd') || !text.isWellFormed();

/** The characters of windows-1252 that are not those of Latin-1, by their bytes from 0x80 on. */
const windows = new TextDecoder('windows-1252').decode(
  Uint8Array.from({ length: 32 }, (_, i) => 0x80 + i),
);

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** What a recording tells about the bytes of a text. */
export interface Told {
  /** How many there were, where it tells. */
  readonly sizes: readonly (number | null)[];
  /** Whether it is the body of a request that was refused, maybe since it was not UTF-8. */
  readonly isRefused: boolean;
}

/**
 * The bytes of a body that a recorder wrote down as a text; null where they are not known. Some may have been replaced by
 * other characters, a recorder may have read UTF-8 as Latin-1, and what was refused may have been Latin-1.
 */
export function bytesOfText(text: string, { sizes, isRefused }: Told): Uint8Array | null {
  if (isReplaced(text)) return null;
  const bytes = Buffer.from(text);
  if (bytes.length === text.length || sizes.includes(bytes.length)) return bytes;
  const latin1 = latin1Of(text);
  if (latin1 === null) return bytes;
  if (isUtf8(latin1)) return sizes.includes(latin1.length) ? latin1 : null;
  return isRefused ? null : bytes;
}

/** A text in Latin-1, or in windows-1252; null where it cannot be in either. */
function latin1Of(text: string): Uint8Array | null {
  const codes = Array.from(text, (character) => {
    const place = windows.indexOf(character);
    return place < 0 ? (character.codePointAt(0) ?? 0) : 0x80 + place;
  });
  return codes.some((code) => code > 0xff) ? null : Uint8Array.from(codes);
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    utf8.decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** Whether a request was refused, as far as its status tells. */
export const refuses = (status: number | null): boolean =>
  status !== null && status >= 400 && status < 500;
