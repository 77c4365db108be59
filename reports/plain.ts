/**
 * Text that may come from a server, made fit for a reader: on one line, without control characters, escape sequences,
 * halves of characters, or marks that turn the direction of writing, and no longer than `most` characters.
 */
export function plain(text: string, most = 240): string {
  // A server may send megabytes: text that would be cut anyway is not looked at.
  const looked = text.slice(0, most * 16);
  const whole = clean(looked).replaceAll(/ +/g, ' ').trim();
  return shorten(looked.length < text.length ? `${whole}…` : whole, most);
}

/** The same without a limit, and with every space where it was. */
export const clean = (text: string): string =>
  text
    .replaceAll(/[\s\p{Zl}\p{Zp}]/gu, ' ')
    .replaceAll(/[\p{Cc}\p{Cf}]/gu, '')
    .replaceAll(/\p{Cs}/gu, '\uFFFD');

/** Cuts a text that is longer than `most` characters, and shows that it did. */
export const shorten = (text: string, most: number): string =>
  text.length <= most
    ? text
    : `${text.slice(0, Math.max(0, most - 1)).replace(/[\uD800-\uDBFF]$/, '')}…`;

/** '1 case', '2 cases'. */
export const count = (n: number, one: string, many = `${one}s`): string =>
  `${n} ${n === 1 ? one : many}`;

/** 'a, b and 3 more'. */
export function some(names: readonly string[], most: number): string {
  if (names.length <= most + 1) return names.join(', ');
  return `${names.slice(0, most).join(', ')} and ${names.length - most} more`;
}

/**
 * A whole text in which a CI system finds no command. GitHub obeys lines that begin with `::` or hold `##[`, Azure
 * Pipelines obeys `##vso[`, and TeamCity `##teamcity[`. A colour may stand before the colons.
 */
export const inert = (text: string): string =>
  // eslint-disable-next-line no-control-regex
  text.replaceAll(/^((?:\s|\u001B\[\d+m)*)::/gm, '$1: :').replaceAll(/##(?=\w*\[)/g, '## ');

/** JSON that means the same, in which a CI system finds no command. */
export const inertJson = (json: string): string =>
  json.replaceAll(/##(?=\w*\[)/g, String.raw`\u0023#`);

/** Columns that every reader has. */
export const pageWidth = 80;
