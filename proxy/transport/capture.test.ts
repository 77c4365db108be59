import { expect, it } from 'vitest';
import { createCapture } from './capture.ts';

it('a capture keeps a body up to its limit, and nothing of a longer one', () => {
  const capture = createCapture(4);
  expect(capture.bytes()).toHaveLength(0);
  capture.add(Buffer.from('ab'));
  capture.add(Buffer.from('cd'));
  expect(String(capture.bytes())).toBe('abcd');
  expect(String(capture.bytes())).toBe('abcd');
  capture.add(Buffer.from('e'));
  expect([capture.bytes(), capture.length()]).toEqual([null, 5]);
});
