import { expect, it } from 'vitest';
import { failed, passed } from '../../reports/testing/sample.ts';
import type { Case } from '../../harness/run/case.ts';
import { trackProgress } from './progress-state.ts';

const scripted = (id: Case['id']): Case => ({
  id,
  title: 'It is so',
  requires: ['SMEM-11'],
  run: () => Promise.resolve(),
});
const property = (id: Case['id']): Case => ({
  ...scripted(id),
  replay: () => Promise.reject(new Error('it is not asked')),
});
const cases = [
  scripted('ban/a'),
  scripted('ban/b'),
  scripted('leave/a'),
  property('pagination-walk/a'),
  property('pagination-walk/b'),
];

it('a suite is under way from its first case to its last', () => {
  const tracker = trackProgress(cases);
  const names = () => tracker.current().suites.map((suite) => suite.name);
  expect(names()).toEqual([]);
  tracker.update({ kind: 'began', case: 'leave/a' });
  tracker.update({ kind: 'began', case: 'ban/a' });
  expect(names()).toEqual(['ban', 'leave']);
  tracker.update({ kind: 'finished-case', outcome: failed('ban/a') });
  tracker.update({ kind: 'finished-case', outcome: passed('leave/a') });
  expect(tracker.current()).toEqual({
    cases: 5,
    done: 2,
    share: 0.4,
    verdicts: { passed: 1, failed: 1, broken: 0, skipped: 0 },
    suites: [{ name: 'ban', unit: 'cases', share: 0.5, done: 1, of: 2, failed: 1 }],
  });
});
it('a property counts its runs, and its share is that of its searches', () => {
  const tracker = trackProgress(cases);
  tracker.update({ kind: 'began', case: 'pagination-walk/a' });
  tracker.update({ kind: 'began', case: 'pagination-walk/b' });
  tracker.update({
    kind: 'searching',
    case: 'pagination-walk/a',
    searching: { runs: 10, asked: 40, used: 0.25 },
  });
  tracker.update({
    kind: 'searching',
    case: 'pagination-walk/b',
    searching: { runs: 4, asked: 40, used: 0.75 },
  });
  const { suites, share } = tracker.current();
  expect(suites).toMatchObject([{ unit: 'runs', share: 0.5, done: 14, of: 80 }]);
  expect(share).toBe(0.2);
  tracker.update({ kind: 'finished-case', outcome: passed('pagination-walk/a') });
  expect(tracker.current().suites).toMatchObject([{ share: 0.875 }]);
});
it('a run without cases is over', () => {
  expect(trackProgress([]).current()).toMatchObject({ cases: 0, done: 0, share: 1 });
});
