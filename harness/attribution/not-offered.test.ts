import { expect, it } from 'vitest';
import type { Outcome } from '../run/outcome.ts';
import { attribute } from './attribute.ts';
import { failed, made, passed, register, type Request } from './testing/outcomes.ts';

const refused: Request = ['get_room_sync_data', 'GET', 403];
const cause = 'get_room_sync_data should succeed here, or there is nothing to judge (status 403)';
const status = { what: 'status of get_room_sync_data', expected: 'status 200', step: 1 };
const unoffered = failed('get_room_sync_data/a', [made, refused], {
  ...status,
  requirement: 'SYNC-01',
});

function broken(...requests: readonly Request[]): Outcome {
  const one = failed('get_room_sync_data/b', requests, { ...status, requirement: 'SYNC-14' });
  if (one.verdict !== 'failed') throw new RangeError('failed cases fail');
  const { mismatches: _mismatches, stopped: _stopped, ...rest } = one;
  return { ...rest, verdict: 'broken', cause, ours: false };
}
const causeAmong = (outcome: Outcome, ...others: readonly Outcome[]): string => {
  const [first] = attribute([outcome, ...others], [], register);
  return first?.verdict === 'broken' ? first.cause : '';
};
const told = `could not be judged because SYNC-01 is violated: ${cause}`;

it('a case that broke at an operation which is never offered names the requirement that it is', () => {
  expect(causeAmong(broken(made, refused), unoffered)).toBe(told);
});
it('a case that broke at another answer does not', () => {
  expect(causeAmong(broken(made, ['get_room_sync_data', 'GET', 400]), unoffered)).toBe(cause);
  expect(causeAmong(broken(refused, made), unoffered)).toBe(cause);
});
it('a case does not, where the operation is offered now and then', () => {
  const offered = passed('get_room_sync_data/c', ['SYNC-01'], 'get_room_sync_data');
  expect(causeAmong(broken(made, refused), unoffered, offered)).toBe(cause);
});
it('a case names it once, however often a run is attributed', () => {
  const after = attribute([broken(made, refused), unoffered], [], register);
  expect(attribute(after, [], register)).toEqual(after);
});
