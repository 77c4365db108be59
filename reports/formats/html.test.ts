import { createHash } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import { parse } from 'parse5';
import { describe, expect, it } from 'vitest';
import { loadSpec } from '../../harness/document/load.ts';
import { htmlReport } from './html.ts';
import { chaptersOf } from '../page/chapters.ts';
import { elementIds, type Payload } from '../page/payload.ts';
import { goldenReport } from '../testing/golden-report.ts';
import { exchange, failed, passed, sampleReport } from '../testing/sample.ts';

const declaration = loadSpec().declaration;
const assets = { script: 'console.log("</script><b>", 1 < 2)', style: 'p > a { color: red }' };
const hostile = '</script><script>alert(1)</script><!--\u0000\u202E';

const report = sampleReport([
  { ...passed('ban/passes'), exchanges: [exchange(0, { answer: hostile })] },
  failed('set_membership/fails', { exchanges: [exchange(0, { answer: hostile, path: hostile })] }),
]);
const page = htmlReport(report, declaration, assets);

/** The text of an element with an id, and of the scripts and styles in their order. */
const inside = (opening: RegExp): string => {
  const [match] = page.match(opening) ?? [''];
  const from = page.indexOf(match) + match.length;
  return page.slice(from, page.indexOf('</', from));
};

const unpacked = (id: string): unknown =>
  JSON.parse(
    inflateRawSync(
      Buffer.from(inside(new RegExp(`<script [^>]*id="${id}"[^>]*>`)), 'base64'),
    ).toString(),
  );

describe('a report as a page', () => {
  it('has the golden frame, whatever the compression makes of its payload', async () => {
    const golden = htmlReport(goldenReport(), declaration, { script: '', style: '' });
    const frame = golden.replaceAll(/(application\/octet-stream"[^>]*>)[^<]+/g, '$1…');
    await expect(frame).toMatchFileSnapshot('../testing/goldens/report.html');
  });
  it('is a document that a parser reads without an error', () => {
    const errors: string[] = [];
    parse(page, { onParseError: ({ code }) => void errors.push(code) });
    expect(errors).toEqual([]);
  });

  it('holds nothing of a target as it was sent', () => {
    expect(page).not.toContain('alert(1)');
    expect(page).not.toContain('\u0000');
  });

  it('holds the whole report, packed: passed transcripts apart', () => {
    const { report: shown, chapters } = unpacked(elementIds.payload) as Payload;
    expect(chapters).toEqual(chaptersOf(declaration));
    expect(unpacked(elementIds.transcripts)).toEqual({
      'ban/passes': [exchange(0, { answer: hostile })],
    });
    const whole = {
      ...shown,
      outcomes: shown.outcomes.map((outcome) =>
        outcome.case === 'ban/passes'
          ? { ...outcome, exchanges: [exchange(0, { answer: hostile })] }
          : outcome,
      ),
    };
    expect(whole).toEqual(JSON.parse(JSON.stringify(report)));
  });

  it('has no transcripts where none were kept', () => {
    const bare = htmlReport(sampleReport([passed('ban/passes')]), declaration, assets);
    expect(bare).not.toContain(`id="${elementIds.transcripts}"`);
  });

  it('lets no script run but its own', () => {
    const script = inside(/<script type="module">/);
    const hash = createHash('sha256').update(script).digest('base64');
    expect(page).toContain(`script-src &#39;sha256-${hash}&#39;`.replaceAll('&#39;', "'"));
    expect(page).toContain("default-src 'none'");
  });

  it('asks for nothing from anywhere', () => {
    expect(page).not.toMatch(/<(link|img|iframe)\b|\bsrc=|url\(|@import/);
  });

  it('says the verdict where no script runs', () => {
    expect(page).toMatch(/<noscript>[\s\S]*violations at the level documented[\s\S]*<\/noscript>/);
  });
});
