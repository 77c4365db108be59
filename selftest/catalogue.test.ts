import { describe, expect, it } from 'vitest';
import { loadSpec } from '../harness/document/load.ts';
import { catalogue } from './catalogue.ts';

const { register } = loadSpec();

/** Requirements that no server can be called wrong for, though a case may look at them. */
const spared: Readonly<Record<string, string>> = {
  'CONV-04': 'advisory: the order of checks is free',
  'CONV-12': 'the suite must not depend on rate limits',
  'JID-05': 'advisory: the PUT of join is not documented',
  'MEMB-09': 'advisory: no server ever honoured it',
};

describe('the catalogue of faults', () => {
  it('names each requirement once per fault', () => {
    const repeated = catalogue.filter(({ violates }) => new Set(violates).size < violates.length);
    expect(repeated.map(({ id }) => id)).toEqual([]);
  });

  it('has a fault for every requirement that can be asserted', () => {
    const violated = new Set(catalogue.flatMap(({ violates }) => violates));
    const missing = [...register.values()].filter(
      ({ id, unassertable }) =>
        unassertable === null && !violated.has(id) && spared[id] === undefined,
    );
    expect(missing.map(({ id }) => id)).toEqual([]);
    expect(
      Object.keys(spared).filter((id) => ![...register.keys()].some((known) => known === id)),
    ).toEqual([]);
  });
});
