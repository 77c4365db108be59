import { readFileSync } from 'node:fs';
import { htmlReport, type PageAssets } from '../reports/formats/html.ts';
import type { Report } from '../reports/report.ts';
import { loadSpec } from '../harness/document/load.ts';
import { WrongQuestion } from './exit.ts';

/** Makes reports into pages. @throws WrongQuestion where the page was never built */
export function openPage(): (report: Report) => string {
  const assets = readAssets();
  return (report) => htmlReport(report, loadSpec().declaration, assets);
}

function readAssets(): PageAssets {
  const read = (name: string): string =>
    readFileSync(new URL(`../reports/page/${name}`, import.meta.url), 'utf8');
  try {
    return { script: read('page.js'), style: read('page.css') };
  } catch {
    throw new WrongQuestion('reports in HTML come with the built program alone: npm run build');
  }
}
