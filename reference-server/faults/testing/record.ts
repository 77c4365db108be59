import { createReferenceServer, type ReferenceServerOptions } from '../../index.ts';

type Call = (
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  body?: object,
  token?: string,
) => Promise<Readonly<Record<string, unknown>>>;

/**
 * Plays one story of two users on a new server, without sockets.
 *
 * @returns its answers, each as one text, in which ids and tokens are numbered in the order they appear.
 */
export async function record(options: ReferenceServerOptions): Promise<readonly string[]> {
  const server = createReferenceServer(options);
  const answers: string[] = [];
  const call: Call = async (method, path, body, token = '') => {
    const head = {
      method,
      url: `/_matrix/client/api/v1${path}${path.includes('?') ? '&' : '?'}access_token=${token}`,
      headers: { 'content-type': 'application/json' },
    };
    const bytes = Buffer.from(body === undefined ? '' : JSON.stringify(body));
    const answer = await server.answer(head, bytes);
    answers.push(`${answer.status} ${String(answer.body)}`);
    return read(String(answer.body));
  };
  await play(call);
  return numbered(answers);
}

function read(text: string): Readonly<Record<string, unknown>> {
  try {
    return { ...JSON.parse(text) };
  } catch {
    return {};
  }
}

async function play(call: Call): Promise<void> {
  const [alice, bob] = [await register(call, 'alice'), await register(call, 'bob')];
  for (const name of ['first', 'second']) {
    const config = { visibility: 'private', name, topic: name, room_alias_name: name };
    const { room_id: id } = await call('POST', '/createRoom', config, alice.token);
    const room = `/rooms/${encodeURIComponent(String(id))}`;
    const messages = `${room}/send/m.room.message`;
    const bobsMembership = `${room}/state/m.room.member/${encodeURIComponent(bob.id)}`;
    for (const text of ['one', 'two', 'three', 'four', 'five'])
      await call('POST', messages, { msgtype: 'm.text', body: text }, alice.token);
    for (const repetition of ['1', '1', '1', '2'])
      await call('PUT', `${messages}/${repetition}`, { msgtype: 'm.text' }, alice.token);
    await call('PUT', `${messages}/3`, {}, alice.token);
    await call('PUT', `${messages}/3`, { msgtype: 'm.text' }, alice.token);
    await call('PUT', `${room}/state/com.example.x/key`, { of: name }, alice.token);
    await call('PUT', `${room}/state/com.example.x/key`, { again: name }, alice.token);
    for (const membership of ['invite', 'invite'])
      await call('PUT', bobsMembership, { membership }, alice.token);
    for (const change of ['join', 'leave', 'join'])
      await call('POST', `${room}/${change}`, {}, bob.token);
    await call('PUT', bobsMembership, { membership: 'ban' }, alice.token);
    await call('POST', `${room}/join`, {}, bob.token);
    for (const path of ['/state/com.example.x/key', '/state', '/members', '/initialSync'])
      await call('GET', room + path, undefined, alice.token);
    for (const way of ['b', 'f'])
      await call('GET', `${room}/messages?dir=${way}&limit=30`, undefined, alice.token);
  }
}

async function register(call: Call, name: string): Promise<{ id: string; token: string }> {
  const answer = await call('POST', '/register', { user_id: name, password: 'secret' });
  return { id: String(answer['user_id']), token: String(answer['access_token']) };
}

/** Replaces what is random by the number of its first appearance. */
function numbered(answers: readonly string[]): readonly string[] {
  const known = new Map<string, string>();
  return answers.map((answer) =>
    answer.replaceAll(/[A-Za-z0-9_-]{16,}|\b\d{13}\b/g, (random) => {
      if (/^\d{13}$/.test(random)) return 'time';
      const name = known.get(random) ?? `#${known.size}`;
      known.set(random, name);
      return name;
    }),
  );
}
