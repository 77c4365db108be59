import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { marked, type Token, type Tokens } from 'marked';
import { beforeAll, describe, expect, it } from 'vitest';
import { memoryPages, validateXML } from 'xmllint-wasm';
import { type Block, codeSpan, list, paragraph, row, rows } from '../document/document.ts';
import { printMarkdown } from '../document/markdown.ts';
import { printText } from '../document/text.ts';
import { unpainted } from '../paint.ts';
import type { Report } from '../report.ts';
import { clientReport, wrong } from '../testing/client-sample.ts';
import { broken, exchange, failed, sampleReport, skipped } from '../testing/sample.ts';
import { type FormatName, formatNames, isFormat, loadFormat } from './index.ts';

// Generated texts of a hostile target, in every place of a report where a target's text can stand.

const obeyedByParsers =
  '&nbsp; &notdefined; &#0; &amp; &lt; & ]]> <!-- --> <b> </failure> </details> ` ``` | \\ \\| ** _ [a](http://x) ![a](http://x) <http://x>'
    .concat(' @everyone #1 :tada: www.evil.example - 1. # > --- $x$ ~~ ok ...')
    .split(' ');

const obeyedByReaders = [
  '| --- |',
  '# TODO',
  '- ',
  '1. ',
  '::error::',
  '##[error]',
  '##vso[task.complete]',
  '###[x',
  '##teamcity[x]',
  '\n',
  '\r\n',
  '\t',
  '  ',
  '\u0000',
  '\u001B[31m',
  '\u009B2J',
  '\u202E',
  '\uD800',
  '\uDC00',
  '\uFFFF',
  '漢字',
];

/** Texts made of what parsers, terminals, shells and CI systems obey, and of any other character. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(...obeyedByParsers, ...obeyedByReaders),
      fc.string({ unit: 'binary', maxLength: 6 }),
      fc.string({ maxLength: 12 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

const reportOf = (text: string): Report => {
  const mismatch = { what: text, expected: text, received: text, step: 0 } as const;
  const report = sampleReport([
    failed('leave/a', {
      mismatches: [
        { requirement: 'SMEM-11', ...mismatch },
        { requirement: 'CONV-05', ...mismatch, step: null },
      ],
      stopped: text,
      exchanges: [
        exchange(0, {
          actor: text,
          path: `/${text}`,
          body: text,
          contentType: text,
          answer: text,
          answerType: text,
          detail: text,
        }),
      ],
      readings: { knock: text },
    }),
    broken('leave/b', text),
    skipped('leave/c', text),
  ]);
  const target = { ...report.target, origin: `http://hs${text}` };
  const gates = { ...report.gates, unmet: [text], warnings: [text] };
  return { ...report, target, gates };
};

const xsd = readFileSync(join(import.meta.dirname, '../testing/junit-10.xsd'), 'utf8');
const obeyed = /^\s*::|##\w*\[/m;
const prints = new Map<FormatName, (report: Report) => string>();

beforeAll(async () => {
  for (const name of formatNames.filter(isFormat).filter((one) => one !== 'html')) {
    const print = await loadFormat(name, () => () => '');
    prints.set(name, (report) => print(report, null));
  }
});
const print = (name: FormatName, text: string, of = reportOf): string =>
  prints.get(name)?.(of(text)) ?? '';

/** A report about a client all of whose texts are hostile. */
const clientOf = (text: string): Report => {
  const texts = { user: text, path: `/${text}`, body: text, contentType: text, detail: text };
  const report = clientReport(
    [
      wrong('send_message', 'CLIENT-04', text, texts),
      wrong(null, 'CLIENT-01', text, { ...texts, answer: text, answerType: text }),
    ],
    { command: text, failure: text },
  );
  return report.subject === undefined
    ? report
    : { ...report, options: [text], subject: { ...report.subject, dialect: [text] } };
};

const both = [reportOf, clientOf];

describe('whatever a target sends,', () => {
  it('JUnit is XML', async () => {
    const texts = fc.sample(hostile, { numRuns: 60, seed: 1 });
    const xml = both.flatMap((of, n) =>
      texts.map((text, i) => ({ fileName: `${n}-${i}.xml`, contents: print('junit', text, of) })),
    );
    const { errors } = await validateXML({ xml, schema: [xsd], maxMemoryPages: memoryPages.GiB });
    expect(errors).toEqual([]);
  });

  it('no format has a command of a CI system', () => {
    fc.assert(
      fc.property(hostile, fc.constantFrom(...both), (text, of) => {
        for (const name of prints.keys()) {
          if (name !== 'github') expect(print(name, text, of)).not.toMatch(obeyed);
        }
        // The only commands of the GitHub format are its own, one in each line.
        for (const line of print('github', text, of).trimEnd().split('\n')) {
          expect(line).toMatch(/^::(?:error|warning|notice) title=[^:,\r]*::[^\r]*$/);
          expect(line).not.toMatch(/##\w*\[/);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('JSON and NDJSON hold it as it came', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(JSON.parse(print('json', text))).toEqual(JSON.parse(JSON.stringify(reportOf(text))));
        for (const line of print('ndjson', text).trimEnd().split('\n')) JSON.parse(line);
      }),
      { numRuns: 30 },
    );
  });

  it('text has no control character', () => {
    fc.assert(
      fc.property(hostile, fc.constantFrom(...both), (text, of) => {
        expect(print('text', text, of).replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
      }),
      { numRuns: 60 },
    );
  });

  it('Markdown has only our own markup, in every block of a document', () => {
    const blocksOf = (text: string): readonly Block[] => [
      { kind: 'heading', level: 2, line: text, aside: codeSpan(text) },
      paragraph([text, codeSpan(text), { text, tone: 'strong' }]),
      rows([row('label', text)]),
      list([{ line: text, blocks: [paragraph(text)] }]),
      { kind: 'table', head: ['a', 'b'], rows: [[text, codeSpan(text)]], flexible: 0 },
      { kind: 'code', lines: [text] },
      { kind: 'details', title: text, open: false, blocks: [paragraph(text)] },
    ];
    const expected = ['heading', 'paragraph', 'list', 'table', 'code', 'html', 'paragraph', 'html'];
    const inline = ['text', 'escape', 'codespan', 'strong'];
    fc.assert(
      fc.property(hostile, (text) => {
        // An empty text leaves no block behind.
        const tokens = marked.lexer(printMarkdown(blocksOf(`x${text}`)));
        const kinds = tokens.map(({ type }) => type).filter((type) => type !== 'space');
        expect(kinds).toEqual(expected);
        const inner = tokens.filter(({ type }) => type !== 'html').flatMap(inlineOf);
        expect(inner.filter(({ type }) => !inline.includes(type))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('a document prints as text', () => {
    fc.assert(
      fc.property(hostile, fc.boolean(), (text, copy) => {
        const printed = printText(
          [rows([copy ? { label: 'a', value: text, copy } : row('a', text)], 8)],
          unpainted,
        );
        expect(printed).not.toMatch(obeyed);
      }),
    );
  });
});

/** The tokens inside a block, with those of cells and items. */
function inlineOf(token: Token): readonly Token[] {
  if (token.type === 'table') {
    const { header, rows: body } = token as Tokens.Table;
    return [...header, ...body.flat()].flatMap((cell) => cell.tokens);
  }
  if (token.type === 'list') {
    const items = (token as Tokens.List).items.flatMap((item) => item.tokens);
    return items.flatMap((one) => ('tokens' in one ? inlineOf(one) : []));
  }
  return 'tokens' in token ? (token.tokens ?? []) : [];
}
