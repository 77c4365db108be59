import { joined, linesIn, type MappedLine } from '../text/mapped.ts';
import { BlockList, type Blocks } from './block.ts';

/**
 * Finds the literal blocks of a reStructuredText document: those behind `::`, and those of the directives that hold code.
 * Quotes that hold a command of curl count too: the oldest guides to this API forgot the colons.
 */
export function readRst(text: string): Blocks {
  const all = linesIn(text);
  const list = new BlockList(text);
  let at = 0;
  while (at < all.length) {
    const line = all[at]?.text ?? '';
    const explicit = /^(\s*)\.\.(?:\s+(.*))?$/.exec(line);
    if (explicit !== null) at = readExplicit(all, at, explicit[2] ?? '', list);
    else if (isUnderline(all, at)) {
      list.heading();
      at += 1;
    } else if (/::\s*$/.test(line)) {
      at = readLiteral(all, at + 1, marginOf(line), null, list);
    } else if (isQuotedCommand(all, at)) {
      at = readLiteral(all, at, indentOf(line) - 1, null, list);
    } else at += 1;
  }
  return list.done();
}

const codeDirectives = new Set(['code-block', 'code', 'sourcecode', 'parsed-literal', 'highlight']);

/** Reads a directive, or a comment with all that belongs to it. @returns the line behind it */
function readExplicit(
  all: readonly MappedLine[],
  at: number,
  rest: string,
  list: BlockList,
): number {
  const line = all[at];
  if (line === undefined) return at + 1;
  const margin = indentOf(line.text);
  const directive = /^([\w-]+)::\s*(\S*)/.exec(rest);
  if (directive !== null) {
    const [, name = '', argument = ''] = directive;
    if (!codeDirectives.has(name)) return at + 1;
    let from = at + 1;
    while (/^\s+:[\w-]+:/.test(all[from]?.text ?? '')) from += 1;
    return readLiteral(all, from, margin, argument === '' ? null : argument, list);
  }
  // A target or a footnote is text like any other; anything else is a comment.
  if (/^(?:_|\[|\|)/.test(rest)) return at + 1;
  const end = endOf(all, at + 1, margin);
  const comment = [rest, ...all.slice(at + 1, end).map((one) => one.text)].join('\n');
  list.comment(comment, { start: line.offset + margin, end: line.offset + line.text.length });
  return end;
}

/** Reads the lines that are indented by more than a margin. @returns the line behind them */
function readLiteral(
  all: readonly MappedLine[],
  from: number,
  margin: number,
  language: string | null,
  list: BlockList,
): number {
  let first = from;
  while (first < all.length && isBlank(all[first])) first += 1;
  const end = endOf(all, first, margin);
  if (first >= end) return from;
  let last = end;
  while (isBlank(all[last - 1])) last -= 1;
  const lines = all.slice(first, last);
  const depth = Math.min(
    ...lines.filter((line) => !isBlank(line)).map((line) => indentOf(line.text)),
  );
  const content = joined(
    lines.map(({ text, offset }) => {
      const cut = Math.min(depth, text.length);
      return { text: text.slice(cut), offset: offset + cut };
    }),
  );
  const span = { start: content.at(0), end: content.at(content.text.length) };
  list.block(language, content, span);
  return end;
}

/** The first line that is not blank and not indented by more than a margin. */
function endOf(all: readonly MappedLine[], from: number, margin: number): number {
  let at = from;
  while (at < all.length && (isBlank(all[at]) || indentOf(all[at]?.text ?? '') > margin)) at += 1;
  return at;
}

const isBlank = (line: MappedLine | undefined): boolean => line?.text.trim() === '';

const indentOf = (line: string): number => /^\s*/.exec(line)?.[0].length ?? 0;

/** Where the text of a line begins, behind the bullet or the number of a list. */
const marginOf = (line: string): number =>
  /^\s*(?:(?:[-*+•]|#\.|\(?\w{1,3}[.)])\s+)?/.exec(line)?.[0].length ?? 0;

function isUnderline(all: readonly MappedLine[], at: number): boolean {
  const line = all[at]?.text.trimEnd() ?? '';
  const above = all[at - 1]?.text.trimEnd() ?? '';
  return (
    /^([=\-`:.'"~^_*+#<>])\1{2,}$/.test(line) && above !== '' && line.length >= above.trim().length
  );
}

function isQuotedCommand(all: readonly MappedLine[], at: number): boolean {
  const line = all[at]?.text ?? '';
  return /^\s+(?:[$%]\s+)?curl\s/.test(line) && isBlank(all[at - 1] ?? { text: '', offset: 0 });
}
