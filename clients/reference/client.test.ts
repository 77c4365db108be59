import { afterAll, beforeAll, expect, it } from 'vitest';
import { scenarios } from '../../suites/clients/index.ts';
import { type OpenTheatre, openTheatre, playAll } from '../run.ts';
import { createReferenceClient } from './client.ts';

let theatre: OpenTheatre;
beforeAll(async () => {
  theatre = await openTheatre();
});
afterAll(() => theatre.close());

it.each(scenarios.map((scenario) => [scenario.id, scenario] as const))(
  '%s: the reference client passes',
  async (_, scenario) => {
    for await (const { verdict, reason, mismatches, met } of playAll(
      [scenario],
      createReferenceClient(),
      theatre,
    )) {
      expect({ verdict, reason, mismatches }).toEqual({
        verdict: 'passed',
        reason: null,
        mismatches: [],
      });
      expect(met).toEqual(expect.arrayContaining([...scenario.requires]));
    }
  },
);
