import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { exchange, failed, passed } from '../../reports/testing/sample.ts';
import type { Case } from '../../harness/run/case.ts';
import { loadSpec } from '../../harness/document/load.ts';
import { testContext } from '../testing/context.ts';
import { createProgress } from './progress.ts';
import { coloured, drawable } from '../process/process-context.ts';

const { register } = loadSpec();
const cases = Array.from({ length: 200 }, (_, i): Case => ({
  id: `leave/${i}`,
  title: 'It is so',
  requires: ['SMEM-11'],
  run: () => Promise.resolve(),
}));

function screen(live: boolean) {
  const { context, note } = testContext({ live, columns: 60 });
  const progress = createProgress(context, {
    headline: 'headline',
    cases,
    register,
    expected: { requests: 1000, requestsOf: () => 5 },
  });
  return { progress, text: note };
}

const play = ({ progress }: ReturnType<typeof screen>, outcomeOf = passed) => {
  progress.update({ kind: 'started', cases: cases.length });
  for (const { id } of cases) {
    progress.update({ kind: 'began', case: id });
    vi.advanceTimersByTime(10);
    progress.update({ kind: 'finished-case', outcome: outcomeOf(id) });
  }
  progress.end();
};
const exchanged = {
  kind: 'exchanged',
  case: 'leave/1',
  exchange: exchange(0),
  findings: [],
  basePath: '/_matrix/client/api/v1',
} as const;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('without a terminal, a run writes', () => {
  it('a line for each tenth of the cases', () => {
    const page = screen(false);
    play(page, (id) => (id === 'leave/3' ? failed(id) : passed(id)));
    const lines = page.text().trimEnd().split('\n');
    expect(lines).toHaveLength(11);
    expect(lines[0]).toBe('headline');
    expect(lines.at(-1)).toBe('200 of 200 cases: 199 passed, 1 failed');
  });
  it('once, after a hundred answers, about how long the rest takes', () => {
    const page = screen(false);
    page.progress.update({ kind: 'started', cases: cases.length });
    for (let i = 0; i < 300; i += 1) {
      vi.advanceTimersByTime(200);
      page.progress.update({ kind: 'answered' });
    }
    // 900 requests are left, each of which takes 200 ms.
    expect(page.text()).toBe('headline\nafter 100 requests: the rest takes about 3 minutes\n');
  });
  it('how long the rest takes, without what a case did not send that ended early', () => {
    const page = screen(false);
    page.progress.update({ kind: 'started', cases: cases.length });
    for (let i = 0; i < 100; i += 1) page.progress.update({ kind: 'answered' });
    vi.advanceTimersByTime(20_000);
    for (const { id } of cases.slice(0, 20))
      page.progress.update({ kind: 'finished-case', outcome: { ...passed(id), requests: 1 } });
    // Of 1000 requests 80 are not sent: 820 are left, each of which takes 200 ms.
    expect(page.text()).toContain('20 of 200 cases: 20 passed · about 3 minutes left\n');
  });
  it('exchanges as they happen, on lines wide enough to read', () => {
    const page = screen(false);
    page.progress.update(exchanged);
    expect(page.text()).toMatch(/^leave\/1 +owner +POST \/createRoom .* 200 +1 ms\n$/);
  });
});

describe('on a terminal, a run shows', () => {
  it('bars ten times a second, and removes them at the end', () => {
    const page = screen(true);
    play(page);
    const drawn = page.text().split('\u001B[?2026h').slice(1);
    expect(drawn).toHaveLength(21);
    expect(drawn[0]).toContain('headline');
    expect(drawn[10]).toContain('109 of 200');
    expect(drawn.at(-1)).toBe('\u001B[5F\u001B[J\u001B[?2026l');
  });
  it('failures above the bars, one line each, and counts those after the first 24', () => {
    const page = screen(true);
    play(page, (id) => failed(id));
    expect(page.text().match(/✗ leave/g)).toHaveLength(24);
    expect(page.text()).toContain('(165 not shown)');
  });
  it('exchanges as they happen, above the bars', () => {
    const page = screen(true);
    page.progress.update({ kind: 'started', cases: 200 });
    page.progress.update({ kind: 'began', case: 'leave/1' });
    vi.advanceTimersByTime(100);
    page.progress.update(exchanged);
    vi.advanceTimersByTime(100);
    page.progress.end();
    expect(page.text().indexOf('owner    POST')).toBeGreaterThan(page.text().indexOf('0 of 200'));
  });
  it('nothing if it ends at once', () => {
    const page = screen(true);
    page.progress.end();
    expect(page.text()).toBe('');
  });
});

it('colours are for terminals, unless the environment decides', () => {
  expect(coloured({}, true)).toBe(true);
  expect(coloured({}, false)).toBe(false);
  expect(coloured({ TERM: 'dumb' }, true)).toBe(false);
  expect(coloured({ NO_COLOR: '1' }, true)).toBe(false);
  expect(coloured({ NO_COLOR: '' }, true)).toBe(true);
  expect(coloured({ FORCE_COLOR: '1' }, false)).toBe(true);
  expect(coloured({ FORCE_COLOR: '0' }, true)).toBe(false);
});
it('bars are for terminals, unless they are dumb or belong to a CI log', () => {
  expect(drawable({}, true)).toBe(true);
  expect(drawable({}, false)).toBe(false);
  expect(drawable({ TERM: 'dumb' }, true)).toBe(false);
  expect(drawable({ CI: 'true' }, true)).toBe(false);
  expect(drawable({ CI: 'false' }, true)).toBe(true);
});
