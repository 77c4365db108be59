import { setImmediate as tick } from 'node:timers/promises';

/** Lets other requests run between a check and what follows it. */
export async function pause(turns = 5): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) await tick();
}

/** Whether another request with the same key is under way; it is told to what runs after a pause. */
type WhileOthersWait = <T>(
  key: string,
  perform: (isLate: boolean) => T | Promise<T>,
  turns?: number,
) => Promise<T>;

/** Makes a meeting point for requests: each waits a little, and knows whether it began while another one waited. */
export function meetingPoint(): WhileOthersWait {
  const waiting = new Map<string, number>();
  return async (key, perform, turns) => {
    const others = waiting.get(key) ?? 0;
    waiting.set(key, others + 1);
    try {
      await pause(turns);
      return await perform(others > 0);
    } finally {
      waiting.set(key, (waiting.get(key) ?? 1) - 1);
    }
  };
}
