import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../report.ts';
import {
  broken,
  exchange,
  failed,
  found,
  passed,
  sampleReport,
  skipped,
} from '../../testing/sample.ts';
import { ReportProvider } from '../report-context.tsx';
import { readRoute } from '../route.ts';
import { Failures } from './failures.tsx';

/** The section as it is first drawn, at an address. */
function drawn(report: Report, hash: string): string {
  const props = { report, chapters: [], route: readRoute(hash) };
  return renderToString(h(ReportProvider, { report, children: h(Failures, props) }));
}

/** The text of a page, its markup left out. */
const words = (html: string): string =>
  html
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replaceAll(/\s+/g, ' ');

const evil = '<img src=x onerror=alert(1)>\u202E\u0007"\'</script>';

describe('the list of failures', () => {
  it('says that nothing failed, and out of how many', () => {
    const html = drawn(sampleReport([passed('ban/a'), passed('ban/b')]), '#/failures');
    expect(words(html)).toContain('Nothing failed, and every case was judged: 2 cases passed.');
    expect(html).not.toContain('type="search"');
  });
  it('does not call a run whole that ended early', () => {
    const selected = ['ban/a', 'ban/b', 'ban/c'] as const;
    const report = sampleReport([passed('ban/a')], {
      ended: 'interrupted',
      selected: selected.map((id) => ({ id, requires: ['SMEM-11'] })),
    });
    expect(words(drawn(report, '#/failures'))).toContain(
      '1 case passed; the run ended before 2 more.',
    );
  });
  it('leads to a case of each cause, with the filters in its address', () => {
    const report = sampleReport([
      failed('set_membership/outsider-cannot-invite'),
      broken('ban/a', 'no answer came'),
      skipped('ban/b', 'it offers none'),
    ]);
    const html = drawn(report, '#/failures?q=answer');
    expect(html).toContain('href="#/failures/ban/a?q=answer"');
    expect(html).not.toContain('href="#/failures/ban/b');
    expect(words(html)).toContain('1 of 3');
    expect(words(html)).toContain('1 of 3 cases failed, 1 could not be judged, 1 skipped');
  });
  it('says so where the filters leave nothing', () => {
    const html = drawn(sampleReport([broken('ban/a', 'x')]), '#/failures?q=zebra');
    expect(words(html)).toContain('0 of 1');
    expect(words(html)).toContain('No finding matches these filters.');
  });
});

describe('a failure', () => {
  const report = sampleReport([failed('set_membership/a'), failed('set_membership/b')]);
  const html = drawn(report, '#/failures/set_membership/a?grade=documented');

  it('has the words that bind, what was owed and what came', () => {
    expect(html).toContain('When inviting: You are not in the room.');
    for (const text of ['SMEM-11', 'documented', 'status 403', 'status 200', 'exchange 2']) {
      expect(words(html)).toContain(text);
    }
  });
  it('opens the exchange that matters and no other', () => {
    expect(html).toMatch(/<details class="exchange here" open[^>]*id="step-1"/);
    expect([...html.matchAll(/<details[^>]* open/g)]).toHaveLength(1);
  });
  it('tells how to see it again', () => {
    expect(html).toContain('rooms-conformance run --target http://hs:8008 --only set_membership/a');
    expect(html).toContain('&quot;$TOKEN_OUTSIDER&quot;');
  });
  it('leads to others like it, and back to the list as it was', () => {
    expect(html).toContain('href="#/failures/set_membership/b?grade=documented"');
    expect(html).toContain('<a href="#/failures?grade=documented">');
  });
  it('lists every request with its sender, short names and body', () => {
    const listed = words(html.match(/<div class="exchanges">.*<\/div>/s)?.[0] ?? '');
    expect(listed).toContain('1 owner POST /createRoom {"visibility":"private"}');
    expect(listed).toMatch(/2 outsider PUT \/rooms\/‹room›\/state\/m.room.member\/@guest \{/);
    for (const drawing of ['lanes', 'pages', 'at-once'])
      expect(html).not.toContain(`class="${drawing}"`);
  });
  it('compares JSON line by line', () => {
    const [mismatch] = [{ requirement: 'SMEM-11', what: 'list', step: null } as const];
    const difference = drawn(
      sampleReport([
        failed('ban/a', {
          mismatches: [{ ...mismatch, expected: '["a","b"]', received: '["a"]' }],
          stopped: 'the room was gone',
        }),
      ]),
      '#/failures/ban/a',
    );
    expect(difference).toMatch(/<span class="removed">− +&quot;b&quot;\s*<\/span>/);
    expect(words(difference)).toContain('Why the case stopped the room was gone');
  });
  it('is told apart from a case that passed, was not asked, or is not there', () => {
    const other = sampleReport([passed('ban/a'), skipped('ban/b', 'it offers none')]);
    expect(words(drawn(other, '#/failures/ban/a'))).toContain('It passed.');
    expect(words(drawn(other, '#/failures/ban/b'))).toContain('Why it was skipped it offers none');
    expect(words(drawn(other, '#/failures/ban/c'))).toContain('No such case');
  });
});

describe('what a search found', () => {
  it('is a story with what the target did, and, where it is flaky, both plays', () => {
    const html = drawn(
      sampleReport([
        found('membership-model/any-series-of-moves', {
          again: ['the room is there', 'refused'],
          timeline: ['alice 1  ├ invite ┤'],
        }),
      ]),
      '#/failures/membership-model/any-series-of-moves',
    );
    expect(words(html)).toContain('shrunk to 2 steps, from 26 in run 5');
    expect(words(html)).toContain('bob invites carol → SMEM-11 is not met: the answer');
    expect(words(html)).toContain('repeated: refused');
    expect([...html.matchAll(/class="differs"/g)]).toHaveLength(1);
    expect(words(html)).toContain('found with 26 steps, shrunk 17 times');
    expect(html).toContain('alice 1  ├ invite ┤');
  });
});

describe('races and pages', () => {
  it('are drawn where clients acted at the same time', () => {
    const exchanges = [exchange(0, { ms: 9 }), exchange(1, { actor: 'guest', ms: 9, status: 403 })];
    const html = drawn(sampleReport([failed('ban/a', { exchanges })]), '#/failures/ban/a');
    expect(html).toContain('class="act refused here"');
    expect(words(html)).toContain('1 POST create_room → 200 2 POST create_room → 403 ← here');
    expect(words(html)).toContain('2 requests at the same time');
  });
  it('are drawn where a listing was read in pages', () => {
    const page = (step: number, from: string | null, ids: readonly string[]) =>
      exchange(step, {
        operation: 'get_messages',
        page: {
          listing: 'get_messages',
          dir: 'b',
          limit: null,
          from,
          start: null,
          end: 't',
          events: ids.map((id) => ({ id, type: 'm.room.message', label: evil })),
        },
      });
    const exchanges = [page(0, null, ['$c', evil]), page(1, 't', ['$c', '$a'])];
    const html = drawn(sampleReport([failed('ban/a', { exchanges })]), '#/failures/ban/a');
    const table = html.match(/<table class="pages".*?<\/table>/s)?.[0] ?? '';
    expect([...table.matchAll(/ backwards/g)]).toHaveLength(2);
    expect([...table.matchAll(/<td class="again"/g)]).toHaveLength(2);
    expect(words(table)).toContain('2 pages together');
    expect(html).not.toContain('<img');
  });
});

describe('text that a target had a hand in', () => {
  const exchanges = [
    exchange(0, { answer: evil, answerType: evil, path: `/${evil}`, body: evil, actor: evil }),
    exchange(1, { status: null, detail: evil }),
  ];
  const mismatch = {
    requirement: 'SMEM-11',
    what: evil,
    expected: evil,
    received: evil + 'x'.repeat(1e6),
    step: 0,
  } as const;
  const report = sampleReport([
    failed('ban/a', { exchanges, mismatches: [mismatch], stopped: evil }),
    broken('ban/b', evil + 'x-'.repeat(5e5)),
    skipped('ban/c', evil),
  ]);
  it.each(['#/failures', '#/failures/ban/a', '#/failures/ban/b', '#/failures/ban/c'])(
    'is text and nothing else at %s, with what nobody sees made visible, and cut',
    (hash) => {
      const html = drawn(report, hash);
      expect(html).not.toMatch(/<(img|script)/);
      for (const letter of ['\u202E', '\u0007']) expect(html).not.toContain(letter);
      expect(html).toContain('‹U+202E›');
      expect(html.length).toBeLessThan(100_000);
    },
  );
  it.each([
    ['https://example.org/1', true],
    ['javascript:alert(1)', false],
    ['data:text/html,x', false],
    ['//example.org', false],
    ['', false],
  ])(
    'is a link in a list of known failures only where it leads into the web: %j',
    (link, leads) => {
      const { gates, ...rest } = sampleReport([failed('ban/a')]);
      const known = {
        key: 'SMEM-11',
        reason: evil,
        link,
        expires: '2020-01-01',
        signature: null,
        flaky: false,
        status: 'expired',
        cases: ['ban/a'],
      } as const;
      const html = drawn({ ...rest, gates: { ...gates, known: [known] } }, '#/failures');
      expect(html.includes(`<a href="${link}"`)).toBe(leads);
      expect(words(html)).toContain('expired 2020-01-01');
      expect(html).not.toContain('<img');
    },
  );
});
