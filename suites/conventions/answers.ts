import type { Reply, User } from '../../harness/judge/user.ts';
import {
  contentTypeOf,
  errcodeOf,
  isErrorObject,
  isJson,
  isSuccess,
} from '../../harness/world/answers.ts';
import { bring, privateRoom } from '../../harness/world/rooms.ts';
import { suite } from '../../harness/run/case.ts';
import { offeredOperations } from './offered-operations.ts';
import { unknownEndpoints } from './unknown-endpoints.ts';
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
    title: 'Every success has the status 200',
    requires: ['CONV-20'],
    async run({ users, must }) {
      const [owner, member] = await users('owner', 'member');

      const good = (await successes(owner, member)).filter(isSuccess);
      if (good.length === 0) must.notApplicable('CONV-20', 'nothing succeeded');
      for (const reply of good) must.status(reply, 200);
    },
  },
  'success-is-json': {
    title: 'Every success that has a body is JSON, with the type application/json',
    requires: ['META-05'],
    async run({ users, must }) {
      const [owner, member] = await users('owner', 'member');

      const good = (await successes(owner, member)).filter((r) => isSuccess(r) && !isBlank(r));
      if (good.length === 0) must.notApplicable('META-05', 'no success came with a body');
      for (const reply of good) {
        const type = contentTypeOf(reply);
        must.equal(type, 'application/json', `content type of ${reply.operation}`);
        must.that(isJson(reply), `body of ${reply.operation}`, 'JSON in UTF-8', 'something else');
      }
    },
  },
  'error-is-json': {
    title: 'Every error is JSON, with the type application/json',
    requires: ['META-06'],
    async run({ users, must }) {
      const [owner, stranger] = await users('owner', 'stranger');

      const refused = (await refusals(owner, stranger)).filter(isRefusal);
      if (refused.length === 0) must.notApplicable('META-06', 'nothing was refused');
      for (const reply of refused) {
        const type = contentTypeOf(reply);
        must.equal(type, 'application/json', `content type of ${reply.status}`);
        must.that(isJson(reply), `body of ${reply.status}`, 'JSON in UTF-8', 'something else');
      }
    },
  },
  'error-has-errcode-and-error': {
    title: 'Every error is an object with the strings errcode and error',
    requires: ['CONV-05'],
    async run({ users, must }) {
      const [owner, stranger] = await users('owner', 'stranger');

      const refused = (await refusals(owner, stranger)).filter(isRefusal).filter(isJson);
      if (refused.length === 0) must.notApplicable('CONV-05', 'no error came as JSON');
      for (const reply of refused) {
        const owed = 'an object with the strings errcode and error';
        must.that(isErrorObject(reply), `body of ${reply.status}`, owed, reply.json);
      }
    },
  },
  'errcode-is-upper-case': {
    title: 'Every errcode consists of upper-case letters, digits, underscores and dots',
    requires: ['CONV-06'],
    async run({ users, must }) {
      const [owner, stranger] = await users('owner', 'stranger');

      const replies = await refusals(owner, stranger);
      const codes = replies.map(errcodeOf).filter((code) => code !== undefined);
      if (codes.length === 0) must.notApplicable('CONV-06', 'no error came with an errcode');
      for (const code of codes) {
        must.that(/^[A-Z0-9_.]+$/.test(code), 'errcode', 'upper case, such as M_FORBIDDEN', code);
      }
    },
  },
  'what-is-not-permitted-is-m-forbidden': {
    title: 'Sending, joining and banning without permission has the errcode M_FORBIDDEN',
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
      if (codes.length === 0)
        must.notApplicable('CONV-06', 'no refusal came as a 403 with an errcode');
      for (const code of codes) must.equal(code, 'M_FORBIDDEN', 'errcode of what is not permitted');
    },
  },
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
        // A run can be told to send its tokens in a header.
        must.notApplicable('CONV-01', 'the target reads no token from the query');
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

      const spoilt = { raw: '{"visibility"', wrong: true, token: 'unknown' } as const;
      const reply = await owner.call('create_room', { body: plain }, spoilt);

      const first = reply.status === 401 || reply.status === 403;
      reading('token-before-body', first ? 'token-first' : 'body-first');
      if (first) must.status(reply, [401, 403]);
      else must.notApplicable('CONV-04', 'the target told of the body first, as it may');
    },
  },
  'rate-limit-says-so': {
    title:
      'Too many requests are answered 429 M_LIMIT_EXCEEDED, with the time to wait in milliseconds',
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
      must.notApplicable('CONV-12', 'fifteen quick requests met no limit');
    },
  },
  ...unknownEndpoints,
  ...offeredOperations,
  ...unknownRooms,
});

const isRefusal = ({ status }: Reply): boolean => status >= 400 && status <= 499;

/** Whether a void success has no body at all (CONV-14). */
const isBlank = ({ exchange: { answer } }: Reply): boolean =>
  answer.kind === 'answer' && answer.body.bytes === 0;
