import { expect, it } from 'vitest';
import { waitForSlow } from './probe.ts';

/** A target that remembers how long a request may take. */
function target(timeout: number) {
  let deadline = timeout;
  const allow = (milliseconds: number): number => (deadline = Math.max(deadline, milliseconds));
  return { allow, deadline: () => deadline };
}

it.each([
  [2000, 10_000, 40_000],
  [400, 10_000, 10_000],
  [null, 10_000, 10_000],
  // Who asks for a time gets it.
  [2000, 5000, 5000],
])('a target that takes %s ms, with a timeout of %i ms, gets %i ms', (latency, timeout, most) => {
  const { allow, deadline } = target(timeout);
  const told = waitForSlow({ allow }, latency, timeout);
  expect(deadline()).toBe(most);
  if (most === timeout) expect(told).toBeNull();
  else
    expect(told).toBe(
      'note: the target takes 2000 ms per request, so each may take 40 s and the run takes longer; see --timeout\n',
    );
});
