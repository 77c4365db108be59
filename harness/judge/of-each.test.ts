import { expect, it } from 'vitest';
import type { RequirementId } from '../document/ids.ts';
import { ofEach } from './of-each.ts';
import { Broken, Unmet } from './verdict.ts';

const wrong = (requirement: RequirementId, step: number): Unmet =>
  new Unmet({ requirement, what: 'status', expected: 'status 403', received: 'status 200', step });

/** What comes of things that throw these errors, in this order; null throws none. */
async function told(...errors: readonly (Error | null)[]): Promise<unknown> {
  try {
    await ofEach(
      errors.map((error, i) => ({ error, i })),
      ({ i }) => `thing ${i}`,
      ({ error }) => (error === null ? Promise.resolve() : Promise.reject(error)),
    );
    return null;
  } catch (error) {
    return error instanceof Unmet ? [error.mismatch, ...error.others] : error;
  }
}

it('nothing is said where nothing is wrong', async () => {
  expect(await told(null, null)).toBe(null);
});
it('one thing that is wrong is told as it is', async () => {
  expect(await told(null, wrong('BAN-05', 3))).toEqual([wrong('BAN-05', 3).mismatch]);
});
it('all that are wrong are named, each requirement once', async () => {
  expect(await told(wrong('BAN-05', 1), null, wrong('BAN-06', 2), wrong('BAN-05', 3))).toEqual([
    { ...wrong('BAN-05', 1).mismatch, received: 'status 200 (thing 0; also wrong: thing 3)' },
    wrong('BAN-06', 2).mismatch,
  ]);
});
it('what cannot be judged ends it, and what was wrong before is told', async () => {
  const broken = new Broken('no answer');
  expect(await told(null, broken, wrong('BAN-05', 1))).toBe(broken);
  expect(await told(wrong('BAN-05', 1), broken)).toEqual([wrong('BAN-05', 1).mismatch]);
});
