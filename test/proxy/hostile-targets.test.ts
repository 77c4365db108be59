import { describe, it } from 'vitest';
import { outlives } from '../testing/outlives-twist.ts';

/** Some of what hostile targets do; `npm run test:hostile` does all of it. */
const some = [
  'the request repeated, granted',
  'the request repeated, as text',
  'thousands of headers',
  'line breaks in headers',
  'an endless body',
  'a gzip bomb',
];

describe('the proxy outlives a target that sends', () => {
  it.each(some)('%s', outlives);
});
