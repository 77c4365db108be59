import { isObject } from '../../harness/document/json.ts';
import type { Declaration } from '../../harness/document/declaration.ts';

/** A request of the measured conversation. */
export interface Call {
  readonly method: 'GET' | 'PUT' | 'POST';
  /** Path and query. */
  readonly path: string;
  readonly body: string | null;
}

/** Sends one request and tells the body of the answer. */
export type Ask = (call: Call) => Promise<string>;

/** What a client does over and over: it sends a message, reads a page, reads a membership, sets the topic, reads it. */
export interface Conversation {
  /** The requests of one round; each has a txnId of its own. */
  readonly round: () => readonly Call[];
}

/** The operations of a round, in their order. */
export const operationsOfRound = [
  'send_message',
  'get_messages',
  'get_membership',
  'set_topic',
  'get_topic',
] as const;

/** Registers a user, makes a room with a hundred messages, and has a conversation in it. */
export async function begin({ basePath }: Declaration, ask: Ask): Promise<Conversation> {
  const post = async (path: string, body: object): Promise<Readonly<Record<string, unknown>>> => {
    const text = await ask({ method: 'POST', path: basePath + path, body: JSON.stringify(body) });
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : {};
  };
  const user = `bench${process.hrtime.bigint()}`;
  const account = await post('/register', { user_id: user, password: 'a long password' });
  const token = String(account['access_token']);
  const made = await post(`/createRoom?access_token=${encodeURIComponent(token)}`, {});
  const conversation = converse(basePath, {
    token,
    user: String(account['user_id']),
    room: String(made['room_id']),
  });
  for (let i = 0; i < 100; i += 1) {
    const [send] = conversation.round();
    if (send !== undefined) await ask(send);
  }
  const setTopic = conversation.round()[3];
  if (setTopic !== undefined) await ask(setTopic);
  return conversation;
}

/** The same conversation with a server that keeps no state, about a room that nobody made. */
export const pretend = ({ basePath }: Declaration): Conversation =>
  converse(basePath, { token: 'token', user: '@bench:localhost', room: '!bench:localhost' });

function converse(
  basePath: string,
  { token, user, room }: { readonly token: string; readonly user: string; readonly room: string },
): Conversation {
  const at = `${basePath}/rooms/${encodeURIComponent(room)}`;
  const secret = `access_token=${encodeURIComponent(token)}`;
  const message = JSON.stringify({ msgtype: 'm.text', body: 'Tea is served in the garden.' });
  const topic = JSON.stringify({ topic: 'Tea at five' });
  let sent = 0;
  const call = (method: Call['method'], path: string, body: string | null = null): Call => ({
    method,
    path: `${at}${path}${path.includes('?') ? '&' : '?'}${secret}`,
    body,
  });
  return {
    round() {
      sent += 1;
      return [
        call('PUT', `/send/m.room.message/${sent}`, message),
        call('GET', '/messages?dir=b&limit=10'),
        call('GET', `/state/m.room.member/${encodeURIComponent(user)}`),
        call('PUT', '/state/m.room.topic', topic),
        call('GET', '/state/m.room.topic'),
      ];
    },
  };
}
