import type { JsonObject } from '../../harness/document/json.ts';
import type { Driver } from './driver.ts';
import type { DriverReply, DriverRequest } from './protocol.ts';
import { openSession, type Session, type SessionOptions } from './session.ts';

/** How a driver process is run. */
export interface ProcessDriverOptions extends SessionOptions {
  /** How long it may take for an instruction, in milliseconds. */
  readonly deadline: number;
}

type WithoutId = DriverRequest extends infer R
  ? R extends unknown
    ? Omit<R, 'id'>
    : never
  : never;

/** A driver that is a process of its own: JSON lines go in and come out. It is started anew once it was lost. */
export function createProcessDriver(options: ProcessDriverOptions): Driver {
  let current: Session | null = null;
  let sent = 0;
  let isEnded = false;

  const ask = async (request: WithoutId): Promise<DriverReply> => {
    if (isEnded) return { kind: 'lost', how: 'crashed', why: 'the driver was ended' };
    current ??= openSession(options);
    sent += 1;
    const session = current;
    const reply = await session.ask({ ...request, id: sent }, options.deadline);
    if (reply.kind === 'lost') {
      if (current === session) current = null;
      await session.end();
    }
    return reply;
  };
  return {
    start: (baseUrl, users) => ask({ do: 'start', baseUrl, users }),
    do: (instruction, as, args: JsonObject) => ask({ do: instruction, as, args }),
    async end() {
      isEnded = true;
      const session = current;
      current = null;
      await session?.end();
    },
  };
}
