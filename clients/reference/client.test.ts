import { expect, it } from 'vitest';
import { scenarios } from '../../suites/clients/index.ts';
import { openTheatre, playAll } from '../run.ts';
import { createReferenceClient } from './client.ts';

it('the reference client passes every scenario, and meets what each is about', async () => {
  const theatre = await openTheatre();
  const troubles: string[] = [];
  let played = 0;
  const players = { open: () => createReferenceClient(), most: 8 };
  for await (const { scenario, verdict, reason, mismatches, met } of playAll(
    scenarios,
    players,
    theatre,
  )) {
    played += 1;
    const unmet = scenario.requires.filter((one) => !met.includes(one));
    if (verdict !== 'passed' || unmet.length > 0)
      troubles.push(
        `${scenario.id}: ${reason ?? ''} ${JSON.stringify(mismatches)} ${unmet.join()}`,
      );
  }
  await theatre.close();
  expect(troubles).toEqual([]);
  expect(played).toBe(scenarios.length);
});
