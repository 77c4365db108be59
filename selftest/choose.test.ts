import { describe, expect, it } from 'vitest';
import type { Case, CaseId } from '../harness/run/case.ts';
import { SelectError } from '../harness/run/select.ts';
import type { RequirementId } from '../harness/document/ids.ts';
import { candidates, chooseCases, chooseServers, claimants } from './choose.ts';
import type { FaultEntry } from './matrix.ts';

const caseOf = (
  id: CaseId,
  requires: readonly [RequirementId, ...RequirementId[]],
  property = false,
): Case => ({
  id,
  title: 'Something holds',
  requires,
  run: () => Promise.resolve(),
  ...(property ? { replay: () => Promise.reject(new Error('not played')) } : {}),
});
const faultOf = (
  id: string,
  violates: FaultEntry['violates'],
  consequences: FaultEntry['consequences'] = [],
): FaultEntry => ({ id, summary: 'Wrong.', grade: 'documented', violates, consequences });

describe('the cases that are run against a fault first', () => {
  const cases = [
    caseOf('membership-model/any', ['SMEM-11'], true),
    caseOf('ban/late', ['BAN-05']),
    caseOf('invite/of-others', ['INV-11', 'SMEM-11']),
    caseOf('invite/outsiders-knock', ['SMEM-11']),
    caseOf('leave/other', ['LEAVE-02']),
  ];
  it('claim what it violates: similar words first, lesser requirements later, properties last', () => {
    const chosen = claimants(faultOf('outsiders-invite', ['SMEM-11', 'BAN-05']), cases);
    expect(chosen.map(({ id }) => id)).toEqual([
      'invite/outsiders-knock',
      'invite/of-others',
      'ban/late',
      'membership-model/any',
    ]);
  });
});

it('a case is run against faults that violate what it claims, then against those with consequences for it', () => {
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
  const correct = [{ id: 'slow', summary: 'Answers late.' }];
  const ids = (...patterns: readonly string[]) => {
    const chosen = chooseServers(patterns, faults, correct);
    return [...chosen.faults, ...chosen.correct].map(({ id }) => id);
  };
  it('choose faults, requirements and correct servers', () => {
    expect(ids()).toEqual(['alias-race', 'open-door', 'slow']);
    expect(ids('alias-*')).toEqual(['alias-race']);
    expect(ids('smem-09', 'slow')).toEqual(['open-door', 'slow']);
  });
  it('choose cases', () => {
    const cases = [caseOf('ban/late', ['BAN-05']), caseOf('invite/a', ['SMEM-11'])];
    expect(chooseCases(['ban/*'], cases).map(({ id }) => id)).toEqual(['ban/late']);
    expect(() => chooseCases(['ban/lat'], cases)).toThrow('did you mean ban/late?');
  });
  it('that match nothing are usage errors', () => {
    expect(() => ids('alias-rice')).toThrow(SelectError);
    expect(() => ids('alias-rice')).toThrow('did you mean alias-race?');
  });
});
