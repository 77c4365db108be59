import type { Paint } from '../paint.ts';
import { clean, inert, pageWidth } from '../plain.ts';
import { type Block, type Line, spansOf } from './document.ts';
import { cut, pad, widthOf, wrap } from './width.ts';

/** Prints a document for a terminal, with an empty line between two blocks. */
export const printText = (blocks: readonly Block[], paint: Paint): string =>
  inert(`${linesOf(blocks, pageWidth, paint, false).join('\n')}\n`);

function linesOf(
  blocks: readonly Block[],
  width: number,
  paint: Paint,
  tight: boolean,
): readonly string[] {
  const all = blocks.map((block) => blockLines(block, width, paint)).filter((b) => b.length > 0);
  return all.flatMap((lines, i) => (i === 0 || tight ? lines : ['', ...lines]));
}

function blockLines(block: Block, width: number, paint: Paint): readonly string[] {
  switch (block.kind) {
    case 'heading':
      return headingLines(block, width, paint);
    case 'paragraph':
      return wrapped(block.line, width, paint);
    case 'rows':
      return rowLines(block, width, paint);
    case 'table':
      return tableLines(block, width, paint);
    case 'list':
      return block.items.flatMap(({ line, blocks = [] }) => [
        ...wrapped(line, width - 2, paint).map((text, i) => (i === 0 ? text : `  ${text}`)),
        ...linesOf(blocks, width - 2, paint, true).map((text) => `  ${text}`),
      ]);
    case 'code':
      return block.lines.map((line) => cut(clean(line), width));
    case 'details':
      return linesOf(block.blocks, width, paint, false);
    case 'group':
      return linesOf(block.blocks, width - block.indent, paint, block.tight).map((line) =>
        line === '' ? '' : ' '.repeat(block.indent) + line,
      );
  }
}

/** What stands aside goes to the right margin; the line is cut to leave room for it. */
function headingLines(
  { line, aside }: Extract<Block, { kind: 'heading' }>,
  width: number,
  paint: Paint,
): readonly string[] {
  if (aside === undefined) return wrapped(line, width, paint);
  const room = width - widthOf(textOf(aside)) - 2;
  const gap = ' '.repeat(
    Math.max(2, width - widthOf(cut(textOf(line), room)) - widthOf(textOf(aside))),
  );
  return [cutLine(line, room, paint) + gap + cutLine(aside, width, paint)];
}

function rowLines(
  { rows, column }: Extract<Block, { kind: 'rows' }>,
  width: number,
  paint: Paint,
): readonly string[] {
  const hang = column ?? Math.max(...rows.map(({ label }) => widthOf(label)), 0) + 2;
  return rows.flatMap(({ label, value, copy }) => {
    const lines =
      copy === true ? [cutLine(value, Infinity, paint)] : wrapped(value, width - hang, paint);
    return lines.map((text, i) => pad(i === 0 ? label : '', hang) + text);
  });
}

/** Columns stand two spaces apart. If a row is too wide, its flexible column is cut. */
function tableLines(
  { head, rows, flexible }: Extract<Block, { kind: 'table' }>,
  width: number,
  paint: Paint,
): readonly string[] {
  if (rows.length === 0) return [];
  const all =
    head === null ? rows : [head.map((text) => ({ text, tone: 'quiet' }) as const), ...rows];
  const widths = (all[0] ?? []).map((_, i) =>
    Math.max(...all.map((cells) => widthOf(textOf(cells[i] ?? '')))),
  );
  const others = widths.reduce((sum, w, i) => sum + (i === flexible ? 0 : w + (w > 0 ? 2 : 0)), 0);
  const limit = Math.max(8, width - others);
  return all.map((cells) =>
    cells
      .map((cell, i) => {
        const most = i === flexible ? Math.min(widths[i] ?? 0, limit) : (widths[i] ?? 0);
        return cutLine(cell, most, paint) + ' '.repeat(Math.max(0, most - widthOf(textOf(cell))));
      })
      .filter((_, i) => (widths[i] ?? 0) > 0)
      .join('  ')
      .trimEnd(),
  );
}

const textOf = (line: Line): string =>
  spansOf(line)
    .map(({ text }) => clean(text))
    .join('');

const cutLine = (line: Line, width: number, paint: Paint): string => {
  const whole = textOf(line);
  const short = cut(whole, width);
  return (
    painted(line, 0, short === whole ? whole.length : short.length - 1, paint) +
    (short === whole ? '' : '…')
  );
};

/** Spaces at the beginning of a line indent its further lines, too. */
function wrapped(line: Line, width: number, paint: Paint): readonly string[] {
  const whole = textOf(line);
  const text = whole.trimStart();
  const lead = whole.length - text.length;
  return wrap(text, width - lead).map(
    ([start, end]) => ' '.repeat(lead) + painted(line, start + lead, end + lead, paint),
  );
}

/** A part of a line, each of its spans in its own colour. */
function painted(line: Line, start: number, end: number, paint: Paint): string {
  let offset = 0;
  return spansOf(line)
    .map(({ text, tone }) => {
      const shown = clean(text);
      const part = shown.slice(Math.max(0, start - offset), Math.max(0, end - offset));
      offset += shown.length;
      return tone === undefined || part === '' ? part : paint(tone, part);
    })
    .join('');
}
