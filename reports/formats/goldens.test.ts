import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { makeBadge } from 'badge-maker';
import { validate as validateCtrf } from 'ctrf';
import { parseFragment } from 'parse5';
import { Parser } from 'tap-parser';
import { validateXML } from 'xmllint-wasm';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Format, type FormatName, formatNames, isFormat, loadFormat } from './index.ts';
import { isObject } from '../../harness/document/json.ts';
import type { Report } from '../report.ts';
import { floodedReport, goldenReport } from '../testing/golden-report.ts';
import { clientReport, everyKindOfClient } from '../testing/client-sample.ts';
import { compileHar } from '../testing/har-schema.ts';
import { failed, passed, sampleReport, skipped } from '../testing/sample.ts';

// One run of everything in every format. A parser or a schema of somebody else checks each of them.

const reports = join(import.meta.dirname, '..');
const goldens = join(reports, 'testing/goldens');
const golden = goldenReport();
const jsonIn = (path: string): unknown => JSON.parse(readFileSync(join(reports, path), 'utf8'));

/** Reports that every format has to print: a full one, a flood, an early end, nothing at all. */
const every: readonly (readonly [string, Report])[] = [
  ['of everything', golden],
  ['of a flood', floodedReport()],
  ['that passed', sampleReport([passed('leave/a')])],
  ['that was interrupted', sampleReport([failed('leave/a')], { ended: 'interrupted' })],
  ['of nothing', sampleReport([])],
  ['on a client', everyKindOfClient()],
  ['on a client that was stopped', clientReport([], { command: null, interrupted: true })],
];

const files = {
  json: 'report.json',
  text: 'report.txt',
  markdown: 'report.md',
  junit: 'report.junit.xml',
  github: 'report.github.txt',
  tap: 'report.tap',
  ctrf: 'report.ctrf.json',
  har: 'report.har',
  ndjson: 'report.ndjson',
  badge: 'report.svg',
  'badge-json': 'report.badge.json',
} as const satisfies Readonly<Record<string, string>>;

/** The formats that are data keep what came, quoted as JSON. */
const data: readonly string[] = ['json', 'ndjson', 'har'];

/** HTML is assembled from built files and has tests of its own. */
const isGolden = (name: FormatName): name is keyof typeof files => Object.hasOwn(files, name);

const formatsOfGoldens = Object.keys(files).filter(isFormat).filter(isGolden);

function schemaAt(path: string): object {
  const schema = jsonIn(path);
  return isObject(schema) ? schema : {};
}

/** Each compiled once, because compiling takes longer than validating. */
const ajv = new Ajv({ strictTypes: false });
const validators = {
  json: ajv.compile(schemaAt('report.schema.json')),
  line: ajv.compile(schemaAt('ndjson.schema.json')),
  har: compileHar(),
};

const forms = new Map<FormatName, Format>();
for (const name of formatsOfGoldens) forms.set(name, await loadFormat(name, () => () => ''));

const render = (name: FormatName, report: Report = golden): string =>
  forms.get(name)?.(report, null) ?? '';

describe('the goldens', () => {
  it.each(formatsOfGoldens)('%s', async (form) => {
    await expect(render(form)).toMatchFileSnapshot(join(goldens, files[form]));
  });
  it('of a client: as a person reads it', async () => {
    await expect(render('text', everyKindOfClient())).toMatchFileSnapshot(
      join(goldens, 'client.txt'),
    );
  });
  it('exist for every format except HTML', () => {
    expect(formatsOfGoldens).toEqual(formatNames.filter((name) => name !== 'html'));
  });
});

describe.each(every)('a report %s', (_, report) => {
  const texts = new Map<string, string>();
  beforeAll(() => {
    for (const form of formatsOfGoldens) texts.set(form, render(form, report));
  });
  const text = (form: FormatName): string => texts.get(form) ?? '';

  it('is JSON and NDJSON as their schemas say', () => {
    validators.json(JSON.parse(text('json')));
    expect(validators.json.errors).toBeNull();
    for (const one of text('ndjson').trimEnd().split('\n')) {
      validators.line(JSON.parse(one));
      expect(validators.line.errors).toBeNull();
    }
  });

  it('is JUnit XML as Jenkins accepts it', async () => {
    const { valid, errors } = await validateXML({
      xml: [{ fileName: 'report.xml', contents: text('junit') }],
      schema: [readFileSync(join(reports, 'testing/junit-10.xsd'), 'utf8')],
    });
    expect(errors).toEqual([]);
    expect(valid).toBe(true);
  });

  it('is TAP 14, and a strict parser finds every case', () => {
    const { parser, points, comments } = readTap(text('tap'));
    expect(parser.failures.filter(({ tapError }) => typeof tapError === 'string')).toEqual([]);
    expect(points.map(({ name }) => name)).toEqual(report.outcomes.map((outcome) => outcome.case));
    expect(comments.at(-1)).toBe(`# ${report.verdict} at the level documented\n`);
    expect(parser.bailedOut !== false).toBe(report.verdict === 'interrupted');
  });

  it('is CTRF as its own package accepts it', () => {
    expect(validateCtrf(JSON.parse(text('ctrf'))).errors).toEqual([]);
  });

  it('is HAR 1.2 as its schema says', () => {
    validators.har(JSON.parse(text('har')));
    expect(validators.har.errors).toBeNull();
  });

  it('is a badge that a browser draws, and JSON that the badge library accepts', () => {
    const [svg] = parseFragment(text('badge')).childNodes;
    expect(svg).toMatchObject({ nodeName: 'svg' });
    const { schemaVersion, ...face }: Record<string, unknown> = JSON.parse(text('badge-json'));
    expect(schemaVersion).toBe(1);
    expect(`${makeBadge({ message: '', ...face })}\n`).toBe(text('badge'));
  });

  it('has nothing that a terminal obeys, no half of a character, and no endless text except in data', () => {
    for (const [form, rendered] of texts) {
      // Data keeps what came; a line break is ours, and so is what keeps Markdown from mentioning somebody.
      const bare = rendered.replaceAll(/[\n\u2060]/g, '');
      if (!data.includes(form)) expect(bare).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      expect(rendered).not.toMatch(/\p{Cs}/u);
      if (!data.includes(form)) expect(rendered.length).toBeLessThan(60_001);
    }
  });
});

interface Point {
  readonly ok: boolean;
  readonly name: string;
  readonly skip: unknown;
  readonly todo: unknown;
  readonly diag: unknown;
}

function readTap(text: string) {
  const points: Point[] = [];
  const comments: string[] = [];
  const parser = new Parser({ strict: true });
  parser.on('assert', (point: Point) => points.push(point));
  parser.on('comment', (comment: string) => comments.push(comment));
  parser.end(text);
  return { parser, points, comments };
}

it('TAP: a broken case is not ok, a known failure is to do, a case that did not run is skipped', () => {
  const { points } = readTap(render('tap'));
  const point = (id: string) => points.find(({ name }) => name === id);
  expect(point('ban/known-failure')).toMatchObject({
    ok: false,
    todo: expect.stringMatching(/^known: fixed/),
  });
  expect(point('create_room/skipped')).toMatchObject({
    ok: true,
    skip: expect.stringMatching(/^aliases/),
  });
  expect(point('join/broken')).toMatchObject({
    ok: false,
    diag: { severity: 'broken', ours: false },
  });
  expect(point('pagination-walk/flaky-one')).toMatchObject({ ok: false, diag: { flaky: true } });
});

it('TAP: a run whose failures are all known is green', () => {
  const report = sampleReport([failed('leave/a'), passed('leave/b'), skipped('leave/c', '')]);
  const gates = { ...report.gates, expectedFailures: ['leave/a'] } as const;
  expect(readTap(render('tap', report)).parser.ok).toBe(false);
  expect(readTap(render('tap', { ...report, gates })).parser.ok).toBe(true);
});
