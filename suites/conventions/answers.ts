import type { Reply, User } from '../../harness/judge/user.ts';
import {
  contentTypeOf,
  errcodeOf,
  isErrorObject,
  isJson,
  isSuccess,
} from '../../harness/world/answers.ts';
import { bring, privateRoom, openRoomWith } from '../../harness/world/rooms.ts';
import type { CaseBody } from '../../harness/run/case.ts';

const text = { msgtype: 'm.text', body: 'Hello' };
const plain = { visibility: 'private' };

/** Refusals of each status: 400 to the owner, 403 to a stranger, 404 to the owner of a room without a topic. */
async function refusals(owner: User, stranger: User): Promise<readonly Reply[]> {
  // Where the contents of events are not checked, the wrong topic must not be read.
  const [roomId, other] = [await privateRoom(owner), await privateRoom(owner)];
  return [
    await owner.call('create_room', { body: plain }, { raw: '{"visibility"', wrong: true }),
    await owner.call('set_topic', { roomId: other, body: { topic: 5 } }, { wrong: true }),
    await stranger.call('send_message', { roomId, body: text }),
    await stranger.call('join_room', { roomId }),
    await stranger.call('get_members', { roomId }),
    await owner.call('get_topic', { roomId }),
  ];
}

/** A success of almost every operation. */
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

/** Statuses, content types and error objects. */
export const answers: Readonly<Record<string, CaseBody>> = {
  'success-is-200': {
    title: 'Every success has the status 200',
    requires: ['CONV-20'],
    async run({ users, must }) {
      const [owner, member] = await users('owner', 'member');

      const good = (await successes(owner, member)).filter(isSuccess);
      if (good.length === 0) must.notApplicable('CONV-20', 'no request succeeded');
      for (const reply of good) must.status(reply, 200);
    },
  },
  'success-is-json': {
    title: 'Every success that has a body is JSON, with the type application/json',
    requires: ['META-05'],
    async run({ users, must }) {
      const [owner, member] = await users('owner', 'member');

      const good = (await successes(owner, member)).filter((r) => isSuccess(r) && !isBlank(r));
      if (good.length === 0) must.notApplicable('META-05', 'no success had a body');
      for (const reply of good) {
        const type = contentTypeOf(reply);
        must.equal(type, 'application/json', `content type of the answer of ${reply.operation}`);
        must.that(
          isJson(reply),
          `body of the answer of ${reply.operation}`,
          'JSON in UTF-8',
          'something else',
        );
      }
    },
  },
  'error-is-json': {
    title: 'Every error is JSON, with the type application/json',
    requires: ['META-06'],
    async run({ users, must }) {
      const [owner, stranger] = await users('owner', 'stranger');

      const refused = (await refusals(owner, stranger)).filter(isRefusal);
      if (refused.length === 0) must.notApplicable('META-06', 'no request was refused');
      for (const reply of refused) {
        const type = contentTypeOf(reply);
        must.equal(type, 'application/json', `content type of a ${reply.status} error`);
        must.that(
          isJson(reply),
          `body of a ${reply.status} error`,
          'JSON in UTF-8',
          'something else',
        );
      }
    },
  },
  'error-has-errcode-and-error': {
    title: 'Every error is an object with the strings errcode and error',
    requires: ['CONV-05'],
    async run({ users, must }) {
      const [owner, stranger] = await users('owner', 'stranger');

      const refused = (await refusals(owner, stranger)).filter(isRefusal).filter(isJson);
      if (refused.length === 0) must.notApplicable('CONV-05', 'no error was JSON');
      for (const reply of refused) {
        const expected = 'an object with the strings errcode and error';
        must.that(isErrorObject(reply), `body of a ${reply.status} error`, expected, reply.json);
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
      if (codes.length === 0) must.notApplicable('CONV-06', 'no error had an errcode');
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
      const roomId = await openRoomWith(owner, member);

      const refused = [
        await stranger.call('send_message', { roomId, body: text }),
        await stranger.call('join_room', { roomId }),
        await member.call('ban', { roomId, body: { user_id: owner.id } }),
        await member.call('set_topic', { roomId, body: { topic: 'Mine' } }),
      ];

      const forbidden = refused.filter(({ status }) => status === 403);
      const codes = forbidden.map(errcodeOf).filter((code) => code !== undefined);
      if (codes.length === 0) must.notApplicable('CONV-06', 'no refusal was a 403 with an errcode');
      for (const code of codes) must.equal(code, 'M_FORBIDDEN', 'errcode for a missing permission');
    },
  },
  'rate-limit-says-so': {
    title: 'Too many requests are answered 429 with the errcode M_LIMIT_EXCEEDED',
    requires: ['CONV-12'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);

      for (let sent = 0; sent < 15; sent += 1) {
        const reply = await owner.call('send_message', { roomId, body: text });
        const limited = reply.exchange.limited[0]?.body.json;
        if (limited?.ok === true) {
          const expected = { errcode: 'M_LIMIT_EXCEEDED' };
          must.include(limited.value, expected, 'body of a 429 error');
          return;
        }
      }
      must.notApplicable('CONV-12', 'fifteen quick requests did not reach a rate limit');
    },
  },
};

const isRefusal = ({ status }: Reply): boolean => status >= 400 && status <= 499;

/** Whether a success has no body at all, as a void one may (CONV-14). */
const isBlank = ({ exchange: { answer } }: Reply): boolean =>
  answer.kind === 'answer' && answer.body.bytes === 0;
