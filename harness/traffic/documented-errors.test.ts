import { expect, it } from 'vitest';
import { loadDeclaration } from '../document/load.ts';
import { documentedErrors, type Refused } from './documented-errors.ts';

const { all, find } = documentedErrors(loadDeclaration());

const found = (
  operation: Refused['operation'],
  status: number,
  error: string,
  asked?: unknown,
): string | null => find({ operation, status, asked, answer: { error } })?.message ?? null;

it('there are twelve', () => {
  expect(all).toHaveLength(12);
});

it('every documented error is found by its own words', () => {
  for (const { operation, code, message } of all)
    expect(found(operation, code, message)).toBe(message);
});

it('the words before the colon may be left out where the request shows them', () => {
  const words = 'You are not in the room.';
  expect(found('set_membership', 403, words, { membership: 'invite' })).toBe(
    `When inviting: ${words}`,
  );
  expect(found('set_membership', 403, words, { membership: 'leave' })).toBeNull();
  expect(found('set_membership', 403, words)).toBeNull();
});

it('anything may stand for the target, and nothing may not', () => {
  const asked = { membership: 'invite' };
  const message = 'When inviting: <target> is already in the room.';
  expect(found('set_membership', 403, '@bob:hs is already in the room.', asked)).toBe(message);
  expect(found('set_membership', 403, ' is already in the room.', asked)).toBeNull();
});

it('another status, another operation, other words and no JSON are none', () => {
  expect(found('get_topic', 403, 'Topic not found.')).toBeNull();
  expect(found('get_membership', 404, 'Topic not found.')).toBeNull();
  expect(found('get_topic', 404, 'Topic not found')).toBeNull();
  expect(find({ operation: 'get_topic', status: 404, asked: null, answer: undefined })).toBeNull();
});
