import { createHash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { type ComponentChild, h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { Declaration } from '../../harness/document/declaration.ts';
import { chaptersOf } from '../page/chapters.ts';
import { elementIds, type Payload, type Transcripts } from '../page/payload.ts';
import { unpainted } from '../paint.ts';
import type { Report } from '../report.ts';
import { shortSubjectOf } from '../client/subject.ts';
import { verdictText } from '../sections/whole.ts';

/** The page that shows any report: its script and its style, as the build made them. */
export interface PageAssets {
  readonly script: string;
  readonly style: string;
}

/**
 * A report as one file that needs nothing else. What a target sent stands in it compressed and in base 64 alone, and
 * a content security policy lets no script run but ours.
 */
export function htmlReport(report: Report, declaration: Declaration, assets: PageAssets): string {
  const transcripts: Transcripts = Object.fromEntries(
    report.outcomes
      .filter((o) => o.verdict === 'passed' && o.exchanges.length > 0)
      .map((o) => [o.case, o.exchanges]),
  );
  const outcomes = report.outcomes.map((o) =>
    o.verdict === 'passed' ? { ...o, exchanges: [] } : o,
  );
  const payload: Payload = { report: { ...report, outcomes }, chapters: chaptersOf(declaration) };
  const script = assets.script.replaceAll('</script', String.raw`<\/script`);
  const policy = [
    "default-src 'none'",
    `script-src 'sha256-${createHash('sha256').update(script).digest('base64')}'`,
    "style-src 'unsafe-inline'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const page = h('html', { lang: 'en' }, [
    h('head', {}, [
      h('meta', { charset: 'utf-8' }),
      h('meta', { 'http-equiv': 'Content-Security-Policy', content: policy }),
      h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
      h('meta', { name: 'color-scheme', content: 'light dark' }),
      h('title', {}, `${report.verdict} · ${shortSubjectOf(report)}`),
      h('style', { dangerouslySetInnerHTML: { __html: assets.style } }),
    ]),
    h('body', {}, [
      h('div', { id: 'app' }, h('noscript', {}, h('pre', {}, verdictText(report, unpainted)))),
      packed(elementIds.payload, payload),
      ...(Object.keys(transcripts).length === 0
        ? []
        : [packed(elementIds.transcripts, transcripts)]),
      h('script', { type: 'module', dangerouslySetInnerHTML: { __html: script } }),
    ]),
  ]);
  return `<!doctype html>\n${renderToString(page)}\n`;
}

const packed = (id: string, value: Payload | Transcripts): ComponentChild =>
  h('script', {
    id,
    type: 'application/octet-stream',
    dangerouslySetInnerHTML: {
      __html: deflateRawSync(JSON.stringify(value), { level: 9 }).toString('base64'),
    },
  });
