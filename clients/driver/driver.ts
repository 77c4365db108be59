import type { JsonObject } from '../../harness/document/json.ts';
import type { DriverReply, DriverUser, Instruction } from './protocol.ts';

/** A client that carries out instructions. A driver serves one scenario at a time. */
export interface Driver {
  /** Forgets what was before, and talks to this server from now on. */
  start(baseUrl: string, users: Readonly<Record<string, DriverUser>>): Promise<DriverReply>;
  do(instruction: Instruction, as: string, args: JsonObject): Promise<DriverReply>;
  /** Ends the client, and everything that belongs to it. */
  end(): Promise<void>;
}
