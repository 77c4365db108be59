import { inert } from '../plain.ts';
import { type Block, type Item, joined, type Line, type Row, spansOf } from './document.ts';
import { code, escapeProse, fenced, inHtml } from './escape-markdown.ts';

/** Prints a document in the Markdown of GitHub. */
export const printMarkdown = (blocks: readonly Block[]): string => inert(`${markdownOf(blocks)}\n`);

const markdownOf = (blocks: readonly Block[]): string =>
  blocks
    .map(blockMarkdown)
    .filter((text) => text !== '')
    .join('\n\n');

function blockMarkdown(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level)} ${inline(block.line)}${block.aside === undefined ? '' : ` · ${inline(block.aside)}`}`;
    case 'paragraph':
      return inline(block.line);
    case 'rows':
      return listed(block.rows.map(rowItem), Infinity);
    case 'table':
      return tableMarkdown(block);
    case 'list':
      return listed(block.items, block.room ?? Infinity);
    case 'code':
      return fenced(block.lines.join('\n'));
    case 'details': {
      const inner = markdownOf(block.blocks);
      const open = block.open ? ' open' : '';
      return inner === ''
        ? ''
        : `<details${open}><summary>${inHtml(block.title)}</summary>\n\n${inner}\n\n</details>`;
    }
    case 'group':
      return fitted(block.blocks.map(blockMarkdown), block.room ?? Infinity, '\n\n').join('\n\n');
  }
}

const inline = (line: Line): string =>
  spansOf(line)
    .map(({ text, tone, code: isCode }) => {
      if (isCode === true) return code(text, 400);
      return tone === 'strong' ? `**${escapeProse(text)}**` : escapeProse(text);
    })
    .join('');

const rowItem = ({ label, value }: Row): Item => ({ line: [`${label} `, ...spansOf(value)] });

const listed = (items: readonly Item[], room: number): string =>
  fitted(
    items.map(({ line, blocks = [] }) => {
      const inner = blocks.map(blockMarkdown).join('\n');
      return `- ${inline(line)}${inner === '' ? '' : `\n${inner.replaceAll(/^/gm, '  ')}`}`;
    }),
    room,
    '\n',
    '- ',
  ).join('\n');

function tableMarkdown({ head, rows, room = Infinity }: Extract<Block, { kind: 'table' }>): string {
  if (rows.length === 0) return '';
  // Markdown has no tables without a head.
  if (head === null)
    return listed(
      rows.map((cells) => ({ line: joined(cells, ' ') })),
      room,
    );
  const frame = [rowOf(head), rowOf(head.map(() => '---'))];
  const lines = rows.map((cells) => rowOf(cells.map(inline)));
  return [...frame, ...fitted(lines, room - frame.join('\n').length, '\n', '\n')].join('\n');
}

const rowOf = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** As many texts as there is room for, and, where some are left out, how many. */
function fitted(
  texts: readonly string[],
  room: number,
  separator: string,
  before = '',
): readonly string[] {
  const whole = texts.filter((text) => text !== '');
  // Room for the sentence about what was left out.
  let left = room === Infinity ? room : room - 80;
  const end = whole.findIndex((text) => (left -= text.length + separator.length) < 0);
  return end < 0 ? whole : [...whole.slice(0, end), before + more(whole.length - end)];
}

const more = (left: number): string => `… and ${left} more; the JSON report has them all.`;
