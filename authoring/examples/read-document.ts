import { linesOf } from '../source/position.ts';
import type { DocumentFormat } from './document-format.ts';
import type { ExampleDocument } from './example.ts';
import { readJsonFile } from './files/json-file.ts';
import { readAsciiDoc } from './formats/asciidoc.ts';
import { BlockList, type Blocks } from './formats/block.ts';
import { readMarkdown } from './formats/markdown.ts';
import { readRst } from './formats/rst.ts';
import { pair } from './pair.ts';
import type { ReadBeside } from './parts/curl.ts';
import { whole } from './text/mapped.ts';

/** How a document is read. */
export interface ReadOptions {
  readonly format: DocumentFormat;
  /** Of which model the document is an instance; null for a document with examples. Only JSON can be one. */
  readonly model: string | null;
  readonly readBeside: ReadBeside;
}

/** Finds the examples of a document. Never throws. @param name for messages */
export function readDocument(
  name: string,
  text: string,
  { format, model, readBeside }: ReadOptions,
): ExampleDocument {
  const document = { name, text, lines: linesOf(text) };
  if (format === 'json')
    return {
      ...document,
      ...readJsonFile(text, model),
      marks: [],
      slips: [],
      ignored: 0,
      loose: [],
    };
  return { ...document, ...pair(blocksOf(text, format), readBeside), problem: null };
}

function blocksOf(text: string, format: Exclude<DocumentFormat, 'json'>): Blocks {
  switch (format) {
    case 'markdown':
      return readMarkdown(text);
    case 'rst':
      return readRst(text);
    case 'asciidoc':
      return readAsciiDoc(text);
    case 'http':
    case 'shell': {
      const list = new BlockList(text);
      list.block(format === 'http' ? 'http' : 'sh', whole(text), { start: 0, end: text.length });
      return list.done();
    }
  }
}
