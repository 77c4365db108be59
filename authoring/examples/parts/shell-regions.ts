import { masked, type Mapped, slice } from '../text/mapped.ts';
import { readJson } from '../text/json.ts';

/** A stretch of a block: commands, or what they print. */
export interface Region {
  readonly kind: 'commands' | 'output';
  /** Without prompts. */
  readonly content: Mapped;
  /** The same text as it is written. */
  readonly source: string;
}

const prompt =
  /^(\s*(?:\([\w.-]+\)\s*)?(?:[\w.-]+@[\w.-]+[:\s]?\S*\s?|~\S*\s?|➜\s+\S+\s+)?[$%❯]\s+)(?=\S)/;
const rootPrompt = /^(\s*#\s+)(?=curl\s)/;

/**
 * Tells commands from what they print. With prompts, every line without one is output; without, output is what looks like
 * JSON or like an HTTP message.
 */
export function regionsOf(block: Mapped): readonly Region[] {
  const lines = block.text.split('\n');
  const session = lines.some((line) => prompt.test(line));
  const regions: Region[] = [];
  let [at, offset] = [0, 0];
  const add = (kind: Region['kind'], count: number): void => {
    const text = lines.slice(at, at + count).join('\n');
    const part = slice(block, offset, offset + text.length);
    const content = kind === 'commands' ? masked(part, withoutPrompts(text)) : part;
    if (text.trim() !== '') regions.push({ kind, content, source: text });
    at += count;
    offset += text.length + 1;
  };
  while (at < lines.length) {
    const rest = lines.slice(at);
    const isCommand = session ? prompt.test(rest[0] ?? '') : !looksLikeOutput(rest[0] ?? '');
    if (isCommand) add('commands', lengthOfCommand(rest));
    else add('output', session ? upTo(rest, (line) => prompt.test(line)) : lengthOfOutput(rest));
  }
  return regions;
}

const looksLikeOutput = (line: string): boolean =>
  /^\s*(?:[{[](?!\[)\s*(?:["'“}\]\n.…{<[]|$|\d|\/\/)|HTTP\/\d|[<>*]\s|\}\s*$|\]\s*$)/.test(line);

const upTo = (lines: readonly string[], stop: (line: string) => boolean): number => {
  const found = lines.slice(1).findIndex(stop);
  return found < 0 ? lines.length : found + 1;
};

const beginsCommand = (line: string): boolean =>
  /^\s*(?:#(?!#).*|(?:export\s+)?[A-Za-z_]\w*=.*|(?:time\s+)?curl\s.*)$/.test(line);

/** Output ends where another command of curl begins, and JSON where its brackets close. */
function lengthOfOutput(lines: readonly string[]): number {
  if (!/^\s*[{[]/.test(lines[0] ?? '')) return upTo(lines, beginsCommand);
  const text = lines.join('\n');
  const { root, end } = readJson(text);
  if (root === null) return upTo(lines, beginsCommand);
  return upTo(lines.slice(0, text.slice(0, end).split('\n').length), beginsCommand);
}

/** How many lines one command takes: quotes that are open, a backslash at the end, a document that follows. */
function lengthOfCommand(lines: readonly string[]): number {
  let quote = '';
  for (let count = 1; count <= lines.length; count += 1) {
    const line = lines[count - 1] ?? '';
    quote = quoteAfter(line, quote);
    const here = quote === '' ? /<<-?\s*(['"]?)(\w+)\1/.exec(line)?.[2] : undefined;
    if (here !== undefined) {
      const end = lines.findIndex((one, i) => i >= count && one.trim() === here);
      return end < 0 ? lines.length : end + 1;
    }
    if (quote === '' && !/\\[ \t]*$|(?:\||&&|\|\|)\s*$/.test(line)) return count;
  }
  // A quote that never closes: the command ends where the next one begins, or with its paragraph.
  return upTo(lines, (line) => line.trim() === '' || /^\s*(?:[$%]\s+)?curl\s/.test(line));
}

/** The quote that is open after a line. */
function quoteAfter(line: string, before: string): string {
  let quote = before;
  for (let i = 0; i < line.length; i += 1) {
    const letter = line[i] ?? '';
    if (letter === '\\' && quote !== "'") i += 1;
    else if (quote === '') {
      if (letter === '"' || letter === "'")
        quote = letter === "'" && line[i - 1] === '$' ? "$'" : letter;
      else if (letter === '#' && (i === 0 || /\s/.test(line[i - 1] ?? ''))) return quote;
    } else if (letter === quote.at(-1)) quote = '';
  }
  return quote;
}

/** Hides prompts, and mends backslashes behind which a space stands; nothing moves. */
function withoutPrompts(text: string): string {
  return text
    .split('\n')
    .map((line, i) => {
      const found =
        prompt.exec(line)?.[1] ??
        rootPrompt.exec(line)?.[1] ??
        (i > 0 ? /^(>\s)/.exec(line)?.[1] : undefined);
      return found === undefined ? line : ' '.repeat(found.length) + line.slice(found.length);
    })
    .join('\n')
    .replaceAll(/\\([ \t]+)(?=\n)/g, (_, spaces: string) => `${spaces}\\`);
}
