import type { Tone } from '../paint.ts';
import { shorten } from '../plain.ts';

/**
 * A piece of a line. Its text may have come from a target: each printer shows it harmlessly, so whoever builds a
 * document escapes nothing.
 */
export type Span =
  | string
  | {
      readonly text: string;
      readonly tone?: Tone;
      /** Shown as code in Markdown and HTML. */
      readonly code?: true;
      /** A word for a sign, for readers who cannot see the sign. */
      readonly word?: string;
    };

export type Line = Span | readonly Span[];

/** A label, and its value beside it. */
export interface Row {
  readonly label: string;
  readonly value: Line;
  /** For values that people copy, such as commands: they are never wrapped. */
  readonly copy?: true;
}

export interface Item {
  readonly line: Line;
  readonly blocks?: readonly Block[];
}

/** What a report in words is made of. `room` is the most characters that a block may take in Markdown. */
export type Block =
  | {
      readonly kind: 'heading';
      readonly level: 1 | 2 | 3;
      readonly line: Line;
      readonly aside?: Line;
    }
  | { readonly kind: 'paragraph'; readonly line: Line }
  | { readonly kind: 'rows'; readonly rows: readonly Row[]; readonly column?: number }
  | {
      readonly kind: 'table';
      /** The names of the columns; a table without them is only aligned. */
      readonly head: readonly string[] | null;
      readonly rows: readonly (readonly Line[])[];
      /** The column that is cut where a row does not fit the width of the text. */
      readonly flexible: number;
      readonly room?: number;
    }
  | { readonly kind: 'list'; readonly items: readonly Item[]; readonly room?: number }
  | { readonly kind: 'code'; readonly lines: readonly string[] }
  | {
      readonly kind: 'details';
      readonly title: string;
      readonly open: boolean;
      readonly blocks: readonly Block[];
    }
  | {
      readonly kind: 'group';
      readonly blocks: readonly Block[];
      /** Whether the blocks follow each other in text without empty lines. */
      readonly tight: boolean;
      readonly indent: number;
      readonly room?: number;
    };

export const heading = (level: 1 | 2 | 3, line: Line, aside?: Line): Block =>
  aside === undefined ? { kind: 'heading', level, line } : { kind: 'heading', level, line, aside };

export const paragraph = (line: Line): Block => ({ kind: 'paragraph', line });

/** @param column the width of the labels in text, for rows that stand below each other */
export const rows = (all: readonly Row[], column?: number): Block =>
  column === undefined ? { kind: 'rows', rows: all } : { kind: 'rows', rows: all, column };

/** A table with columns that are aligned, but have no names. */
export const columns = (all: readonly (readonly Line[])[], flexible: number): Block => ({
  kind: 'table',
  head: null,
  rows: all,
  flexible,
});

export const list = (items: readonly Item[]): Block => ({ kind: 'list', items });

/** Blocks that follow each other without empty lines. */
export const stack = (blocks: readonly Block[], indent = 0): Block => ({
  kind: 'group',
  blocks,
  tight: true,
  indent,
});

/** Blocks that stand to the right of what is above them. */
export const indented = (blocks: readonly Block[], indent = 2): Block => ({
  kind: 'group',
  blocks,
  tight: false,
  indent,
});

export const row = (label: string, value: Line): Row => ({ label, value });

/** A row whose value is to be copied. */
export const command = (label: string, value: string): Row => ({ label, value, copy: true });

export const toned = (tone: Tone, text: string): Span => ({ text, tone });

export const codeSpan = (text: string): Span => ({ text, code: true });

/** More than any builder of a document lets through, and little enough to be printed fast. */
const longest = 20_000;

export const spansOf = (line: Line): readonly Exclude<Span, string>[] =>
  (isSpans(line) ? line : [line]).map((span) => {
    const known = typeof span === 'string' ? { text: span } : span;
    return known.text.length > longest ? { ...known, text: shorten(known.text, longest) } : known;
  });

const isSpans = (line: Line): line is readonly Span[] => Array.isArray(line);

/** Lines as one, with something between each two of them. */
export const joined = (lines: readonly Line[], separator: string): readonly Span[] =>
  lines.flatMap((line, i): readonly Span[] =>
    i === 0 ? spansOf(line) : [separator, ...spansOf(line)],
  );
