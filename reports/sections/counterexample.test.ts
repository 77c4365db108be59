import { describe, expect, it } from 'vitest';
import { unpainted } from '../paint.ts';
import { terminalText } from './whole.ts';
import { failed, found, passed, sampleReport, searched } from '../testing/sample.ts';

const id = 'membership-model/any-series-of-moves';
const text = (...args: Parameters<typeof sampleReport>) =>
  terminalText(sampleReport(...args), unpainted);

describe('what a search found', () => {
  it('is shown step by step, with what the target did, and with its mismatch', () => {
    const page = text([found(id)]);
    expect(page).toContain(
      [
        '  shrunk to 2 steps, from 26 in run 5:',
        '  1  alice creates a private room',
        '     → the room is there',
        '  2  bob invites carol',
        '     → SMEM-11 is not met: the answer',
        '',
      ].join('\n'),
    );
    expect(page).toMatch(/the declaration .*\n.*\/responseMessages\//);
    expect(page).toMatch(/expected +status 403\n +received +status 200\n/);
    expect(page).toContain('← here');
    expect(page).not.toContain('flaky');
  });
  it('does not claim to be smaller than it was generated', () => {
    expect(text([found(id, { drawn: 2, shrinks: 3 })])).toContain(
      '2 steps, as generated in run 5:',
    );
  });
  it('is flaky if it did not fail when it was repeated, and shows both runs', () => {
    const again = ['the room is there', 'refused with 403', 'all is as it should be'];
    const page = text([found(id, { again })]);
    expect(page).toContain('flaky: the same steps did not fail when they were repeated');
    expect(page).toContain('     → SMEM-11 is not met: the answer\n       when repeated: refused');
    expect(page).toContain('       when repeated: all is as it should be');
    expect(page.match(/the room is there/g)).toHaveLength(1);
  });
  it('has a drawing if clients acted at the same time, with its spaces', () => {
    const timeline = ['alice  ├ ban ───┤', 'bob       ├ join ┤'];
    expect(text([found(id, { timeline })])).toContain(`\n\n${timeline.join('\n')}\n\n`);
  });
  it('is repeated with its seed and its limits, and replayed from its file', () => {
    const replays = new Map([[id, "out/it's.json"]] as const);
    const search = { runs: 500, milliseconds: 2500 };
    const page = text([found(id)], { replays, search });
    expect(page).toContain(
      `again            rooms-conformance run --target http://hs:8008 --only ${id} --seed 7 --runs 500 --time 2.5\n`,
    );
    expect(page).toContain(
      String.raw`replay           rooms-conformance replay 'out/it'\''s.json' --target http://hs:8008`,
    );
  });
  it('has nothing that a terminal would obey', () => {
    const evil = `\u001B[2J\u0007\u009B31m\u202Eevil\r\n${'x'.repeat(5000)}`;
    const all = { descriptions: [evil], observations: [evil], again: ['', evil], timeline: [evil] };
    const page = text([found(id, all)]);
    expect(page.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    const rest = page.split('\n').filter((line) => !/ {2}(by hand|again|replay) /.test(line));
    expect(Math.max(...rest.map((line) => line.length))).toBeLessThanOrEqual(80);
  });
});

describe('how far properties searched', () => {
  const coverage = {
    reached: [
      {
        cell: 'private · self · join · invite',
        owed: 'allowed',
        visits: 3,
        exchange: { actor: 'bob', method: 'POST', path: '/x', body: '{}', status: 200 },
      },
    ],
    missed: ['a', 'b', 'c', 'd'].map((cell) => `public · ${cell}`),
    lastNewAt: 0.627,
  };
  it('has a line for each that says why it went no further', () => {
    const page = text([
      passed('transactions/a', { searched: searched({ runs: 40, used: 1 }) }),
      passed('views-agree/b', { searched: searched({ runs: 12, used: 1 }) }),
      found(id),
      failed('leave/a'),
    ]);
    expect(page).toContain('3 properties searched, seed 7\n');
    expect(page).toMatch(/^ {2}transactions\/a +40 of 40 runs, 1.2 s$/m);
    expect(page).toMatch(/^ {2}views-agree\/b +12 of 40 runs, 1.2 s: out of time$/m);
    expect(page).toMatch(/^ {2}membership-model\/any.* 4 of 40 runs, 1.2 s: failed at 10 %$/m);
  });
  it('shows how much of a table was reached, and what is left', () => {
    const page = text([passed(id, { searched: searched({ coverage, used: 1 }) })]);
    expect(page.replaceAll(/\n +/g, ' ')).toContain(
      'membership-model: 1 of 5 cells of its table, the last new cell after 63 % of its limit;' +
        ' not reached: public · a, public · b and 2 more',
    );
  });
  it('is not shown for scripted cases', () => {
    expect(text([passed('leave/a')])).not.toContain('searched');
  });
});
