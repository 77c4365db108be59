import { isObject, type JsonObject } from '../../harness/document/json.ts';
import { nicknames, type Nickname } from '../../harness/document/ids.ts';

/** What people do with a client, beside the operations of the declaration. */
export const moreInstructions = ['read_history', 'read_members', 'watch'] as const;

/** What a driver can be told to do. */
export type Instruction = Nickname | (typeof moreInstructions)[number];

export const instructions: readonly Instruction[] = [...nicknames, ...moreInstructions];

/** A user whom the client shall act as. */
export interface DriverUser {
  readonly userId: string;
  readonly token: string;
  readonly password: string | null;
}

/** A line to the driver. */
export type DriverRequest = { readonly id: number } & (
  | {
      readonly do: 'start';
      readonly baseUrl: string;
      readonly users: Readonly<Record<string, DriverUser>>;
    }
  | { readonly do: Instruction; readonly as: string; readonly args: JsonObject }
  | { readonly do: 'stop' }
);

/** What a driver says of itself when it is started. */
export interface DriverDescription {
  readonly name: string;
  readonly version: string;
  /** The instructions that it carries out. */
  readonly supports: readonly string[];
  /** How many processes of it may play at once, each its own scenario; 1 if it does not say. */
  readonly parallel: number;
}

/** What became of an instruction. */
export type DriverReply =
  | { readonly kind: 'ok'; readonly value: JsonObject }
  /** The client reports an error; status and errcode where it knows them. */
  | {
      readonly kind: 'error';
      readonly status: number | null;
      readonly errcode: string | null;
      readonly message: string;
    }
  | { readonly kind: 'unsupported' }
  /** The driver is gone, or did not answer in time; the sentence says which. */
  | { readonly kind: 'lost'; readonly how: 'crashed' | 'hung' | 'noise'; readonly why: string };

/** A line from the driver, read; null where it is none of the protocol. */
export function readReply(
  line: string,
): { readonly id: number; readonly reply: DriverReply } | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  if (!isObject(value) || typeof value['id'] !== 'number') return null;
  const { id, ok, error, unsupported } = value;
  if (isObject(ok)) return { id, reply: { kind: 'ok', value: ok } };
  if (unsupported === true) return { id, reply: { kind: 'unsupported' } };
  if (!isObject(error)) return null;
  const { status, errcode, message } = error;
  return {
    id,
    reply: {
      kind: 'error',
      status: typeof status === 'number' ? status : null,
      errcode: typeof errcode === 'string' ? errcode : null,
      message: typeof message === 'string' ? message : '',
    },
  };
}

/** What a driver says of itself, out of its answer to `start`; null where that says too little. */
export function readDescription(value: JsonObject): DriverDescription | null {
  const { name, version, supports, parallel } = value;
  if (typeof name !== 'string' || !Array.isArray(supports)) return null;
  return {
    name,
    version: typeof version === 'string' ? version : '',
    supports: supports.filter((one): one is string => typeof one === 'string'),
    parallel: typeof parallel === 'number' && parallel >= 1 ? Math.floor(parallel) : 1,
  };
}
