import { isArray, isObject, type JsonObject, stringAt } from '../../harness/document/json.ts';
import type { Instruction } from '../driver/protocol.ts';
import {
  type Act,
  ApiProblem,
  type ClientParts,
  type Draft,
  type Handler,
  type ShownPage,
} from './parts.ts';

/** An argument that is a text. */
export const text = (args: JsonObject, name: string): string => stringAt(args, name);

/** How the reference client carries out each instruction. */
export const handlers: Readonly<Record<Exclude<Instruction, 'watch'>, Handler>> = {
  async create_room({ ask }, args) {
    const content = {
      ...(typeof args['visibility'] === 'string' ? { visibility: args['visibility'] } : {}),
      ...(typeof args['name'] === 'string' ? { name: args['name'] } : {}),
      ...(typeof args['topic'] === 'string' ? { topic: args['topic'] } : {}),
      ...(typeof args['alias'] === 'string' ? { room_alias_name: args['alias'] } : {}),
    };
    const made = await ask({ method: 'POST', path: '/createRoom', content, txn: true });
    return { roomId: stringAt(made, 'room_id') };
  },
  async join({ ask, parts }, args) {
    const path = `/join/${parts.encode(text(args, 'room'))}`;
    return { roomId: stringAt(await ask({ method: 'POST', path, content: {} }), 'room_id') };
  },
  join_room: voidOf((room) => ({ method: 'POST', path: `${room}/join`, content: {}, txn: true })),
  leave: voidOf((room) => ({ method: 'POST', path: `${room}/leave`, content: {}, txn: true })),
  invite: voidOf((room, args) => ({
    method: 'POST',
    path: `${room}/invite`,
    content: { user_id: text(args, 'userId') },
    txn: true,
  })),
  ban: voidOf((room, args) => ({
    method: 'POST',
    path: `${room}/ban`,
    content: { user_id: text(args, 'userId') },
    txn: true,
  })),
  set_membership: voidOf((room, args, { encode }) => ({
    method: 'PUT',
    path: `${room}/state/m.room.member/${encode(text(args, 'userId'))}`,
    content: { membership: text(args, 'membership') },
  })),
  async get_membership({ ask, parts }, args) {
    const path = `${roomOf(parts, args)}/state/m.room.member/${parts.encode(text(args, 'userId'))}`;
    return { membership: stringAt(await ask({ method: 'GET', path }), 'membership') };
  },
  send_message: eventOf('m.room.message', (args) => ({
    msgtype: 'm.text',
    body: text(args, 'text'),
  })),
  send_feedback: eventOf('m.room.message.feedback', (args) => ({
    type: text(args, 'type'),
    target_event_id: text(args, 'eventId'),
  })),
  async send_non_state_event(act, args) {
    return eventOf(text(args, 'type'), contentOf)(act, args);
  },
  send_state_event: voidOf((room, args, { encode }) => ({
    method: 'PUT',
    path: `${room}/state/${encode(text(args, 'type'))}/${encode(text(args, 'stateKey'))}`,
    content: contentOf(args),
  })),
  set_topic: voidOf((room, args) => ({
    method: 'PUT',
    path: `${room}/state/m.room.topic`,
    content: { topic: text(args, 'topic') },
  })),
  async get_topic({ ask, parts }, args) {
    const path = `${roomOf(parts, args)}/state/m.room.topic`;
    return { topic: stringAt(await ask({ method: 'GET', path }), 'topic') };
  },
  async get_messages(act, args) {
    const { events, start, end } = await pageOf(act, args, null);
    return { events, start, end };
  },
  async get_members(act, args) {
    return { members: await membersOf(act, args) };
  },
  async get_state_events({ tell, parts }, args) {
    await tell({ method: 'GET', path: `${roomOf(parts, args)}/state` });
    return {};
  },
  async get_room_sync_data({ ask, parts }, args) {
    const data = await ask({ method: 'GET', path: `${roomOf(parts, args)}/initialSync` });
    return { membership: stringAt(data, 'membership') };
  },
  async read_history(act, args) {
    const events = await act.parts.walk((from) => pageOf(act, args, from));
    const messages = events.filter(({ type }) => type === 'm.room.message');
    return {
      messages: messages.map(({ eventId, content }) => ({
        eventId,
        text: typeof content['body'] === 'string' ? content['body'] : '',
      })),
    };
  },
  async read_members(act, args) {
    return { members: await membersOf(act, args) };
  },
};

/** The path of the room of an instruction. */
export const roomOf = ({ encode }: ClientParts, args: JsonObject): string =>
  `/rooms/${encode(text(args, 'roomId'))}`;

const contentOf = (args: JsonObject): JsonObject =>
  isObject(args['content']) ? args['content'] : {};

/** An operation that returns nothing. */
function voidOf(draft: (room: string, args: JsonObject, parts: ClientParts) => Draft): Handler {
  return async ({ tell, parts }, args) => {
    await tell(draft(roomOf(parts, args), args, parts));
    return {};
  };
}

/** An event that is sent. */
function eventOf(type: string, content: (args: JsonObject) => JsonObject): Handler {
  return async ({ ask, parts }, args) => {
    const path = `${roomOf(parts, args)}/send/${parts.encode(type)}`;
    const made = await ask({ method: 'POST', path, content: content(args), txn: true });
    return { eventId: stringAt(made, 'event_id') };
  };
}

/** One page of messages, backwards. @param from where it begins; null for now */
export async function pageOf(
  { ask, parts }: Act,
  args: JsonObject,
  from: string | null,
): Promise<ShownPage> {
  const { limit } = args;
  const query = [
    ['dir', 'b'],
    ['limit', String(typeof limit === 'number' ? limit : parts.pageSize)],
    ...(from === null ? [] : [['from', from] as const]),
  ] as const;
  const page = await ask({ method: 'GET', path: `${roomOf(parts, args)}/messages`, query });
  const chunk = page['chunk'];
  if (!isArray(chunk)) throw new ApiProblem(200, null, 'the page has no chunk');
  const events = chunk.map(parts.readEvent).filter((event) => event !== null);
  return { events, start: stringAt(page, 'start') || null, end: stringAt(page, 'end') || null };
}

/** The members of a room, as the list of members has them. */
export async function membersOf(
  { ask, parts }: Act,
  args: JsonObject,
): Promise<readonly JsonObject[]> {
  const list = await ask({ method: 'GET', path: `${roomOf(parts, args)}/members` });
  const chunk = list['chunk'];
  if (!isArray(chunk)) throw new ApiProblem(200, null, 'the list has no chunk');
  return chunk.filter(isObject).map((member) => ({
    userId: stringAt(member, 'state_key'),
    membership: isObject(member['content']) ? stringAt(member['content'], 'membership') : '',
  }));
}
