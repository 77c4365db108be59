import { expect, it } from 'vitest';
import { gradeOrder, type Report } from '../report.ts';
import { broken, failed, passed, sampleReport, sizeOf } from '../testing/sample.ts';
import { badge, badgeJson } from './badge.ts';

const documented = sizeOf('documented');
const face = (report: Report): unknown => JSON.parse(badgeJson(report));
const good = sampleReport([passed('leave/a')]);
const bad = sampleReport([failed('leave/a')]);

it('shows the verdict, with its denominator, in its colour', () => {
  expect(face(good)).toEqual({
    schemaVersion: 1,
    label: 'matrix rooms',
    message: `conformant · documented 1/${documented}`,
    color: 'brightgreen',
  });
  expect(face(bad)).toMatchObject({ message: '1 violation', color: 'red' });
  expect(face(sampleReport([broken('leave/a', 'x')]))).toMatchObject({
    message: `inconclusive · documented 0/${documented}`,
    color: 'yellow',
  });
  expect(face(sampleReport([], { ended: 'interrupted' }))).toMatchObject({ color: 'lightgrey' });
  expect(badge(good)).toContain(
    `<title>matrix rooms: conformant · documented 1/${documented}</title>`,
  );
});
it('a quick run is told to be one', () => {
  const search = { effort: 'quick', runs: null, milliseconds: null } as const;
  expect(face({ ...good, search })).toMatchObject({
    message: `conformant · quick run · documented 1/${documented}`,
    color: 'green',
  });
});
it('a level counts the grades before it', () => {
  expect(face(sampleReport([passed('leave/a')], { level: 'convention' }))).toMatchObject({
    message: `conformant · convention 1/${gradeOrder.map(sizeOf).reduce((a, b) => a + b)}`,
  });
});
it('is not green if a criterion is not met, and not red if every violation is known', () => {
  const unmet = { ...good, gates: { ...good.gates, passes: false, unmet: ['more'] } };
  expect(face(unmet)).toMatchObject({
    message: 'conformant · 1 criterion not met',
    color: 'orange',
  });
  const known = { ...bad, gates: { ...bad.gates, passes: true } };
  expect(face(known)).toMatchObject({ message: '1 known violation', color: 'yellow' });
});
