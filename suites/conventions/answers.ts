import type { Reply, User } from '../../harness/expect/actor.ts';
import { Broken } from '../../harness/expect/verdict.ts';
import {
  contentTypeOf,
  errcodeOf,
  isErrorObject,
  isJson,
  isSuccess,
} from '../../harness/fixtures/answers.ts';
import { say } from '../../harness/fixtures/pages.ts';
import { bring, privateRoom } from '../../harness/fixtures/rooms.ts';
import { suite } from '../../harness/run/case.ts';
import { offeredOperations } from './offered-operations.ts';
import { unknownRooms } from './unknown-rooms.ts';

const text = { msgtype: 'm.text', body: 'Hello' };
const plain = { visibility: 'private' };

/** One refusal of each status: 400 to the owner, 403 to the stranger, 404 to the owner of a room without topic. */
async function refusals(owner: User, stranger: User): Promise<readonly Reply[]> {
  const roomId = await privateRoom(owner);
  return [
    await owner.call('create_room', { body: plain }, { raw: '{"visibility"', wrong: true }),
    await owner.call('set_topic', { roomId, body: { topic: 5 } }, { wrong: true }),
    await stranger.call('send_message', { roomId, body: text }),
    await stranger.call('join_room', { roomId }),
    await stranger.call('get_members', { roomId }),
    await owner.call('get_topic', { roomId }),
  ];
}

/** One success of each kind of operation. */
async function successes(owner: User, member: User): Promise<readonly Reply[]> {
  const roomId = await privateRoom(owner, { topic: 'Tea' });
  await bring(owner, roomId, member);
  const state = { roomId, eventType: 'com.example.conf', stateKey: 'k', body: { v: 1 } };
  return [
    await owner.call('create_room', { body: plain }),
    await owner.call('get_topic', { roomId }),
    await owner.call('get_membership', { roomId, userId: member.id }),
    await owner.call('get_members', { roomId }),
    await owner.call('get_messages', { roomId, limit: 5 }),
    await owner.call('get_state_events', { roomId }),
    await owner.call('send_message', { roomId, body: text }),
    await owner.call('send_non_state_event', { roomId, eventType: 'com.example.x', body: {} }),
    await owner.call('send_state_event', state),
    await owner.call('set_topic', { roomId, body: { topic: 'Wine' } }),
    await member.call('leave', { roomId }),
    await owner.call('invite', { roomId, body: { user_id: member.id } }),
    await member.call('join_room', { roomId }),
    await owner.call('ban', { roomId, body: { user_id: member.id } }),
  ];
}

export const answers = suite('conventions', {
  'success-is-200': {
    title: 'Every success is status 200',
    requires: ['CONV-20'],
    async run({ users, must }) {
      const [owner, member] = await users('owner', 'member');

      const good = (await successes(owner, member)).filter(isSuccess);
      if (good.length === 0) must.waive('CONV-20', 'nothing succeeded');
      for (const reply of good) must.status(reply, 200);
    },
  },
  'success-is-json': {
    title: 'Every success that has a body is application/json, and is JSON',
    requires: ['META-05'],
    async run({ users, must }) {
      const [owner, member] = await users('owner', 'member');

      const good = (await successes(owner, member)).filter((r) => isSuccess(r) && !isBlank(r));
      if (good.length === 0) must.waive('META-05', 'no success came with a body');
      for (const reply of good) {
        const type = contentTypeOf(reply);
        must.equal(type, 'application/json', `content type of ${reply.operation}`);
        must.hold(isJson(reply), `body of ${reply.operation}`, 'JSON in UTF-8', 'something else');
      }
    },
  },
  'error-is-json': {
    title: 'Every error is application/json, and is JSON',
    requires: ['META-06'],
    async run({ users, must }) {
      const [owner, stranger] = await users('owner', 'stranger');

      const refused = (await refusals(owner, stranger)).filter(isRefusal);
      if (refused.length === 0) must.waive('META-06', 'nothing was refused');
      for (const reply of refused) {
        const type = contentTypeOf(reply);
        must.equal(type, 'application/json', `content type of ${reply.status}`);
        must.hold(isJson(reply), `body of ${reply.status}`, 'JSON in UTF-8', 'something else');
      }
    },
  },
  'error-has-errcode-and-error': {
    title: 'Every error is an object with the strings errcode and error',
    requires: ['CONV-05'],
    async run({ users, must }) {
      const [owner, stranger] = await users('owner', 'stranger');

      const refused = (await refusals(owner, stranger)).filter(isRefusal).filter(isJson);
      if (refused.length === 0) must.waive('CONV-05', 'no error came as JSON');
      for (const reply of refused) {
        const owed = 'an object with the strings errcode and error';
        must.hold(isErrorObject(reply), `body of ${reply.status}`, owed, reply.json);
      }
    },
  },
  'errcode-is-upper-case': {
    title: 'Every errcode is written in upper case, with digits, underscores and dots',
    requires: ['CONV-06'],
    async run({ users, must }) {
      const [owner, stranger] = await users('owner', 'stranger');

      const replies = await refusals(owner, stranger);
      const codes = replies.map(errcodeOf).filter((code) => code !== undefined);
      if (codes.length === 0) must.waive('CONV-06', 'no error came with an errcode');
      for (const code of codes) {
        must.hold(/^[A-Z0-9_.]+$/.test(code), 'errcode', 'upper case, such as M_FORBIDDEN', code);
      }
    },
  },
  'what-is-not-permitted-is-m-forbidden': {
    title: 'Sending, joining and banning without permission is M_FORBIDDEN',
    requires: ['CONV-06'],
    async run({ users, must }) {
      const [owner, member, stranger] = await users('owner', 'member', 'stranger');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, member);

      const refused = [
        await stranger.call('send_message', { roomId, body: text }),
        await stranger.call('join_room', { roomId }),
        await member.call('ban', { roomId, body: { user_id: owner.id } }),
        await member.call('set_topic', { roomId, body: { topic: 'Mine' } }),
      ];

      const forbidden = refused.filter(({ status }) => status === 403);
      const codes = forbidden.map(errcodeOf).filter((code) => code !== undefined);
      if (codes.length === 0) must.waive('CONV-06', 'no refusal came as a 403 with an errcode');
      for (const code of codes) must.equal(code, 'M_FORBIDDEN', 'errcode of what is not permitted');
    },
  },
  'token-travels-in-the-query': {
    title: 'A request with its token in the query parameter access_token is answered',
    requires: ['CONV-01'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const asUsual = await owner.call('get_members', { roomId });
      if (!isSuccess(asUsual)) throw new Broken(`members are answered ${asUsual.status}`);
      const { token } = asUsual.exchange.request;

      const reply = await owner.send({
        method: 'GET',
        path: `/rooms/${encodeURIComponent(roomId)}/members`,
        query: [['access_token', token ?? '']],
        token: 'none',
      });

      // As usual may be in a header, which a run can be told to use.
      if (reply.status === 401 || reply.status === 403) {
        must.waive('CONV-01', 'the target is asked with its tokens in a header and reads no other');
        return;
      }
      must.succeed(reply);
    },
  },
  'token-comes-before-the-body': {
    title: 'An unknown token is told before a bad body',
    requires: ['CONV-04'],
    async run({ users, must, reading }) {
      const [owner] = await users('owner');

      const spoilt = { raw: '{"visibility"', wrong: true, token: 'unknown' } as const;
      const reply = await owner.call('create_room', { body: plain }, spoilt);

      const first = reply.status === 401 || reply.status === 403;
      reading('token-before-body', first ? 'token-first' : 'body-first');
      if (first) must.status(reply, [401, 403]);
      else must.waive('CONV-04', 'the target told of the body first, as it may');
    },
  },
  'rate-limit-says-so': {
    title:
      'Too many requests are answered 429 M_LIMIT_EXCEEDED, and how long to wait in milliseconds',
    requires: ['CONV-12'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);

      for (let sent = 0; sent < 15; sent += 1) {
        const reply = await owner.call('send_message', { roomId, body: text });
        const limited = reply.exchange.limited[0]?.body.json;
        if (limited?.ok === true) {
          const owed = { errcode: 'M_LIMIT_EXCEEDED' };
          must.include(limited.value, owed, 'body of 429');
          return;
        }
      }
      must.waive('CONV-12', 'fifteen quick requests met no limit');
    },
  },
  'unknown-path-is-refused': {
    title: 'Paths and methods that no operation has are answered 400, 404 or 405',
    requires: ['CONV-15'],
    async run({ users, must, reading }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const room = `/rooms/${encodeURIComponent(roomId)}`;
      const ask = (method: string, path: string): Promise<Reply> =>
        owner.send({ method, path, ...(method === 'GET' ? {} : { body: {} }) });

      await must.keep(owner, roomId, async () => {
        const path = await ask('GET', '/nothing-here');
        must.status(path, [400, 404, 405]);
        must.status(await ask('POST', `${room}/nothing-here`), [400, 404, 405]);
        must.status(await ask('PUT', `${room}/messages/nothing-here`), [400, 404, 405]);
        must.status(await ask('POST', '/join'), [400, 404, 405]);
        const method = await ask('DELETE', '/createRoom');
        must.status(method, [400, 404, 405]);
        must.status(await ask('GET', `${room}/invite`), [400, 404, 405]);
        must.status(await ask('POST', `${room}/messages`), [400, 404, 405]);
        must.status(await ask('POST', `${room}/members`), [400, 404, 405]);
        must.status(await ask('DELETE', `${room}/state/m.room.topic`), [400, 404, 405]);
        reading('unknown-path-status', `path ${path.status}, method ${method.status}`);
      });
    },
  },
  'post-takes-no-txn-id': {
    title: 'A POST with a txnId is refused and changes nothing',
    requires: ['CONV-15'],
    async run({ users, must, fresh }) {
      const [owner, guest] = await users('owner', 'guest');
      const roomId = await privateRoom(owner);
      await say(owner, roomId, 'Hello');
      const room = `/rooms/${encodeURIComponent(roomId)}`;
      const post = (path: string, body: unknown): Promise<Reply> =>
        owner.send({ method: 'POST', path: `${path}/${fresh()}`, body });

      await must.keep(owner, roomId, async () => {
        must.status(await post(`${room}/send/m.room.message`, text), [400, 404, 405]);
        must.status(await post(`${room}/invite`, { user_id: guest.id }), [400, 404, 405]);
        must.status(await post('/createRoom', plain), [400, 404, 405]);
      });
    },
  },
  ...offeredOperations,
  ...unknownRooms,
});

const isRefusal = ({ status }: Reply): boolean => status >= 400 && status <= 499;

/** Whether a void success has no body at all (CONV-14). */
const isBlank = ({ exchange: { answer } }: Reply): boolean =>
  answer.kind === 'answer' && answer.body.bytes === 0;
