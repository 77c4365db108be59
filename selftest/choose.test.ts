import { describe, expect, it } from 'vitest';
import type { Case, CaseId } from '../harness/run/case.ts';
import { SelectError } from '../harness/run/select.ts';
import type { RequirementId } from '../harness/document/ids.ts';
import { candidates, choose, claimants } from './choose.ts';
import type { FaultRow } from './matrix.ts';

const caseOf = (
  id: CaseId,
  requires: readonly [RequirementId, ...RequirementId[]],
  search = false,
): Case => ({
  id,
  title: 'Something holds',
  requires,
  run: () => Promise.resolve(),
  ...(search ? { replay: () => Promise.reject(new Error('not played')) } : {}),
});
const faultOf = (
  id: string,
  violates: FaultRow['violates'],
  follows: FaultRow['follows'] = [],
): FaultRow => ({ id, summary: 'Wrong.', grade: 'documented', violates, follows, because: null });

describe('who is asked about a fault', () => {
  const cases = [
    caseOf('membership-model/any', ['SMEM-11'], true),
    caseOf('ban/late', ['BAN-05']),
    caseOf('invite/of-others', ['INV-11', 'SMEM-11']),
    caseOf('invite/outsiders-knock', ['SMEM-11']),
    caseOf('leave/other', ['LEAVE-02']),
  ];
  it('is who claims what it violates: likest words first, lesser requirements later, searches last', () => {
    const chosen = claimants(faultOf('outsiders-invite', ['SMEM-11', 'BAN-05']), cases);
    expect(chosen.map(({ id }) => id)).toEqual([
      'invite/outsiders-knock',
      'invite/of-others',
      'ban/late',
      'membership-model/any',
    ]);
  });
});

it('a case is tried on faults of its own requirements, then on those they follow from', () => {
  const faults = [
    faultOf('consequence', ['BAN-05'], ['SMEM-11']),
    faultOf('other', ['LEAVE-02']),
    faultOf('own', ['SMEM-11']),
  ];
  const chosen = candidates(caseOf('invite/a', ['SMEM-11']), faults);
  expect(chosen.map(({ id }) => id)).toEqual(['own', 'consequence']);
});

describe('patterns', () => {
  const faults = [
    faultOf('alias-race', ['CREATE-12']),
    faultOf('open-door', ['JOIN-08', 'SMEM-09']),
  ];
  const right = [{ id: 'slow', summary: 'Answers late.' }];
  const ids = (...patterns: readonly string[]) => {
    const chosen = choose(patterns, faults, right);
    return [...chosen.faults, ...chosen.right].map(({ id }) => id);
  };
  it('choose faults, requirements and right servers', () => {
    expect(ids()).toEqual(['alias-race', 'open-door', 'slow']);
    expect(ids('alias-*')).toEqual(['alias-race']);
    expect(ids('smem-09', 'slow')).toEqual(['open-door', 'slow']);
  });
  it('that match nothing are mistakes', () => {
    expect(() => ids('alias-rice')).toThrow(SelectError);
    expect(() => ids('alias-rice')).toThrow('did you mean alias-race?');
  });
});
