/** Somebody with an account at a mock, who sends requests as any client would. */
export interface Person {
  readonly userId: string;
  readonly token: string;
  /** One request below `/_matrix/client/api/v1`, with the token in the query. */
  readonly call: (
    method: string,
    path: string,
    body?: unknown,
    init?: RequestInit,
  ) => Promise<Reply>;
  /** A new room of this person. */
  readonly room: (config?: object) => Promise<string>;
  /** Sends a message. */
  readonly send: (room: string, text: string, init?: RequestInit) => Promise<Reply>;
}

/** An answer with its body read. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The JSON object of the body; empty where there is none. */
  readonly body: Readonly<Record<string, unknown>>;
}

const api = '/_matrix/client/api/v1';

/** Sends a request and reads its answer. */
export async function ask(url: string, init?: RequestInit): Promise<Reply> {
  const { status, headers, ...response } = await readAll(url, init);
  return { status, headers, text: response.text, body: objectOf(response.text) };
}

async function readAll(
  url: string,
  init?: RequestInit,
): Promise<{ readonly status: number; readonly headers: Headers; readonly text: string }> {
  const response = await fetch(url, init);
  return { status: response.status, headers: response.headers, text: await response.text() };
}

function objectOf(text: string): Reply['body'] {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

/** Registers somebody at a base URL. */
export async function register(base: string, name: string): Promise<Person> {
  const { body } = await ask(`${base}${api}/register`, {
    method: 'POST',
    body: JSON.stringify({ user_id: name, password: 'a password' }),
  });
  return person(base, String(body['user_id']), String(body['access_token']));
}

/** Somebody whose account and token are known. */
export function person(base: string, userId: string, token: string): Person {
  const call: Person['call'] = (method, path, body, init = {}) => {
    const mark = path.includes('?') ? '&' : '?';
    return ask(`${base}${api}${path}${mark}access_token=${encodeURIComponent(token)}`, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      ...init,
    });
  };
  return {
    userId,
    token,
    call,
    room: async (config = {}) =>
      String((await call('POST', '/createRoom', config)).body['room_id']),
    send: (room, text, init) =>
      call(
        'POST',
        `/rooms/${encodeURIComponent(room)}/send/m.room.message`,
        { msgtype: 'm.text', body: text },
        init,
      ),
  };
}

/** The bodies of a room's messages, oldest first. */
export async function history(reader: Person, room: string): Promise<readonly unknown[]> {
  const { body } = await reader.call(
    'GET',
    `/rooms/${encodeURIComponent(room)}/messages?dir=b&limit=100`,
  );
  const chunk: unknown = body['chunk'];
  const events: readonly unknown[] = Array.isArray(chunk) ? chunk : [];
  return events
    .flatMap((event) =>
      typeof event === 'object' && event !== null && 'content' in event ? [event.content] : [],
    )
    .flatMap((content) =>
      typeof content === 'object' && content !== null && 'body' in content ? [content.body] : [],
    )
    .toReversed();
}
