import { describe, expect, it } from 'vitest';
import { parseMinProven } from './gate-options.ts';
import { settle } from './settings.ts';

describe('--min-proven', () => {
  it.each([
    ['90%', { each: 90, grades: {} }],
    ['97.5 %', { each: 97.5, grades: {} }],
    [80, { each: 80, grades: {} }],
    ['documented=95%,implied=80', { each: null, grades: { documented: 95, implied: 80 } }],
    [
      { documented: '95%', implied: 80 },
      { each: null, grades: { documented: 95, implied: 80 } },
    ],
  ])('may be %j', (value, read) => {
    expect(parseMinProven(value)).toEqual(read);
  });
  it.each([
    ['most', 'must be a share, such as 90%'],
    ['101%', 'must be a share'],
    ['-1', 'must be a share'],
    [true, 'must be a share'],
    ['documented', 'must be a share'],
    ['documentd=9%', 'did you mean documented?'],
    ['implied=all', 'must give implied a share from 0% to 100%'],
    ['implied=1%,implied=2%', 'names implied twice'],
  ])('may not be %j', (value, message) => {
    expect(parseMinProven(value)).toContain(message);
  });
});

describe('the gates of a run', () => {
  it('demand nothing where nothing is said', () => {
    expect(settle({}, null).gates).toEqual({
      known: null,
      updateKnown: false,
      minProven: null,
      failOn: [],
      strict: false,
    });
  });
  it('may stand in the configuration file, and flags win', () => {
    const given = {
      known: 'known.yaml',
      'min-proven': { documented: 95 },
      'fail-on': 'flaky',
      strict: true,
    };
    expect(settle({ strict: false }, { name: 'c.yaml', given }).gates).toEqual({
      known: 'known.yaml',
      updateKnown: false,
      minProven: { each: null, grades: { documented: 95 } },
      failOn: ['flaky'],
      strict: false,
    });
  });
  it('are refused by name', () => {
    expect(() => settle({ 'fail-on': ['flakey'] }, null)).toThrow(
      '--fail-on must be one of flaky, not "flakey"; did you mean flaky?',
    );
    expect(() => settle({}, { name: 'c.yaml', given: { 'min-proven': 'x' } })).toThrow(
      'c.yaml: min-proven must be a share',
    );
  });
});
