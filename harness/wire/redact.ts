/** Hides every secret it knows in texts and structures. */
export interface Redactor {
  /**
   * Learns a secret: an access token or a password.
   * @param known a text that is not secret, such as the user id, and may be part of the secret
   */
  learn(secret: string, known?: string): void;
  text(text: string): string;
  /** A copy of plain data with every string, keys included, redacted. */
  deep<T>(value: T): T;
}

const mark = '‹secret›';

/** Hiding shorter secrets would hide half of every report. They cannot be tokens of a real server. */
const shortest = 4;

/** A part of a secret of this many characters is hidden like the whole: texts are cut, by targets and by reports. */
const piece = 8;

/** Secrets shorter than this, such as passwords that people choose, may have parts that are ordinary words. */
const longEnoughForPieces = 16;

/** Makes a redactor that knows no secret yet. */
export function createRedactor(): Redactor {
  const whole = new Set<string>();
  const pieces = createPieces();
  let pattern: RegExp | null = null;

  const text = (input: string): string => {
    const rest = pieces.size === 0 ? input : withoutPieces(input, pieces);
    return pattern === null ? rest : rest.replace(pattern, mark);
  };
  const deep = (value: unknown): unknown => {
    if (typeof value === 'string') return text(value);
    if (Array.isArray(value)) return value.map(deep);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [text(k), deep(v)]));
  };
  return {
    learn(secret, known = '') {
      if (secret.length < shortest) return;
      for (const form of formsOf(secret)) {
        if (form.length < longEnoughForPieces) whole.add(form);
        else for (const part of piecesOf(form)) if (!known.includes(part)) pieces.add(part);
      }
      const longestFirst = [...whole].toSorted((a, b) => b.length - a.length);
      pattern = whole.size === 0 ? null : new RegExp(longestFirst.map(escape).join('|'), 'g');
    },
    text,
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only strings change, and stay strings
    deep: <T>(value: T): T => deep(value) as T,
  };
}

/** Pieces of secrets. */
interface Pieces {
  readonly size: number;
  add(part: string): void;
  /** Whether the text has a piece at this place. */
  isAt(text: string, index: number): boolean;
}

/** Nearly every place of a text is no piece, as its first two characters tell: cutting pieces out costs more. */
function createPieces(): Pieces {
  const all = new Set<string>();
  const beginnings = new Uint8Array(2 ** 16);
  const beginningOf = (text: string, index: number): number =>
    ((text.charCodeAt(index) << 8) ^ text.charCodeAt(index + 1)) & 0xff_ff;
  return {
    get size() {
      return all.size;
    },
    add(part) {
      all.add(part);
      beginnings[beginningOf(part, 0)] = 1;
    },
    isAt: (text, index) =>
      beginnings[beginningOf(text, index)] === 1 && all.has(text.slice(index, index + piece)),
  };
}

const piecesOf = (secret: string): readonly string[] =>
  Array.from({ length: secret.length - piece + 1 }, (_, i) => secret.slice(i, i + piece));

/** Replaces every stretch of a text that is made of pieces of secrets. */
function withoutPieces(text: string, pieces: Pieces): string {
  let [result, kept] = ['', 0];
  for (let i = 0; i + piece <= text.length; i += 1) {
    if (!pieces.isAt(text, i)) continue;
    let end = i + piece;
    while (end < text.length && pieces.isAt(text, end + 1 - piece)) end += 1;
    result += text.slice(kept, i) + mark;
    kept = end;
    i = end - 1;
  }
  return kept === 0 ? text : result + text.slice(kept);
}

/** A secret can come back raw, percent-encoded or inside JSON. */
const formsOf = (secret: string): readonly string[] => [
  secret,
  encodeURIComponent(secret.replaceAll(/\p{Surrogate}/gu, '\ufffd')),
  new URLSearchParams([['', secret]]).toString().slice(1),
  JSON.stringify(secret).slice(1, -1),
  JSON.stringify(secret)
    .slice(1, -1)
    .replaceAll('/', String.raw`\/`),
];

const escape = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
