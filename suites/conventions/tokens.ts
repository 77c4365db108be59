import type { Reply } from '../../harness/judge/user.ts';
import { errcodeOf, isSuccess } from '../../harness/world/answers.ts';
import { privateRoom } from '../../harness/world/rooms.ts';
import type { CaseBody } from '../../harness/run/case.ts';

const text = { msgtype: 'm.text', body: 'Hello' };
const plain = { visibility: 'private' };

/** How the access token is sent and when it is checked. */
export const tokens: Readonly<Record<string, CaseBody>> = {
  'token-travels-in-the-query': {
    title: 'Every operation reads the token from the query parameter access_token',
    requires: ['CONV-01'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner, { topic: 'Tea' });
      const { token } = (await owner.call('get_members', { roomId })).exchange.request;
      const room = `/rooms/${encodeURIComponent(roomId)}`;
      const member = `${room}/state/m.room.member/${encodeURIComponent(owner.id)}`;
      const ask = (method: string, path: string, body?: unknown): Promise<Reply> =>
        owner.send({ method, path, body, query: [['access_token', token ?? '']], token: 'none' });

      const replies = [
        await ask('GET', `${room}/members`),
        await ask('GET', `${room}/messages`),
        await ask('GET', `${room}/state`),
        await ask('GET', `${room}/initialSync`),
        await ask('GET', `${room}/state/m.room.topic`),
        await ask('GET', member),
        await ask('PUT', `${room}/state/m.room.topic`, { topic: 'Wine' }),
        await ask('PUT', `${room}/state/com.example.conf/k`, {}),
        await ask('POST', `${room}/send/m.room.message`, text),
        await ask('POST', `${room}/send/com.example.x`, {}),
        await ask('POST', `${room}/join`, {}),
        await ask('POST', '/createRoom', plain),
      ];

      const bare = await owner.send({
        method: 'POST',
        path: '/createRoom',
        body: plain,
        token: 'none',
      });
      const tokenless = (reply: Reply): boolean =>
        !isSuccess(reply) && reply.status === bare.status && errcodeOf(reply) === errcodeOf(bare);
      const refused = replies.filter(tokenless);
      if (refused.length === replies.length) {
        // The option --auth header says that the target reads its tokens elsewhere.
        must.notApplicable('CONV-01', 'this target does not read tokens from the query');
        return;
      }
      const paths = refused.map(({ exchange }) => exchange.request.path);
      must.equal(paths, [], 'requests whose token is not read from the query');
    },
  },
  'token-comes-before-the-body': {
    title: 'An unknown token is reported before a wrong body',
    requires: ['CONV-04'],
    async run({ users, must, reading }) {
      const [owner] = await users('owner');

      const wrong = { raw: '{"visibility"', wrong: true, token: 'unknown' } as const;
      const reply = await owner.call('create_room', { body: plain }, wrong);

      const first = reply.status === 401 || reply.status === 403;
      reading('token-before-body', first ? 'token-first' : 'body-first');
      if (first) must.status(reply, [401, 403]);
      else must.notApplicable('CONV-04', 'this target reports the wrong body first, as it may');
    },
  },
};
