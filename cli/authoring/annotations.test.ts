import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'parse5';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundledText } from '../../authoring/testing/declarations.ts';
import { clientRequirementIds, readingIds, requirementIds } from '../../harness/document/ids.ts';
import { annotatedPage } from '../../reports/declarations/annotated-page.ts';
import { performHere } from '../testing/context.ts';
import { cli } from '../testing/process.ts';
import { loadRunPlan } from '../run/run-plan.ts';
import { annotationsOf } from './annotations.ts';

let page = '';
beforeAll(() => {
  page = annotatedPage(annotationsOf(loadRunPlan()), 'body {}');
});

const idsIn = (html: string): readonly string[] =>
  [...html.matchAll(/ id="([^"]*)"/g)].map(([, id = '']) => id);

/** The texts of a page, without its elements. */
function textOf(html: string): string {
  const texts: string[] = [];
  const walk = (node: object): void => {
    if ('value' in node && typeof node.value === 'string') texts.push(node.value);
    if ('childNodes' in node && Array.isArray(node.childNodes)) node.childNodes.forEach(walk);
  };
  walk(parse(html));
  return texts.join('');
}

describe('the annotated declaration', () => {
  it('shows every requirement and every reading once, each at one place', () => {
    const ids = idsIn(page);
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
    for (const id of [...requirementIds, ...clientRequirementIds]) expect(ids).toContain(id);
    for (const id of readingIds) expect(ids).toContain(`reading-${id}`);
  });

  it('leads nowhere that is not there', () => {
    const ids = idsIn(page);
    const links = [...page.matchAll(/ href="#([^"]*)"/g)].map(([, id = '']) => id);
    expect(links.length).toBeGreaterThan(30);
    for (const link of links) expect(ids).toContain(link);
  });

  it('shows every text of the declaration, and marks the sentences that are quoted', () => {
    const text = textOf(page).replaceAll(/\s+/g, ' ');
    for (const [, words = ''] of bundledText.matchAll(
      /"(?:description|summary|notes|message)": "((?:[^"\\]|\\.)*)"/g,
    )) {
      expect(text).toContain(words.replaceAll(String.raw`\"`, '"'));
    }
    expect(page).toContain(
      '<span class="bound" title="a requirement quotes this">Topic not found.</span>',
    );
    expect(page).toContain('<span>The type of feedback.</span>');
  });

  it('names cases, faults, scenarios, wrong clients, findings and the reading of a defect', () => {
    const entry = /<article class="requirement" id="SMEM-11">.*?<\/article>/s.exec(page)?.[0] ?? '';
    expect(entry).toContain('set_membership/outsider-cannot-invite');
    expect(entry).toMatch(/<summary>\d+ faults<\/summary>/);
    const client =
      /<article class="requirement" id="CLIENT-08">.*?<\/article>/s.exec(page)?.[0] ?? '';
    expect(client).toMatch(/<summary>\d+ wrong clients?<\/summary>/);
    expect(page).toContain('DEF-01');
    expect(page).toContain('The suite: ');
    expect(page).not.toContain('<script');
  });

  it('is written by coverage, which prints what it always prints', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'rooms-conformance-')), 'declaration.html');
    const { code, stdout } = await cli(['coverage', '--report', `html=${file}`, '--profile', 'v3']);
    expect(code).toBe(0);
    expect(stdout).toContain('requirements has a case');
    expect(readFileSync(file, 'utf8')).toContain('The declaration, annotated for v3');
    expect(await performHere('coverage', '--clients', '--report', `html=${file}`)).toMatchObject({
      code: 2,
      note: 'the page shows the requirements of servers and of clients; leave out --clients or --report',
    });
  });
});
