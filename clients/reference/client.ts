import type { JsonObject } from '../../harness/document/json.ts';
import { nicknames } from '../../harness/document/ids.ts';
import {
  type DriverReply,
  type DriverUser,
  type Instruction,
  moreInstructions,
} from '../driver/protocol.ts';
import type { Driver } from '../driver/driver.ts';
import { handlers } from './handlers.ts';
import { referenceParts } from './reference-parts.ts';
import { watch } from './watch.ts';
import {
  type Act,
  ApiProblem,
  type ClientParts,
  type Draft,
  type Handler,
  LostAnswer,
  type Outgoing,
} from './parts.ts';

/** Changes some pieces of the client. */
export type Change = (right: ClientParts) => Partial<ClientParts>;

const notStarted: DriverReply = {
  kind: 'error',
  status: null,
  errcode: null,
  message: 'the client was not started',
};

/** A client that obeys the register, or what a change makes of it, as a driver in this process. */
export function createReferenceClient(change: Change = () => ({})): Driver {
  let parts: ClientParts | null = null;
  let known: Readonly<Record<string, DriverUser>> = {};

  const act = async (
    instruction: Instruction,
    as: string,
    args: JsonObject,
  ): Promise<DriverReply> => {
    const user = Object.hasOwn(known, as) ? known[as] : undefined;
    if (parts === null || user === undefined) return notStarted;
    try {
      return {
        kind: 'ok',
        value: await handlerOf(parts, instruction)(actOf(parts, user), args),
      };
    } catch (error) {
      return errorReply(error);
    }
  };
  return {
    async start(baseUrl, users) {
      const right = referenceParts(baseUrl);
      // Redirects are not followed: they could lead the token to somebody else.
      parts = { ...right, ...change(right) };
      known = users;
      const supports = [...nicknames, ...moreInstructions];
      return {
        kind: 'ok',
        value: { name: 'reference client', version: '1', supports, parallel: 8 },
      };
    },
    do: act,
    end: async () => {},
  };
}

/** How a client carries out an instruction. */
const handlerOf = ({ instead }: ClientParts, instruction: Instruction): Handler =>
  instead[instruction] ?? (instruction === 'watch' ? watch : handlers[instruction]);

function actOf(parts: ClientParts, user: DriverUser): Act {
  const send = async ({ method, path, query = [], content, txn }: Draft) => {
    const body = content === undefined ? null : parts.bodyOf(content);
    const id = txn === true ? parts.txnId() : null;
    const outgoing: Outgoing =
      id === null
        ? { method, path, query, body }
        : { method: 'PUT', path: `${path}/${parts.encode(id)}`, query, body };
    const incoming = await parts.send(parts, user, outgoing);
    parts.demandSuccess(incoming);
    return incoming;
  };
  return {
    parts,
    user,
    ask: async (draft) => parts.objectOf(await send(draft)),
    tell: async (draft) => void (await send(draft)),
  };
}

function errorReply(error: unknown): DriverReply {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof ApiProblem) {
    return { kind: 'error', status: error.status, errcode: error.errcode, message };
  }
  if (error instanceof LostAnswer) return { kind: 'error', status: null, errcode: null, message };
  // Anything else is what a crash would be in a process of its own.
  return { kind: 'lost', how: 'crashed', why: `the client crashed: ${message}` };
}
