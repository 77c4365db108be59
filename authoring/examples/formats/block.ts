import type { Mapped, Span } from '../text/mapped.ts';

/** A comment of the author to this tool, such as `rooms-conformance: ignore`. It is about the block that follows it. */
export type Mark = { readonly span: Span } & (
  | { readonly kind: 'ignore' }
  | {
      readonly kind: 'request' | 'response';
      readonly operation: string;
      readonly status: number | null;
    }
  | { readonly kind: 'model'; readonly model: string }
  | { readonly kind: 'unknown'; readonly text: string }
);

/** A block of code in a document. */
export interface Block {
  /** The language that the author named, in lower case; null where none is named. */
  readonly language: string | null;
  /** Without indentation, and without what lists and quotes put before its lines. */
  readonly content: Mapped;
  /** Counts the headings before it. */
  readonly section: number;
  /** What stands between the block before it and this one. */
  readonly prose: string;
  readonly marks: readonly Mark[];
}

/** A document, taken apart. */
export interface Blocks {
  readonly blocks: readonly Block[];
  /** Marks that no block follows. */
  readonly stray: readonly Mark[];
}

/** Collects the blocks of a document in their order. */
export class BlockList {
  readonly blocks: Block[] = [];
  readonly #document: string;
  #section = 0;
  #marks: Mark[] = [];
  /** Where the last block ended. */
  #end = 0;

  constructor(document: string) {
    this.#document = document;
  }

  heading(): void {
    this.#section += 1;
  }

  /** Reads the text of a comment. */
  comment(text: string, span: Span): void {
    const mark = markIn(text, span);
    if (mark !== null) this.#marks.push(mark);
  }

  block(language: string | null, content: Mapped, span: Span): void {
    this.blocks.push({
      language: language === null || language === '' ? null : language.toLowerCase(),
      content,
      section: this.#section,
      prose: this.#document.slice(this.#end, span.start),
      marks: this.#marks,
    });
    this.#marks = [];
    this.#end = span.end;
  }

  done(): Blocks {
    return { blocks: this.blocks, stray: this.#marks };
  }
}

/** The mark in a comment; null where the comment is for somebody else. */
function markIn(text: string, span: Span): Mark | null {
  const words = /^\s*rooms-conformance:\s*(.*?)\s*$/s.exec(text)?.[1];
  if (words === undefined) return null;
  const [kind, name, status, ...more] = words.split(/\s+/);
  const unknown = { kind: 'unknown', text: words, span } as const;
  if (more.length > 0) return unknown;
  if (kind === 'ignore' && name === undefined) return { kind, span };
  if (name === undefined) return unknown;
  if (kind === 'model' && status === undefined) return { kind, model: name, span };
  if (kind !== 'request' && kind !== 'response') return unknown;
  if (status === undefined) return { kind, operation: name, status: null, span };
  const known = kind === 'response' && /^[1-5]\d\d$/.test(status);
  return known ? { kind, operation: name, status: Number(status), span } : unknown;
}
