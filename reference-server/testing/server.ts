import supertest, { type Response } from 'supertest';
import { createReferenceServer, type ReferenceServerOptions } from '../index.ts';

/** A user with an account at the test server. */
export type TestUser = {
  readonly id: string;
  readonly token: string;
  /** One request below /_matrix/client/api/v1, with the token of this user. */
  readonly call: (method: Method, path: string, body?: object) => Promise<Response>;
};

export type Method = 'get' | 'post' | 'put' | 'delete';

export type TestServer = {
  readonly url: string;
  /** A new user. */
  readonly newUser: () => Promise<TestUser>;
  /** A new room of that user; the answer of createRoom must be 200. */
  readonly newRoom: (creator: TestUser, config?: object) => Promise<string>;
  readonly close: () => Promise<void>;
};

const prefix = '/_matrix/client/api/v1';

/** A listening server for one test file. */
export async function startTestServer(options?: ReferenceServerOptions): Promise<TestServer> {
  const server = createReferenceServer(options);
  const { url } = await server.listen(0);
  let users = 0;
  const newUser = async (): Promise<TestUser> => {
    users += 1;
    const account = { user_id: `user${users}`, password: 'secret' };
    const { body } = await supertest(url).post(`${prefix}/register`).send(account);
    return testUser(url, String(body.user_id), String(body.access_token));
  };
  return { url, newUser, newRoom: createRoom, close: server.close };
}

async function createRoom(creator: TestUser, config: object = {}): Promise<string> {
  const { body } = await expectOk(creator.call('post', '/createRoom', config));
  return String(body.room_id);
}

export function testUser(url: string, id: string, token: string): TestUser {
  return {
    id,
    token,
    call: async (method, path, body) => {
      const client = supertest(url);
      const request = client[method](prefix + path).query({ access_token: token });
      return body === undefined ? await request : await request.send(body);
    },
  };
}

/** A path with its values percent-encoded. */
export function at(words: TemplateStringsArray, ...values: readonly string[]): string {
  return words.map((word, index) => word + encodeURIComponent(values[index] ?? '')).join('');
}

/** Brings users into a room: invites them and lets them join. */
export async function bringIn(
  host: TestUser,
  roomId: string,
  ...guests: readonly TestUser[]
): Promise<void> {
  for (const guest of guests) {
    await expectOk(host.call('post', at`/rooms/${roomId}/invite`, { user_id: guest.id }));
    await expectOk(guest.call('post', at`/rooms/${roomId}/join`, {}));
  }
}

/** Awaits an answer that must be 200: for the parts of a test that are not what it is about. */
export async function expectOk(answer: Promise<Response>): Promise<Response> {
  const response = await answer;
  if (response.status !== 200) {
    throw new Error(
      `A request that must succeed was answered with ${response.status}: ${response.text}`,
    );
  }
  return response;
}

/** Everything that happened in a room, oldest first. */
export async function timeline(reader: TestUser, roomId: string): Promise<readonly SeenEvent[]> {
  const path = at`/rooms/${roomId}/messages?dir=f&limit=1000`;
  return (await expectOk(reader.call('get', path))).body.chunk;
}

export type SeenEvent = {
  readonly event_id: string;
  readonly room_id: string;
  readonly type: string;
  readonly sender: string;
  readonly user_id: string;
  readonly content: Readonly<Record<string, unknown>>;
  readonly state_key?: string;
};

/** The membership of somebody as the reader sees it; undefined if there never was one. */
export async function membershipOf(
  reader: TestUser,
  roomId: string,
  who: TestUser,
): Promise<string | undefined> {
  const { status, body } = await reader.call(
    'get',
    at`/rooms/${roomId}/state/m.room.member/${who.id}`,
  );
  return status === 404 ? undefined : String(body.membership);
}

/** Status and errcode of a refusal, as one text; throws unless the answer is a whole error object. */
export function refusal({ status, body, type }: Response): string {
  if (type !== 'application/json' || typeof body.error !== 'string') {
    throw new Error(`Not an error object: ${JSON.stringify(body)}`);
  }
  return `${status} ${body.errcode}`;
}
