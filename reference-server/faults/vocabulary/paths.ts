import type { OperationName, PathName, Request } from '../../parts.ts';
import type { Spoil } from '../fault.ts';
import { changeParams } from './parts.ts';

/** Every operation whose path has parameters, except send_feedback. */
const operations: readonly OperationName[] = [
  'send_non_state_event',
  'send_state_event',
  'send_message',
  'set_topic',
  'get_topic',
  'invite',
  'join_room',
  'leave',
  'ban',
  'set_membership',
  'get_membership',
  'join',
  'get_messages',
  'get_members',
  'get_state_events',
  'get_room_sync_data',
  'get_state',
];

/** Reads parameters of the path otherwise. */
export const readPathAs = (
  names: readonly PathName[],
  read: (text: string, request: Request) => string,
): Spoil =>
  changeParams(operations, ({ params, request }) =>
    Object.fromEntries(names.map((name) => [name, read(params[name], request)])),
  );

/** @returns the text, decoded once more. */
export function decodeAgain(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
