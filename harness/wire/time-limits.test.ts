import { expect, it } from 'vitest';
import { createTimeLimits } from './time-limits.ts';

/** How many timers keep this process alive. */
const timers = (): number =>
  process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;

const endsIn = (ms: number) => ({ until: performance.now() + ms, expire() {} });

it('keeps the process alive while something is under way, and no longer', () => {
  const limits = createTimeLimits([]);
  const before = timers();
  limits.watch(endsIn(60_000));
  expect(timers()).toBe(before + 1);
  limits.rest();
  expect(timers()).toBe(before);
  limits.watch(endsIn(120_000));
  expect(timers()).toBe(before + 1);
  limits.close();
  expect(timers()).toBe(before);
});
