import { expect, it } from 'vitest';
import { loadSpec } from '../../harness/document/load.ts';
import { coverage, coverageText } from './coverage.ts';

const spec = loadSpec();
const { register } = spec;
const assertable = [...register.values()].filter((row) => row.unassertable === null);

it('every requirement has a row with its cases, a reason, or neither', () => {
  const found = coverage(spec, new Map([['BAN-01', ['ban/a']]]), new Set());
  expect(found.requirements).toHaveLength(register.size);
  expect(found.requirements.find((row) => row.id === 'BAN-01')).toMatchObject({
    coverage: 'claimed',
    cases: ['ban/a'],
  });
  expect(found.requirements.find((row) => row.id === 'META-01')).toMatchObject({
    coverage: 'unassertable',
  });
  expect(found.requirements.find((row) => row.id === 'BAN-02')).toMatchObject({
    coverage: 'unclaimed',
  });
  expect(found.complete).toBe(false);
  expect(coverageText(found)).toContain('requirements with neither a case nor a reason');
});
it('properties are listed apart from scripted cases', () => {
  const claims = new Map([
    ['BAN-01', ['ban/a', 'views-agree/b']],
    ['BAN-02', ['views-agree/b']],
  ] as const);
  const found = coverage(spec, claims, new Set(['views-agree/b']));
  expect(found.requirements.find((row) => row.id === 'BAN-01')).toMatchObject({
    cases: ['ban/a'],
    properties: ['views-agree/b'],
  });
  expect(coverageText(found)).toMatch(/^BAN-01 +ban\/a; 1 property$/m);
  expect(coverageText(found)).toMatch(/^BAN-02 +views-agree\/b, by searching only$/m);
});
it('it is complete if every requirement that can be judged has a case', () => {
  const found = coverage(spec, new Map(assertable.map(({ id }) => [id, ['ban/a']])), new Set());
  expect(found.complete).toBe(true);
  const { all, claimed, unassertable } = found.grades.documented;
  expect(claimed + unassertable).toBe(all);
  expect(coverageText(found)).toContain(`each of the ${register.size} requirements`);
});
it('what a profile dropped and changed stands in the row', () => {
  const found = coverage(loadSpec('v3'), new Map([['BAN-04', ['ban/a']]]), new Set());
  expect(found.requirements.find((row) => row.id === 'BAN-04')?.ruling).toMatchObject({
    change: 'dropped',
  });
  expect(coverageText(found)).toMatch(/^BAN-04 +dropped: A user is banned by POST alone/m);
  expect(found.requirements.find((row) => row.id === 'BAN-01')).not.toHaveProperty('ruling');
});
