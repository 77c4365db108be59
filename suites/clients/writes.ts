import type { Instruction } from '../../clients/driver/protocol.ts';
import type { Stage } from '../../clients/stage/stage.ts';
import type { JsonObject } from '../../harness/document/json.ts';
import { idOf } from './shown.ts';

/** Something that a client writes, and how often the server has it. */
export interface Write {
  readonly instruction: Instruction;
  readonly user: string;
  readonly args: (stage: Stage) => JsonObject;
  /** How often it is at the server; what can only be so or not is there once or not at all. */
  readonly times: (stage: Stage) => number;
  /** Whether each request makes something new. */
  readonly makes: boolean;
}

const inLobby =
  (args: JsonObject): Write['args'] =>
  ({ lobby: roomId }) => ({ roomId, ...args });

const eventsOf =
  (wanted: string, has: (content: JsonObject) => boolean): Write['times'] =>
  ({ server, lobby }) =>
    server.events(lobby).filter(({ type, content }) => type === wanted && has(content)).length;

const membershipOf =
  (user: string, membership: string): Write['times'] =>
  (stage) =>
    stage.server.members(stage.lobby)[idOf(stage, user)] === membership ? 1 : 0;

/** Every kind of write. */
export const writes: readonly Write[] = [
  {
    instruction: 'create_room',
    user: 'alice',
    args: () => ({ visibility: 'public', topic: 'Lost' }),
    times: ({ server }) => server.rooms().filter((room) => server.topic(room) === 'Lost').length,
    makes: true,
  },
  {
    instruction: 'send_message',
    user: 'alice',
    args: inLobby({ text: 'second' }),
    times: eventsOf('m.room.message', ({ body }) => body === 'second'),
    makes: true,
  },
  {
    instruction: 'send_non_state_event',
    user: 'alice',
    args: inLobby({ type: 'com.example.wave', content: { hand: 'left' } }),
    times: eventsOf('com.example.wave', ({ hand }) => hand === 'left'),
    makes: true,
  },
  {
    instruction: 'send_feedback',
    user: 'bob',
    args: ({ lobby: roomId, server }) => ({
      roomId,
      eventId: server.events(roomId).at(-1)?.eventId ?? '',
      type: 'read',
    }),
    times: eventsOf('m.room.message.feedback', ({ type }) => type === 'read'),
    makes: true,
  },
  {
    instruction: 'join',
    user: 'carol',
    args: ({ lobby: room }) => ({ room }),
    times: membershipOf('carol', 'join'),
    makes: false,
  },
  ...(
    [
      ['join_room', 'carol', 'carol', 'join'],
      ['leave', 'bob', 'bob', 'leave'],
      ['invite', 'alice', 'carol', 'invite'],
      ['ban', 'alice', 'bob', 'ban'],
      ['set_membership', 'alice', 'carol', 'invite'],
    ] as const
  ).map(([instruction, user, target, membership]): Write => ({
    instruction,
    user,
    args: (stage) => ({
      roomId: stage.lobby,
      ...(user === target ? {} : { userId: idOf(stage, target) }),
      ...(instruction === 'set_membership' ? { membership } : {}),
    }),
    times: membershipOf(target, membership),
    makes: false,
  })),
  {
    instruction: 'send_state_event',
    user: 'alice',
    args: inLobby({ type: 'com.example.colour', stateKey: 'wall', content: { is: 'blue' } }),
    times: ({ server, lobby }) =>
      server.state(lobby, 'com.example.colour', 'wall')?.['is'] === 'blue' ? 1 : 0,
    makes: false,
  },
  {
    instruction: 'set_topic',
    user: 'alice',
    args: inLobby({ topic: 'Lost' }),
    times: ({ server, lobby }) => (server.topic(lobby) === 'Lost' ? 1 : 0),
    makes: false,
  },
];

/** A write, by its instruction. */
export function writeOf(instruction: Instruction): Write {
  const found = writes.find((one) => one.instruction === instruction);
  if (found === undefined) throw new RangeError(`${instruction} writes nothing`);
  return found;
}

/** Rules for whatever a user writes next, by either method. */
export const nextWriteOf = (
  user: string,
  then: Parameters<Stage['world']['addRules']>[0][number]['then'],
) => (['PUT', 'POST'] as const).map((method) => ({ when: { user, method }, then }));
