import { describe, expect, it } from 'vitest';
import { unpainted } from '../paint.ts';
import { terminalText, verdictText } from './whole.ts';
import {
  broken,
  exchange,
  failed,
  passed,
  sampleReport,
  sizeOf,
  skipped,
} from '../testing/sample.ts';

const text = (...args: Parameters<typeof sampleReport>) =>
  terminalText(sampleReport(...args), unpainted);
const lastLine = (page: string) => page.trimEnd().split('\n').at(-1);

it('a quick run says so, and how much it left out', () => {
  const search = { effort: 'quick', runs: null, milliseconds: null } as const;
  const page = text([passed('set_membership/outsider-cannot-invite')], { search });
  expect(page).toContain('· effort quick ·');
  expect(page).toMatch(
    /conformant at the level documented as far as a quick run shows: \d+ of \d+ requirements were not exercised/,
  );
});

describe('a failure on the screen', () => {
  const page = text([failed('set_membership/outsider-cannot-invite')]);

  it('shows the declaration, expected, received, the exchanges and how to repeat it', () => {
    expect(page).toContain('✗ set_membership/outsider-cannot-invite');
    expect(page).toContain('documented · SMEM-11');
    expect(page).toContain('/responseMessages/');
    expect(page).toMatch(/expected +status 403/);
    expect(page).toMatch(/received +status 200/);
    expect(page).toMatch(/ 1 {2}owner {5}POST \/createRoom \{"visibility":"private"\} +200\n/);
    expect(page).toMatch(/ 2 {2}outsider {2}PUT {2}\/rooms\/‹room›\/state\/.*200 {2}← here/);
    expect(page).toContain('"$TOKEN"');
    expect(page).toContain(
      'rooms-conformance run --target http://hs:8008 --only set_membership/outsider-cannot-invite',
    );
  });
  it('fits 80 columns, except for commands', () => {
    const long = page
      .split('\n')
      .filter((line) => line.length > 80 && !/ {2}(by hand|again) /.test(line));
    expect(long).toEqual([]);
  });
  it('is shown once for all cases that fail the same way', () => {
    const ids = ['leave/a', 'leave/b', 'leave/c', 'leave/d'] as const;
    const many = text(ids.map((id) => failed(id)));
    expect(many.match(/✗/g)).toHaveLength(1);
    expect(many).toContain('+3 cases fail the same way: leave/b, leave/c, leave/d');
  });
  it('is shown separately for another requirement or another thing that was looked at', () => {
    const other = {
      requirement: 'SMEM-11',
      what: 'the topic',
      expected: 'a',
      received: 'b',
      step: 0,
    } as const;
    expect(
      text([failed('leave/a'), failed('leave/b', { mismatches: [other] })]).match(/✗/g),
    ).toHaveLength(2);
  });
  it('has nothing that a terminal would obey and no endless line, whatever the server sent', () => {
    const evil = `\u001B[2J\u0007\u009B31m\u202Eevil\r\n${'x'.repeat(5000)}`;
    const mismatch = {
      requirement: 'SMEM-11',
      what: evil,
      expected: evil,
      received: evil,
      step: 0,
    } as const;
    const shown = text([
      failed('leave/a', {
        mismatches: [mismatch],
        stopped: evil,
        exchanges: [
          exchange(0, {
            path: `/x/${evil}`,
            body: evil,
            answer: `{"room_id":"${evil}"}`,
            room: evil,
          }),
        ],
        readings: { knock: evil },
      }),
      broken('leave/b', evil),
      skipped('leave/c', evil),
    ]);
    expect(shown.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(Math.max(...shown.split('\n').map((line) => line.length))).toBeLessThan(400);
  });
});

it('broken cases are grouped by cause, whatever their ids and users', () => {
  const page = text([
    broken('leave/a', 'the setup failed: owner asked leave and got 500 @a1:hs'),
    broken('leave/b', 'the setup failed: guest asked leave and got 500 @b2:hs'),
    broken('leave/c', 'a defect of the suite: undefined is not a function', true),
  ]);
  expect(page).toContain('? 2 cases · could not be judged');
  expect(page).toContain('? 1 case · a bug of rooms-conformance');
});

it('the dialect lists the readings', () => {
  expect(text([passed('leave/a', { readings: { knock: 'refused' } })])).toMatch(
    /dialect.*\n {2}knock {2}refused/,
  );
});

describe('the verdict on the screen', () => {
  it('ends with the number of cases that ended in each way, alone on its line', () => {
    expect(lastLine(text([passed('leave/a'), failed('leave/b'), skipped('leave/c', 'x')]))).toBe(
      '1 passed, 1 failed, 1 skipped',
    );
    expect(lastLine(text([broken('leave/b', 'x')]))).toBe(
      '0 passed, 0 failed, 0 skipped, 1 broken',
    );
  });
  it('shows the denominator of every grade and marks the level', () => {
    const page = verdictText(sampleReport([failed('leave/b')], { level: 'implied' }), unpainted);
    expect(page).toMatch(
      new RegExp(
        `^  documented +1 violated, \\d+ not exercised, .* of ${sizeOf('documented')}$`,
        'm',
      ),
    );
    expect(page).toMatch(new RegExp(`^→ implied +.* of ${sizeOf('implied')}$`, 'm'));
  });
  it('mentions violations below the level', () => {
    const mismatch = {
      requirement: 'CONV-05',
      what: 'x',
      expected: 'a',
      received: 'b',
      step: 0,
    } as const;
    const report = sampleReport([
      failed('leave/a', { mismatches: [mismatch], asserted: ['SMEM-11'] }),
    ]);
    expect(verdictText(report, unpainted)).toContain(
      'conformant at the level documented; 1 violation below that level',
    );
  });
  it('says why a run is inconclusive, and how far an interrupted run came', () => {
    expect(text([broken('leave/b', 'x')])).toContain(
      'inconclusive at the level documented: no case could be judged',
    );
    expect(text([passed('leave/b')], { ended: 'interrupted' })).toContain(
      'interrupted after 1 of 1 case',
    );
  });
  it('of one part of a run says so', () => {
    const page = text([passed('leave/b')], { shard: { index: 2, of: 4 } });
    expect(page).toContain('rooms-conformance 0.1.0 · seed 7 · part 2 of 4 · ');
    expect(page).toContain('conformant at the level documented (part 2 of 4 only)\n');
    expect(text([], { shard: { index: 4, of: 4 } })).toContain(
      'conformant at the level documented (part 4 of 4 has no cases)\n',
    );
  });
  it('shows the seed, the version and the bundled server', () => {
    const target = {
      origin: 'http://hs',
      prefix: '',
      basePath: '/x',
      auth: 'header',
      bundled: true,
    } as const;
    const page = text([failed('leave/b')], { target });
    expect(page).toContain('rooms-conformance 0.1.0 · seed 7 · 1.2 s · 2 requests');
    expect(page).toContain('http://hs/x (the bundled reference server)');
    expect(page).toContain('rooms-conformance run --base-path /x --auth header --only leave/b');
  });
});
