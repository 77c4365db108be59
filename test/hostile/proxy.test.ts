import { describe, it } from 'vitest';
import { outlives } from '../testing/outlives-twist.ts';
import { twists } from './targets.ts';

describe('the proxy outlives a target that sends', () => {
  it.each(Object.keys(twists))('%s', outlives);
});
