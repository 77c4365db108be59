import { describe, expect, it } from 'vitest';
import { loadProfile, loadSpec } from './load.ts';
import { noProfile, parseProfile, ProfileError, profileNames } from './profile.ts';

const { register } = loadSpec();

/** A profile with one entry. */
const withEntry = (...lines: readonly string[]): string =>
  ['specification: S', 'address: A', 'requirements:', ...lines].join('\n');

const dropped = [
  '- id: BAN-04',
  '  change: dropped',
  '  section: POST /ban',
  '  statement: There is no PUT.',
];
const changed = [
  '- id: SMEM-09',
  '  change: changed',
  '  section: PUT /state',
  '  statement: It is refused.',
];

describe('the profiles of the package', () => {
  it.each(profileNames)('%s names a section and a statement for each entry', (name) => {
    const { rulings, specification, address } = loadProfile(name, register);
    expect(rulings.size).toBeGreaterThan(50);
    expect(specification).toContain('Matrix Client-Server API');
    expect(address).toMatch(/^https:\/\/spec\.matrix\.org\//);
  });

  it.each(profileNames)('%s rules about nothing that no case can judge', (name) => {
    const ids = [...loadProfile(name, register).rulings.keys()];
    expect(ids.filter((id) => register.get(id)?.unassertable !== null)).toEqual([]);
  });
});

describe('a profile', () => {
  it('drops requirements, and says how changed ones are judged', () => {
    const text = withEntry(...dropped, ...changed, '  statuses: [400, 403]');
    const profile = parseProfile('v3', text, register);
    expect(profile.drops('BAN-04')).toBe(true);
    expect(profile.drops('BAN-01')).toBe(false);
    expect(profile.changeOf('SMEM-09')).toEqual({ statuses: [400, 403] });
    expect(profile.changeOf('BAN-04')).toBeUndefined();
  });

  it('called none changes nothing', () => {
    expect(noProfile.rulings.size).toBe(0);
    expect(noProfile.drops('BAN-04')).toBe(false);
  });

  it.each([
    ['- 5', 'profiles/v3.yaml: every requirement must be an object'],
    ['- id: BAN-99', 'profiles/v3.yaml: unknown requirement BAN-99'],
    ['- id: BAN-04\n  change: gone', 'profiles/v3.yaml: BAN-04: change must be dropped or changed'],
    [
      '- id: BAN-04\n  change: dropped\n  statement: S',
      'profiles/v3.yaml: BAN-04 needs the section of the specification',
    ],
    ['- id: BAN-04\n  change: dropped\n  section: S', 'profiles/v3.yaml: BAN-04 needs a statement'],
    [[...dropped, ...dropped].join('\n'), 'profiles/v3.yaml: BAN-04 is listed twice'],
    [
      [...dropped, '  statuses: [400]'].join('\n'),
      'profiles/v3.yaml: BAN-04 is dropped, so statuses has no meaning',
    ],
    [
      [...changed, '  status: 400'].join('\n'),
      'profiles/v3.yaml: SMEM-09 has an unknown key status',
    ],
    [
      [...changed, '  statuses: [200]'].join('\n'),
      'profiles/v3.yaml: SMEM-09: statuses has a wrong value',
    ],
    [
      [...changed, '  statuses: [403]', '  key: sender'].join('\n'),
      'profiles/v3.yaml: SMEM-09 must be judged in one way, and not by statuses and key',
    ],
  ])('is refused where it is wrong (%#)', (entry, message) => {
    expect(() => parseProfile('v3', withEntry(entry), register)).toThrow(new ProfileError(message));
  });

  it('must say how a changed statement is judged', () => {
    const text = withEntry(...changed);
    expect(() => parseProfile('v3', text, register)).toThrow(
      'profiles/v3.yaml: SMEM-09 is changed, and does not say how it is judged: statuses, ',
    );
  });

  it.each([
    ['a list', 'expected an object'],
    ['requirements: 5', 'requirements must be a list'],
    ['requirement: []', 'unknown key requirement'],
    ['requirements: []', 'specification and address must be texts'],
  ])('must be an object with the keys of one (%s)', (text, message) => {
    expect(() => parseProfile('v3', text, register)).toThrow(`profiles/v3.yaml: ${message}`);
  });
});
