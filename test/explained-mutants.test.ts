import { expect, it } from 'vitest';
import { readExplanations, readMutation, compareSurvivors } from '../bench/mutation/explained.ts';

const source = [
  'export function even(n) {',
  '    if (n < 0) {',
  '        return false;',
  '    }',
  '}',
];
const mutant = (
  status: string,
  replacement: string,
  from: readonly number[],
  to: readonly number[],
  said = '',
) => ({
  status,
  statusReason: said,
  replacement,
  location: { start: { line: from[0], column: from[1] }, end: { line: to[0], column: to[1] } },
});
const report = {
  files: {
    'dist/reference-server/domain/even.js': {
      source: source.join('\n'),
      mutants: [
        mutant('Killed', 'true', [2, 9], [2, 14], '640 passed, 12 failed, 0 skipped'),
        mutant('Killed', '', [1, 1], [5, 2], 'Open registration on the server under test'),
        mutant('Survived', 'n <= 0', [2, 9], [2, 14]),
        mutant('Timeout', '{}', [2, 16], [4, 6]),
        mutant('Ignored', '""', [1, 1], [1, 7]),
      ],
    },
  },
};
const file = 'domain/even.js';
const line = 'if (n < 0) {';

it('a mutant that nothing killed is a survivor, named by its line and its change', () => {
  expect(readMutation(report)).toEqual({
    tested: 4,
    failed: 1,
    withoutUsers: 1,
    survivors: [
      { file, line, change: 'n < 0 → n <= 0' },
      { file, line, change: '{ return false; } → {}' },
    ],
  });
});

it('a document that is not a report of StrykerJS is refused', () => {
  expect(() => readMutation({ mutants: [] })).toThrow('no files');
});

it('survivors without a reason and reasons without a survivor are found', () => {
  const explanations = readExplanations({
    classes: [
      {
        reason: 'Zero is even.',
        files: { [file]: { [line]: ['n < 0 → n <= 0', 'n < 0 → false'] } },
      },
    ],
  });
  expect(compareSurvivors(readMutation(report), explanations)).toEqual({
    unexplained: [{ file, line, change: '{ return false; } → {}' }],
    obsolete: [{ file, line, change: 'n < 0 → false' }],
  });
});

it('a change that survives twice is explained twice', () => {
  const [one] = readMutation(report).survivors;
  const survivors = one === undefined ? [] : [one, one];
  const once = [{ reason: 'Zero is even.', mutants: survivors.slice(1) }];
  expect(compareSurvivors({ survivors }, once)).toEqual({ unexplained: [one], obsolete: [] });
  const twice = [{ reason: 'Zero is even.', mutants: survivors }];
  expect(compareSurvivors({ survivors }, twice)).toEqual({ unexplained: [], obsolete: [] });
});

it('an explanation needs a reason', () => {
  expect(() => readExplanations({ classes: [{ files: {} }] })).toThrow('reason');
});
