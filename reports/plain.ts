/** Columns that a reader is sure to have. */
export const pageWidth = 80;

/**
 * Text that a server had a hand in, made fit for a terminal: on one line, without control characters, escape
 * sequences, halves of characters, or marks that turn the direction of writing, and no longer than `most` characters.
 */
export function plain(text: string, most = 240): string {
  // A server may send megabytes: what would be cut anyway is not looked at.
  const looked = text.slice(0, most * 16);
  const line = looked.replaceAll(/[\s\p{Zl}\p{Zp}]+/gu, ' ').replaceAll(/[\p{Cc}\p{Cf}]/gu, '');
  const whole = line.replaceAll(/\p{Cs}/gu, '\uFFFD').trim();
  return shorten(looked.length < text.length ? `${whole}…` : whole, most);
}

/** Cuts a text that is longer than `most` characters, and shows that it did. */
export const shorten = (text: string, most: number): string =>
  text.length <= most
    ? text
    : `${text.slice(0, Math.max(0, most - 1)).replace(/[\uD800-\uDBFF]$/, '')}…`;

/** Breaks a text at its spaces into lines of at most `width` characters; a longer word is cut in pieces. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap((w) => pieces(w, width))) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

function pieces(word: string, width: number): readonly string[] {
  return word.length <= width
    ? [word]
    : [word.slice(0, width), ...pieces(word.slice(width), width)];
}

/** A label and its text beside it, the text's further lines below its first one. */
export function labelled(label: string, text: string, column: number, indent = '  '): string {
  const hang = ' '.repeat(indent.length + column);
  const [first = '', ...rest] = wrap(text, pageWidth - hang.length);
  return [`${indent}${label.padEnd(column)}${first}`, ...rest.map((line) => hang + line)].join(
    '\n',
  );
}

/** '1 case', '2 cases'. */
export const count = (n: number, one: string, many = `${one}s`): string =>
  `${n} ${n === 1 ? one : many}`;

/** 'a, b and 3 more'. */
export function some(names: readonly string[], most: number): string {
  if (names.length <= most + 1) return names.join(', ');
  return `${names.slice(0, most).join(', ')} and ${names.length - most} more`;
}

/**
 * A whole text that no runner of pipelines takes for its commands: GitHub's obey any line of a job's output that
 * begins with `::` or holds `##[`.
 */
export const inert = (text: string): string =>
  text.replaceAll(/^(\s*)::/gm, '$1: :').replaceAll('##[', '## [');
