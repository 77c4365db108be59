import { clean, plain } from '../plain.ts';

/**
 * Text as a code span, in which GitHub ignores mentions, links and markup. A backtick and a bar are replaced by
 * characters that look like them, because no way to escape them works in every renderer.
 */
export function code(text: string, most = 160): string {
  const shown = withoutTicks(plain(text, most)).replaceAll('|', '\u2223');
  return shown === '' ? '—' : `\`${shown}\``;
}

/** Lines as a block of code that they cannot end. */
export const fenced = (text: string): string => `\`\`\`text\n${withoutTicks(text)}\n\`\`\``;

const withoutTicks = (text: string): string => text.replaceAll('`', '\u02CB');

/** Text without markup, in which a word joiner keeps `@` and `#` from mentioning a person or an issue. */
export const escapeProse = (text: string): string =>
  clean(text)
    // Two spaces at the end of a line would break it.
    .replaceAll(/ +/g, ' ')
    .replaceAll(/[#$&*<>@[\\\]_`|~]|:(?=\S)|^[-+=]/g, String.raw`\$&`)
    .replaceAll(/(www)\./gi, String.raw`$1\.`)
    .replace(/^(\d+)([.)])/, String.raw`$1\$2`)
    .replaceAll(/[@#]/g, '$&\u2060');

/** Text inside an element of HTML. */
export const inHtml = (text: string, most = 160): string =>
  plain(text, most).replaceAll(/[^\p{L}\p{N} ]/gu, (c) => `&#${c.codePointAt(0)};`);
