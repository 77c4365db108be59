import { fromMarkdown } from 'mdast-util-from-markdown';
import { joined, linesIn, type Span } from '../text/mapped.ts';
import { BlockList, type Blocks } from './block.ts';

/** Finds the blocks of code of a Markdown document: fenced and indented ones, in lists and quotes too. */
export function readMarkdown(text: string): Blocks {
  const all = linesIn(text);
  const list = new BlockList(text);
  const read = (node: Node): readonly Node[] => {
    const span = placeOf(node);
    if (span === null) return [];
    switch (node.type) {
      case 'heading':
        list.heading();
        return [];
      case 'html':
        for (const [, comment = ''] of (node.value ?? '').matchAll(/<!--(.*?)-->/gs))
          list.comment(comment, span);
        return [];
      case 'definition':
        // The other way to write a comment: [//]: # (a comment)
        if (node.label === '//') list.comment(node.title ?? '', span);
        return [];
      case 'code': {
        const first = (node.position?.start.line ?? 1) - 1;
        const fenced = /^(?:`{3}|~{3})/.test(text.slice(span.start, span.start + 3));
        const content = (node.value ?? '').split(/\r\n|\r|\n/).map((value, i) => {
          const line = all[first + i + (fenced ? 1 : 0)] ?? { text: value, offset: span.end };
          const before = Math.max(0, line.text.length - value.length);
          return { text: value, offset: line.offset + before };
        });
        list.block(node.lang ?? null, joined(content), span);
        return [];
      }
    }
    return node.children ?? [];
  };
  // Lists in lists in lists would exhaust the stack.
  const open: Node[] = [fromMarkdown(text)];
  for (let node = open.pop(); node !== undefined; node = open.pop())
    open.push(...read(node).toReversed());
  return list.done();
}

/** What is used of a node of mdast. */
interface Node {
  readonly type: string;
  readonly value?: string;
  readonly lang?: string | null | undefined;
  readonly label?: string | null | undefined;
  readonly title?: string | null | undefined;
  readonly children?: readonly Node[];
  readonly position?: Position | undefined;
}

interface Position {
  readonly start: { readonly line: number; readonly offset?: number | undefined };
  readonly end: { readonly offset?: number | undefined };
}

function placeOf({ position }: Node): Span | null {
  if (position === undefined) return { start: 0, end: 0 };
  const { start, end } = position;
  return start.offset === undefined || end.offset === undefined
    ? null
    : { start: start.offset, end: end.offset };
}
