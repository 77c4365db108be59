/** Hides every secret it knows in texts and structures. */
export interface Redactor {
  /** Learns a secret: an access token or a password. */
  learn(secret: string): void;
  text(text: string): string;
  /** A copy of plain data with every string, keys included, redacted. */
  deep<T>(value: T): T;
}

const mark = '‹secret›';

/** Hiding shorter secrets would hide half of every report. They cannot be tokens of a real server. */
const shortest = 4;

/** Makes a redactor that knows no secret yet. */
export function createRedactor(): Redactor {
  const secrets = new Set<string>();
  let pattern: RegExp | null = null;

  const text = (input: string): string => (pattern === null ? input : input.replace(pattern, mark));
  const deep = (value: unknown): unknown => {
    if (typeof value === 'string') return text(value);
    if (Array.isArray(value)) return value.map(deep);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [text(k), deep(v)]));
  };
  return {
    learn(secret) {
      if (secret.length < shortest) return;
      for (const form of formsOf(secret)) secrets.add(form);
      const longestFirst = [...secrets].toSorted((a, b) => b.length - a.length);
      pattern = new RegExp(longestFirst.map(escape).join('|'), 'g');
    },
    text,
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only strings change, and stay strings
    deep: <T>(value: T): T => deep(value) as T,
  };
}

/** A secret can come back raw, percent-encoded or inside JSON. */
const formsOf = (secret: string): readonly string[] => [
  secret,
  encodeURIComponent(secret),
  new URLSearchParams([['', secret]]).toString().slice(1),
  JSON.stringify(secret).slice(1, -1),
  JSON.stringify(secret)
    .slice(1, -1)
    .replaceAll('/', String.raw`\/`),
];

const escape = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
