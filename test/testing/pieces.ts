/**
 * Characters by which a reader could find a token again. Tokens and ids are random and have the same form, so that
 * shorter pieces are often alike by chance.
 */
const length = 12;

/** The first piece of a token in a text; null where it holds none. */
export function pieceIn(text: string, tokens: Iterable<string>): string | null {
  const pieces = new Set(
    [...tokens].flatMap((token) =>
      Array.from({ length: Math.max(0, token.length - length + 1) }, (_, i) =>
        token.slice(i, i + length),
      ),
    ),
  );
  for (let i = 0; i + length <= text.length; i += 1) {
    const found = text.slice(i, i + length);
    if (pieces.has(found)) return found;
  }
  return null;
}
