import { marked, type Token, type Tokens } from 'marked';
import { describe, expect, it } from 'vitest';
import { plain } from '../plain.ts';
import type { Report } from '../report.ts';
import { floodedReport, goldenReport, hostile } from '../testing/golden-report.ts';
import { failed, passed, sampleReport } from '../testing/sample.ts';
import { markdown } from './markdown.ts';
import { code, escapeProse, fenced, inHtml } from '../document/escape-markdown.ts';

/** Texts that try to get out of where they stand, each in its own way. */
const escapes = [
  ...hostile.split('\r\n'),
  'a | b',
  'a \\| b',
  'a \\\\| b',
  'ends in \\',
  '`',
  '`'.repeat(100),
  '</code></summary></details>',
  '<!-- ',
  '| --- | --- |',
  '&#124; &lt;b&gt;',
  '@room @alice:hs',
  'GH-1 owner/repo#2',
  '![](x) [a]: http://x',
  '$`x`$',
  '- [ ] x',
  '1. x',
  '1) x',
  '+ x',
  '===',
  'WWW.evil.example ftp://x.example mailto:a@b.example',
];

/** Every token of a tree, those inside of others included. */
const flat = (tokens: readonly Token[]): readonly Token[] =>
  tokens.flatMap((token) => {
    const cells =
      token.type === 'table'
        ? [...(token as Tokens.Table).header, ...(token as Tokens.Table).rows.flat()]
        : [];
    const items = token.type === 'list' ? (token as Tokens.List).items : [];
    const inner = [...cells.flatMap((cell) => cell.tokens), ...items.flatMap((i) => i.tokens)];
    return [token, ...flat(inner), ...flat('tokens' in token ? (token.tokens ?? []) : [])];
  });

const prose = (text: string): string => escapeProse(plain(text, 240));

const rowsOf = (text: string): readonly (readonly Tokens.TableCell[])[] =>
  marked
    .lexer(text)
    .flatMap((token) => (token.type === 'table' ? (token as Tokens.Table).rows : []));

describe.each(escapes)('%j', (text) => {
  it('stays in its cell as one code span', () => {
    const [row] = rowsOf(`| a | b |\n| --- | --- |\n| ${code(text)} | next |`);
    const same = plain(text).replaceAll('`', '\u02CB').replaceAll('|', '\u2223');
    expect(row?.map((cell) => cell.tokens.map(({ type }) => type))).toEqual([
      [same === '' ? 'text' : 'codespan'],
      ['text'],
    ]);
    if (same !== '') expect(row?.[0]?.tokens[0]).toMatchObject({ text: same });
  });
  it('stays in its cell as prose without markup, mention or link', () => {
    const [row] = rowsOf(`| a | b |\n| --- | --- |\n| ${prose(text)} | next |`);
    expect(row).toHaveLength(2);
    const tokens = flat(row?.[0]?.tokens ?? []);
    expect(tokens.filter(({ type }) => type !== 'text' && type !== 'escape')).toEqual([]);
    const shown = tokens.map((token) => ('text' in token ? token.text : '')).join('');
    expect(shown.replaceAll('\u2060', '')).toBe(plain(text));
    expect(shown).not.toMatch(/[@#](?!\u2060)/);
  });
  it('stays in its item of a list', () => {
    const tokens = marked.lexer(`- ${prose(text)}\n- next`);
    const [list] = tokens.filter((token) => token.type === 'list') as Tokens.List[];
    expect(tokens).toHaveLength(1);
    expect(list?.items).toHaveLength(2);
    const kinds = flat(list?.items[0]?.tokens ?? []).map(({ type }) => type);
    expect(kinds.filter((type) => type !== 'text' && type !== 'escape')).toEqual([]);
  });
  it('stays in its block', () => {
    const tokens = marked.lexer(`${fenced(plain(text))}\n\nafter`);
    expect(tokens.map(({ type }) => type).filter((type) => type !== 'space')).toEqual([
      'code',
      'paragraph',
    ]);
  });
  it('is no markup inside of an element', () => {
    expect(inHtml(text)).toMatch(/^(?:[\p{L}\p{N} ]|&#\d+;)*$/u);
  });
});

describe('the page', () => {
  const golden = goldenReport();
  const page = markdown(golden);

  it('has in all its tables the cells that it should, and no markup of the target', () => {
    const tables = marked.lexer(page).filter((token) => token.type === 'table') as Tokens.Table[];
    expect(tables.length).toBeGreaterThan(4);
    for (const { header, rows } of tables) {
      for (const row of rows) expect(row).toHaveLength(header.length);
    }
    const kinds = new Set(flat(marked.lexer(page)).map(({ type }) => type));
    for (const kind of ['link', 'image', 'em', 'del', 'blockquote'])
      expect(kinds).not.toContain(kind);
    const html = flat(marked.lexer(page)).flatMap((t) => (t.type === 'html' ? [t.raw.trim()] : []));
    const ours = /^(?:<details><summary>[\w &#;]*<\/summary>|<\/details>)$/;
    expect(html.filter((text) => !ours.test(text))).toEqual([]);
  });
  it('mentions nobody outside of code', () => {
    const words = flat(marked.lexer(page)).flatMap((t) => (t.type === 'text' ? [t.raw] : []));
    expect(words.filter((text) => /@(?!\u2060)/.test(text))).toEqual([]);
  });
  it('tells what is new and what is gone since an earlier report', () => {
    const before = sampleReport([failed('leave/a'), passed('ban/b', { requirements: ['BAN-01'] })]);
    const after = sampleReport([
      passed('leave/a'),
      failed('ban/b', {
        requirements: ['BAN-01'],
        mismatches: [
          { requirement: 'BAN-01', what: 'status', expected: '200', received: '404', step: null },
        ],
      }),
    ]);
    const told = markdown(after, before);
    expect(told).toMatch(
      /### Newly failing: 1\n\n.*\n.*\n\| `BAN-01` \| documented \| .* \| proven \| violated \| `ban\/b` \|/,
    );
    expect(told).toMatch(/### Newly passing: 1\n\n.*\n.*\n\| `SMEM-11` \|/);
    expect(markdown(after, after)).toContain('nothing newly fails and nothing newly passes');
    expect(markdown(after)).not.toContain('Since');
  });
});

describe('its length', () => {
  const many = (n: number): Report =>
    sampleReport(
      Array.from({ length: n }, (_, i) =>
        failed(`leave/case-${i}`, {
          mismatches: [
            {
              requirement: 'SMEM-11',
              what: `thing ${i} ${hostile}`,
              expected: hostile,
              received: hostile,
              step: 1,
            },
          ],
        }),
      ),
    );

  it('is never more than GitHub takes, and what is left out is counted', () => {
    const page = markdown(many(1000), sampleReport([passed('leave/case-1')]));
    expect(page.length).toBeLessThanOrEqual(60_000);
    const [, left] = /… and (\d+) more; the JSON report has them all\./.exec(page) ?? [];
    const shown = page.match(/^\| `SMEM-11` documented \|/gm)?.length ?? 0;
    expect(shown).toBeGreaterThan(10);
    expect(shown + Number(left)).toBe(1000);
    const inFull = page.match(/^<details>/gm)?.length ?? 0;
    const [, others] = /<\/details>\n\n… and (\d+) more/.exec(page) ?? [];
    expect(inFull + Number(others)).toBe(1000);
    expect(markdown(floodedReport()).length).toBeLessThanOrEqual(60_000);
  });
  it('is never more where gates, changes, broken and skipped are endless too', () => {
    const report = many(500);
    const known = Array.from({ length: 500 }, (_, i) => ({
      ...goldenReport().gates.known[0],
      key: `leave/case-${i}` as const,
    })) as unknown as Report['gates']['known'];
    const gates = {
      ...report.gates,
      known,
      unmet: Array.from({ length: 500 }, () => hostile),
      warnings: Array.from({ length: 500 }, () => hostile),
    };
    const readings = Object.fromEntries(escapes.map((text, i) => [`${text} ${i}`, hostile]));
    expect(markdown({ ...report, gates, readings }, sampleReport([])).length).toBeLessThanOrEqual(
      60_000,
    );
  });
});
