import { encodePart } from '../../harness/document/routes.ts';
import type { Must } from '../../harness/judge/must.ts';
import type { Reply, User } from '../../harness/judge/user.ts';
import { contentTypeOf, isErrorObject, isSuccess } from '../../harness/world/answers.ts';
import { feedbackOn } from '../../harness/world/pages.ts';
import { bring, invite, privateRoom } from '../../harness/world/rooms.ts';
import type { CaseBody } from '../../harness/run/case.ts';
import { isNickname, type Nickname } from '../../harness/document/ids.ts';

/** A request as it crosses the wire, and its sender. */
interface Request {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly body?: object;
  readonly sender: User;
}

interface Setup {
  readonly owner: User;
  readonly guest: User;
  readonly roomId: string;
  readonly fresh: () => string;
}

const inRoom = ({ roomId }: Setup, ...rest: readonly string[]): string =>
  ['', 'rooms', roomId, ...rest].map(encodePart).join('/');

/** Each operation with a request that succeeds. */
const requests: Readonly<Record<Nickname, (setup: Setup) => Request | Promise<Request>>> = {
  get_topic: async (setup) => {
    const { owner, roomId } = setup;
    await owner.need('set_topic', { roomId, body: { topic: 'Tea' } });
    return { method: 'GET', path: inRoom(setup, 'state', 'm.room.topic'), sender: owner };
  },
  get_membership: (setup) => ({
    method: 'GET',
    path: inRoom(setup, 'state', 'm.room.member', setup.owner.id),
    sender: setup.owner,
  }),
  get_members: (setup) => ({ method: 'GET', path: inRoom(setup, 'members'), sender: setup.owner }),
  get_messages: (setup) => ({
    method: 'GET',
    path: inRoom(setup, 'messages'),
    sender: setup.owner,
  }),
  get_state_events: (setup) => ({
    method: 'GET',
    path: inRoom(setup, 'state'),
    sender: setup.owner,
  }),
  get_room_sync_data: (setup) => ({
    method: 'GET',
    path: inRoom(setup, 'initialSync'),
    sender: setup.owner,
  }),
  send_message: (setup) => ({
    method: 'POST',
    path: inRoom(setup, 'send', 'm.room.message'),
    body: { msgtype: 'm.text', body: 'Hello' },
    sender: setup.owner,
  }),
  send_non_state_event: (setup) => ({
    method: 'POST',
    path: inRoom(setup, 'send', 'com.example.conf'),
    body: { v: 1 },
    sender: setup.owner,
  }),
  send_feedback: async (setup) => ({
    method: 'POST',
    path: inRoom(setup, 'send', 'm.room.message.feedback'),
    body: await feedbackOn(setup.owner, setup.roomId),
    sender: setup.owner,
  }),
  send_state_event: (setup) => ({
    method: 'PUT',
    path: inRoom(setup, 'state', 'com.example.conf', 'k'),
    body: { v: 1 },
    sender: setup.owner,
  }),
  set_topic: (setup) => ({
    method: 'PUT',
    path: inRoom(setup, 'state', 'm.room.topic'),
    body: { topic: 'Wine' },
    sender: setup.owner,
  }),
  set_membership: (setup) => ({
    method: 'PUT',
    path: inRoom(setup, 'state', 'm.room.member', setup.guest.id),
    body: { membership: 'invite' },
    sender: setup.owner,
  }),
  invite: (setup) => ({
    method: 'POST',
    path: inRoom(setup, 'invite'),
    body: { user_id: setup.guest.id },
    sender: setup.owner,
  }),
  join_room: async (setup) => {
    await invite(setup.owner, setup.roomId, setup.guest);
    return { method: 'POST', path: inRoom(setup, 'join'), body: {}, sender: setup.guest };
  },
  join: async ({ owner, guest, roomId }) => {
    await invite(owner, roomId, guest);
    // Known servers offer POST where the declaration says PUT (DEF-02).
    return { method: 'POST', path: `/join/${encodePart(roomId)}`, body: {}, sender: guest };
  },
  leave: async (setup) => {
    await bring(setup.owner, setup.roomId, setup.guest);
    return { method: 'POST', path: inRoom(setup, 'leave'), body: {}, sender: setup.guest };
  },
  ban: async (setup) => {
    await bring(setup.owner, setup.roomId, setup.guest);
    const body = { user_id: setup.guest.id };
    return { method: 'POST', path: inRoom(setup, 'ban'), body, sender: setup.owner };
  },
  create_room: ({ owner, fresh }) => ({
    method: 'POST',
    path: '/createRoom',
    // An alias that a refused request took would be refused to the control.
    body: { visibility: 'private', room_alias_name: fresh() },
    sender: owner,
  }),
};

/** Another character, so different that neither the last bits of base64 nor the case of a letter hide it. */
const another = (character: string): string => (/[w-z0-9_/+-]/.test(character) ? 'A' : 'z');

const changed = (token: string, index: number): string =>
  token.slice(0, index) + another(token.charAt(index)) + token.slice(index + 1);

const otherCase = (token: string): string =>
  token === token.toLowerCase() ? token.toUpperCase() : token.toLowerCase();

/** Texts that are nearly the token of a user, as they are called in a failure. */
const nearly = (token: string, userId: string): readonly (readonly [string, string])[] =>
  [
    ['with another first character', changed(token, 0)],
    ['with another character in its middle', changed(token, Math.floor(token.length / 2))],
    ['with another last character', changed(token, token.length - 1)],
    ['without its last character', token.slice(0, -1)],
    ['cut in half', token.slice(0, Math.ceil(token.length / 2))],
    ['with one more character', `${token}0`],
    ['in the other case', otherCase(token)],
    ['behind a space', ` ${token}`],
    ['before a space', `${token} `],
    ['behind "Bearer"', `Bearer ${token}`],
    ['without its punctuation', token.replaceAll(/[^a-z0-9]/gi, '')],
    ['replaced by the user id', userId],
  ].flatMap(([what = '', text = '']) => (text === token ? [] : [[what, text] as const]));

const ask = (request: Request, token: string): Promise<Reply> => {
  const { method, path, body, sender } = request;
  const sent = { method, path, query: [['access_token', token]], token: 'none' } as const;
  return sender.send(body === undefined ? sent : { ...sent, body });
};

/** An empty token may be called missing or unknown, so that its errcode is free. */
const isRefused = ({ status }: Reply): boolean => status === 401 || status === 403;
const refused = 'status 401 or 403';

/** Requests that are sent as they are have answers that nobody checks in passing. */
function haveErrors(must: Must, replies: readonly Reply[]): void {
  const errors = replies.filter((reply) => contentTypeOf(reply) === 'application/json');
  // An error of another content type is reported against META-06.
  if (errors.length === 0) return must.notApplicable('CONV-05', 'the errors are not JSON');
  const shapeless = errors.find((reply) => !isErrorObject(reply));
  const expected = 'an object with the strings errcode and error';
  must.that(shapeless === undefined, 'body of an error', expected, shapeless?.json);
}

const tokenCase = (operation: Nickname): CaseBody => ({
  title: `${operation} is refused with a token that is nearly right, and changes nothing`,
  requires: ['CONV-03', 'CONV-02', 'CONV-05'],
  ...(operation === 'create_room' ? { needs: ['aliases'] } : {}),
  async run({ users, must, fresh }) {
    const [owner, guest] = await users('owner', 'guest');
    const roomId = await privateRoom(owner);
    const request = await requests[operation]({ owner, guest, roomId, fresh });
    const own = await request.sender.call('get_membership', { roomId, userId: owner.id });
    const token = own.exchange.request.token ?? '';

    const replies: [string, Reply][] = [];
    await must.unchanged(
      owner,
      roomId,
      async () => {
        for (const [what, text] of nearly(token, request.sender.id)) {
          replies.push([what, await ask(request, text)]);
        }
      },
      operation,
    );
    const noToken = must.on('CONV-02');
    const empty = await noToken.unchanged(owner, roomId, () => ask(request, ''), operation);
    // Whatever else may be wrong with the request, nobody may send it.
    const judgeEmpty = (): void =>
      noToken.that(
        isRefused(empty),
        `answer of ${operation} to an empty token`,
        refused,
        empty.status,
      );
    if (isSuccess(empty)) judgeEmpty();
    const control = await ask(request, token);

    const accepted = replies.some(([, reply]) => isSuccess(reply));
    if (!isSuccess(control) && !accepted && operation === 'create_room') {
      const fresher = await requests.create_room({ owner, guest, roomId, fresh });
      const alone = await ask(fresher, token);
      const lost = isSuccess(alone);
      must.that(!lost, 'answer to an alias that refused requests asked for', '200', control.status);
    }
    if (!isSuccess(control) && !accepted) {
      const why = `${operation} with the token of its user in the query got status ${control.status}`;
      for (const id of ['CONV-03', 'CONV-02', 'CONV-05'] as const) must.notApplicable(id, why);
      return;
    }
    const taken = replies.filter(([, reply]) => !isRefused(reply));
    const list = taken.map(([what, { status }]) => `${status} for the token ${what}`);
    must.that(list.length === 0, `answers of ${operation}`, refused, list.join('; '));
    judgeEmpty();
    haveErrors(must.on('CONV-05'), [...replies.map(([, reply]) => reply), empty]);
  },
});

/** Every operation, with tokens that are nearly right. */
export const tokenForms: Readonly<Record<string, CaseBody>> = Object.fromEntries(
  Object.keys(requests)
    .filter(isNickname)
    .map((operation) => [
      `${operation.replaceAll('_', '-')}-refuses-tokens-that-are-nearly-right`,
      tokenCase(operation),
    ]),
);
