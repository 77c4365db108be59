import type { JsonObject } from '../../harness/document/json.ts';
import type { Instruction } from '../driver/protocol.ts';
import type { Name, UserStep } from './steps.ts';

/** A room of a series, as the client knows it. */
export interface KnownRoom {
  readonly id: string;
  readonly alias: string | null;
}

/** What a driver is asked for. */
export interface Order {
  readonly instruction: Instruction;
  readonly args: JsonObject;
}

/** What the state of a series is called. */
export const stateType = 'com.example.colour';

/** The instruction of each kind of step. */
export const instructionOf = {
  create: 'create_room',
  join: 'join',
  enter: 'join_room',
  leave: 'leave',
  invite: 'invite',
  ban: 'ban',
  set: 'set_membership',
  say: 'send_message',
  state: 'send_state_event',
  topic: 'set_topic',
  history: 'read_history',
  members: 'read_members',
  'get-topic': 'get_topic',
  'get-membership': 'get_membership',
} as const satisfies Readonly<Record<UserStep['do'], Instruction>>;

/**
 * What a driver is asked for in a step.
 * @param room the room of the step; of a new one, its number
 */
export function orderOf(
  step: UserStep,
  room: KnownRoom,
  users: Readonly<Record<Name, string>>,
): Order {
  const instruction = instructionOf[step.do];
  const roomId = room.id;
  switch (step.do) {
    case 'create': {
      // A name of its own: two rooms that are asked for alike look like a request that was repeated.
      const alias = step.alias && room.alias !== null ? { alias: room.alias } : {};
      return { instruction, args: { visibility: step.visibility, name: roomId, ...alias } };
    }
    case 'join':
      return { instruction, args: { room: step.by === 'alias' ? (room.alias ?? roomId) : roomId } };
    case 'invite':
    case 'ban':
    case 'get-membership':
      return { instruction, args: { roomId, userId: users[step.whom] } };
    case 'set':
      return {
        instruction,
        args: { roomId, userId: users[step.whom], membership: step.membership },
      };
    case 'say':
      return { instruction, args: { roomId, text: step.text } };
    case 'topic':
      return { instruction, args: { roomId, topic: step.text } };
    case 'state': {
      const content = { is: step.text };
      return { instruction, args: { roomId, type: stateType, stateKey: step.key, content } };
    }
    case 'enter':
    case 'leave':
    case 'history':
    case 'members':
    case 'get-topic':
      return { instruction, args: { roomId } };
  }
}
