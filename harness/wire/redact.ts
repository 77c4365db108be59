/** Hides every secret it knows in texts and structures. */
export interface Redactor {
  /**
   * Learns a secret: an access token or a password.
   * @param known a text that is not secret, such as the user id, and may be part of the secret
   */
  learn(secret: string, known?: string): void;
  text(text: string): string;
  /** Plain data with every string, keys included, redacted. What holds no secret is not copied. */
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
    if (input.length < shortest) return input;
    const rest = pieces.size === 0 ? input : withoutPieces(input, pieces);
    return pattern === null ? rest : rest.replace(pattern, mark);
  };
  const deep = (value: unknown): unknown => {
    if (typeof value === 'string') return text(value);
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) {
      const items = value.map(deep);
      return items.some((item, i) => item !== value[i]) ? items : value;
    }
    const [keys, values] = [Object.keys(value), Object.values(value)];
    const [shownKeys, shown] = [keys.map(text), values.map(deep)];
    return shown.some((one, i) => one !== values[i] || shownKeys[i] !== keys[i])
      ? Object.fromEntries(shownKeys.map((key, i) => [key, shown[i]]))
      : value;
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
  /** Whether three characters of a text may be part of a piece. */
  mayHold(text: string, index: number): boolean;
}

/** Nearly no place of a text is in a piece, as three characters tell: cutting pieces out costs more. */
function createPieces(): Pieces {
  const all = new Set<string>();
  const triples = new Uint8Array(2 ** 16);
  const tripleAt = (text: string, index: number): number =>
    ((text.charCodeAt(index) << 10) ^
      (text.charCodeAt(index + 1) << 5) ^
      text.charCodeAt(index + 2)) &
    0xff_ff;
  const mayHold = (text: string, index: number): boolean => triples[tripleAt(text, index)] === 1;
  return {
    get size() {
      return all.size;
    },
    add(part) {
      all.add(part);
      for (let i = 0; i + 3 <= piece; i += 1) triples[tripleAt(part, i)] = 1;
    },
    isAt: (text, index) => mayHold(text, index) && all.has(text.slice(index, index + piece)),
    mayHold,
  };
}

const piecesOf = (secret: string): readonly string[] =>
  Array.from({ length: secret.length - piece + 1 }, (_, i) => secret.slice(i, i + piece));

/** Replaces every stretch of a text that is made of pieces of secrets. */
function withoutPieces(text: string, pieces: Pieces): string {
  let [result, kept] = ['', 0];
  for (let i = 0; i + piece <= text.length; i += 1) {
    // A piece that began here, or at any of the next places, would hold the last three characters from here.
    if (!pieces.mayHold(text, i + piece - 3)) {
      i += piece - 3;
      continue;
    }
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
