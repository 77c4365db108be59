import { createHash } from 'node:crypto';
import { type ComponentChild, h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { clean } from '../plain.ts';
import { type Block, type Item, type Line, type Row, spansOf } from './document.ts';

/** Prints a document as one HTML file that needs no other file and runs no script. */
export const printHtml = (title: string, blocks: readonly Block[], style: string): string =>
  printPage(title, style, h('body', {}, h('main', {}, blocks.map(element))));

/** One HTML file with this body, which may use nothing but this style. */
export function printPage(title: string, style: string, body: ComponentChild): string {
  const policy = [
    "default-src 'none'",
    `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const root = h('html', { lang: 'en' }, [
    h('head', {}, [
      h('meta', { charset: 'utf-8' }),
      h('meta', { 'http-equiv': 'Content-Security-Policy', content: policy }),
      h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
      h('meta', { name: 'color-scheme', content: 'light dark' }),
      h('title', {}, `${title} · rooms-conformance`),
      h('style', { dangerouslySetInnerHTML: { __html: style } }),
    ]),
    body,
  ]);
  // Azure Pipelines obeys `##vso[` wherever it stands.
  return `<!doctype html>\n${renderToString(root)}\n`.replaceAll(/##(?=\w*\[)/g, '&#35;#');
}

function element(block: Block): ComponentChild {
  switch (block.kind) {
    case 'heading':
      return h(`h${block.level}`, {}, [
        inline(block.line),
        block.aside === undefined ? null : [' · ', inline(block.aside)],
      ]);
    case 'paragraph':
      return h('p', {}, inline(block.line));
    case 'rows':
      return h('dl', {}, block.rows.map(rowElements));
    case 'table':
      return tableElement(block);
    case 'list':
      return h('ul', {}, block.items.map(itemElement));
    case 'code':
      return h('pre', {}, block.lines.map((line) => clean(line)).join('\n'));
    case 'details':
      return h('details', { open: block.open }, [
        h('summary', {}, clean(block.title)),
        ...block.blocks.map(element),
      ]);
    case 'group':
      return h('section', {}, block.blocks.map(element));
  }
}

const inline = (line: Line): ComponentChild =>
  spansOf(line).map(({ text, tone, code, word }) => {
    const shown = clean(text);
    const inner = code === true ? h('code', {}, shown) : shown;
    if (word !== undefined) {
      // A sign for those who see it, a word for those who hear it.
      return h('span', { class: tone, title: word }, [
        h('span', { 'aria-hidden': 'true' }, inner),
        h('span', { class: 'heard' }, word),
      ]);
    }
    return tone === undefined ? inner : h(tone === 'strong' ? 'b' : 'span', { class: tone }, inner);
  });

const rowElements = ({ label, value }: Row): ComponentChild => [
  h('dt', {}, label),
  h('dd', {}, inline(value)),
];

const itemElement = ({ line, blocks = [] }: Item): ComponentChild =>
  h('li', {}, [inline(line), ...blocks.map(element)]);

/** The first cell of a row says what the row is about. */
const tableElement = ({ head, rows }: Extract<Block, { kind: 'table' }>): ComponentChild =>
  h('div', { class: 'wide', tabindex: 0 }, [
    h('table', {}, [
      head === null ? null : h('thead', {}, h('tr', {}, head.map(headCell))),
      h(
        'tbody',
        {},
        rows.map(([first = '', ...others]) =>
          h('tr', {}, [
            h('th', { scope: 'row' }, inline(first)),
            ...others.map((cell) => h('td', {}, inline(cell))),
          ]),
        ),
      ),
    ]),
  ]);

const headCell = (text: string): ComponentChild => h('th', { scope: 'col' }, clean(text));
