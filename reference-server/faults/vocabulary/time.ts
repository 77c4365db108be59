import { setImmediate as tick } from 'node:timers/promises';

/** Lets other requests run between a check and what follows it. */
export async function pause(turns = 5): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) await tick();
}
