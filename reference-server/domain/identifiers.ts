import { randomUUID } from 'node:crypto';

/** The longest identifier of any kind, in UTF-16 units; longer ones are refused rather than stored. */
export const longestIdentifier = 255;

/** @returns text nobody can guess, of hexadecimal digits and `-`. */
export function opaque(): string {
  return randomUUID();
}

export function newRoomId(domain: string): string {
  return `!${opaque()}:${domain}`;
}

export function newEventId(): string {
  return `$${opaque()}`;
}

/** A fully-qualified user id: sigil, localpart, colon, domain (CONV-07, INV-09). */
export function isUserId(text: string): boolean {
  return isQualified(text, '@');
}

export function isRoomAlias(text: string): boolean {
  return isQualified(text, '#');
}

/** A room id needs no domain (CONV-08). */
export function isRoomId(text: string): boolean {
  return text.startsWith('!') && text.length > 1 && text.length <= longestIdentifier;
}

// The first colon ends the localpart; a domain may hold another one before its port.
function isQualified(text: string, sigil: string): boolean {
  const colon = text.indexOf(':');
  return (
    text.startsWith(sigil) &&
    colon > 1 &&
    colon < text.length - 1 &&
    text.length <= longestIdentifier &&
    !/\s/.test(text)
  );
}
