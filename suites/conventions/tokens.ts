import { encodePart } from '../../harness/document/routes.ts';
import type { Reply, UndeclaredRequest, User } from '../../harness/judge/user.ts';
import { Broken } from '../../harness/judge/verdict.ts';
import { errcodeOf, isSuccess } from '../../harness/world/answers.ts';
import { invite, privateRoom } from '../../harness/world/rooms.ts';
import type { CaseBody } from '../../harness/run/case.ts';

const text = { msgtype: 'm.text', body: 'Hello' };
const plain = { visibility: 'private' };

/** How the access token is sent and when it is checked. */
export const tokens: Readonly<Record<string, CaseBody>> = {
  'token-travels-in-the-query': {
    title: 'Every operation reads the token from the query parameter access_token',
    requires: ['CONV-01'],
    async run({ users, must, profile }) {
      const [owner, guest] = await users('owner', 'guest');
      const roomId = await privateRoom(owner, { topic: 'Tea' });
      await invite(owner, roomId, guest);
      const room = `/rooms/${encodePart(roomId)}`;
      const member = `${room}/state/m.room.member/${encodePart(owner.id)}`;
      const tokenOfEach = new Map([
        [owner, await tokenOf(owner, roomId)],
        [guest, await tokenOf(guest, roomId)],
      ]);
      const requests: readonly (readonly [method: string, path: string, body?: unknown])[] = [
        ['GET', `${room}/members`],
        ['GET', `${room}/messages`],
        ['GET', `${room}/state`],
        ...(profile.without.includes('get_room_sync_data')
          ? []
          : ([['GET', `${room}/initialSync`]] as const)),
        ['GET', `${room}/state/m.room.topic`],
        ['GET', member],
        ['PUT', `${room}/state/m.room.topic`, { topic: 'Wine' }],
        ['PUT', `${room}/state/com.example.conf/k`, {}],
        ['POST', `${room}/send/m.room.message`, text],
        ['POST', `${room}/send/com.example.x`, {}],
        ['POST', `${room}/join`, {}],
        ['POST', '/createRoom', plain],
      ];

      const read: string[] = [];
      const unread: string[] = [];
      for (const [method, path, body] of requests) {
        // The owner is in the room already, and a server may refuse to join twice.
        const user = path.endsWith('/join') ? guest : owner;
        const query = [['access_token', tokenOfEach.get(user) ?? '']] as const;
        const reply = await user.send({ method, path, body, query, token: 'none' });
        if (isSuccess(reply)) {
          read.push(path);
          continue;
        }
        if (await isTokenless(user, reply, { method, path, body })) unread.push(path);
      }

      if (read.length === 0) {
        if (unread.length === 0) throw new Broken('every request is refused, whatever its token');
        // The option --auth header says that the target reads its tokens elsewhere.
        must.notApplicable('CONV-01', 'this target does not read tokens from the query');
        return;
      }
      must.equal(unread, [], 'requests whose token is not read from the query');
    },
  },
  'token-counts-in-any-place-of-the-query': {
    title: 'The token is read wherever it stands among the parameters of the query',
    requires: ['CONV-01'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const token = ['access_token', await tokenOf(owner, roomId)] as const;
      const [limit, dir] = [
        ['limit', '3'],
        ['dir', 'b'],
      ] as const;
      const path = `/rooms/${encodePart(roomId)}/messages`;
      const ask = (query: UndeclaredRequest['query'] & object): Promise<Reply> =>
        owner.send({ method: 'GET', path, query, token: 'none' });

      const alone = await ask([token]);
      const replies = [
        ['first', await ask([token, limit, dir])],
        ['in the middle', await ask([limit, token, dir])],
        ['last', await ask([limit, dir, token])],
      ] as const;
      // Pages without a direction may be refused (DEF-03), so that any success will do as the control.
      if (![alone, ...replies.map(([, reply]) => reply)].some(isSuccess)) {
        must.notApplicable('CONV-01', 'this target does not read tokens from the query');
        return;
      }
      const unread = replies.filter(([, reply]) => !isSuccess(reply)).map(([place]) => place);
      must.equal(unread, [], 'places where the token is not read');
    },
  },
  'odd-tokens-are-refused': {
    title: 'A token that no server would issue is refused like any other unknown one',
    requires: ['CONV-03', 'CONV-02'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const token = await tokenOf(owner, roomId);
      await owner.need('get_members', { roomId });
      const room = `/rooms/${encodePart(roomId)}`;
      const requests = [
        { method: 'GET', path: `${room}/members` },
        { method: 'PUT', path: `${room}/send/m.room.message/${fresh()}`, body: text },
      ] as const;
      const odd = [
        ['behind which U+0000 stands', `${token}\u0000`],
        ['behind which a line ends', `${token}\n`],
        ['with a character beyond ASCII', `${token}\u00e9`],
        ['that is written twenty times', token.repeat(20)],
        ['of characters beyond U+FFFF', '\ud83c\udf89'.repeat(8)],
        ['null', 'null'],
      ] as const;

      const ofNone = must.on('CONV-02');
      await ofNone.unchanged(owner, roomId, async () => {
        for (const request of requests) {
          const empty = { ...request, query: [['access_token', '']], token: 'none' } as const;
          // It may be called missing or unknown: its errcode is free.
          const { status: answered } = await owner.send(empty);
          const isRight = answered === 401 || answered === 403;
          ofNone.that(isRight, 'answer to an empty token', 'status 401 or 403', answered);
        }
      });
      await must.unchanged(owner, roomId, async () => {
        for (const request of requests) {
          for (const [what, each] of odd) {
            const query = [['access_token', each]] as const;
            const { status } = await owner.send({ ...request, query, token: 'none' });
            const isRefused = status === 401 || status === 403;
            must.that(isRefused, `answer to a token ${what}`, 'status 401 or 403', status);
          }
        }
      });
    },
  },
  'token-comes-before-the-body': {
    title: 'An unknown token is reported before a wrong body',
    requires: ['CONV-04'],
    async run({ users, must, reading }) {
      const [owner] = await users('owner');

      // Each of the two mistakes alone, and neither, show what the answer to both is about.
      await owner.need('create_room', { body: plain });
      const truncated = { raw: '{"visibility"', wrong: true } as const;
      const badBody = await owner.call('create_room', { body: plain }, truncated);
      const badToken = await owner.call('create_room', { body: plain }, { token: 'unknown' });
      if (isSuccess(badBody) || isSuccess(badToken) || alike(badBody, badToken)) {
        throw new Broken('a wrong body and an unknown token are not refused in two ways');
      }

      const both = { ...truncated, token: 'unknown' } as const;
      const reply = await owner.call('create_room', { body: plain }, both);

      if (alike(reply, badToken)) {
        reading('token-before-body', 'token-first');
        must.status(reply, [401, 403]);
      } else if (alike(reply, badBody)) {
        reading('token-before-body', 'body-first');
        must.notApplicable('CONV-04', 'this target reports the wrong body first, as it may');
      } else {
        throw new Broken('the answer to both mistakes is the answer to neither');
      }
    },
  },
};

const alike = (one: Reply, other: Reply): boolean =>
  one.status === other.status && errcodeOf(one) === errcodeOf(other);

/**
 * Whether a refusal is about the token: the same request is refused in the same way without one, and either with the
 * status for that, or it succeeds with its token in the usual place. Other refusals are about other parts of it.
 */
async function isTokenless(
  user: User,
  refusal: Reply,
  request: UndeclaredRequest,
): Promise<boolean> {
  if (!alike(refusal, await user.send({ ...request, token: 'none' }))) return false;
  return refusal.status === 401 || isSuccess(await user.send(request));
}

/** The access token of a user. @throws Broken where a request was sent without one */
async function tokenOf(user: User, roomId: string): Promise<string> {
  const { exchange } = await user.call('get_members', { roomId });
  const { token } = exchange.request;
  if (token === null) throw new Broken(`${user.name} has no token`);
  return token;
}
