import { describe, expect, it } from 'vitest';
import { faults } from './index.ts';
import { record } from './testing/record.ts';

describe('the catalogue of faults', () => {
  it('has ids in kebab case, each once', () => {
    const ids = faults.map(({ id }) => id);
    expect(ids.filter((id) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))).toEqual([]);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it('says what each server does wrong in a sentence of its own', () => {
    const summaries = faults.map(({ summary }) => summary);
    expect(summaries.filter((text) => !/^\S.*[.]$/s.test(text))).toEqual([]);
    expect(summaries.filter((text, index) => summaries.indexOf(text) !== index)).toEqual([]);
  });

  it.each(faults.map((fault) => [fault.id, fault] as const))(
    'starts %s anew: a second server of it answers as the first one did',
    async (_id, { options }) => {
      const first = await record(options());
      expect(first[0]).toMatch(/^200 /);
      expect(await record(options())).toEqual(first);
    },
  );
});
