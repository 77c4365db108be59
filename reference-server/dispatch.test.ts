import { afterAll, describe, expect, it } from 'vitest';
import supertest from 'supertest';
import type { Nickname } from './parts.ts';
import {
  at,
  expectOk,
  startTestServer,
  testUser,
  refusal,
  timeline,
  type Method,
} from './testing/server.ts';

const testServer = await startTestServer();
afterAll(testServer.close);
const alice = await testServer.newUser();
const roomId = await testServer.newRoom(alice, { visibility: 'public', topic: 'tea' });
const room = at`/rooms/${roomId}`;
const feedback = { type: 'read', target_event_id: '$x' };

const eighteen: readonly (readonly [Nickname, Method, string, object?])[] = [
  ['send_non_state_event', 'post', `${room}/send/com.example.x`, {}],
  ['send_state_event', 'put', `${room}/state/com.example.x/k`, {}],
  ['send_message', 'post', `${room}/send/m.room.message`, { msgtype: 'm.text' }],
  ['set_topic', 'put', `${room}/state/m.room.topic`, { topic: 'x' }],
  ['get_topic', 'get', `${room}/state/m.room.topic`],
  ['send_feedback', 'post', `${room}/send/m.room.message.feedback`, feedback],
  ['invite', 'post', `${room}/invite`, { user_id: '@invited:localhost' }],
  ['join_room', 'post', `${room}/join`, {}],
  ['ban', 'post', `${room}/ban`, { user_id: '@banned:localhost' }],
  [
    'set_membership',
    'put',
    `${room}/state/m.room.member/@other:localhost`,
    { membership: 'invite' },
  ],
  ['get_membership', 'get', `${room}/state/m.room.member/${alice.id}`],
  ['join', 'put', at`/join/${roomId}`, {}],
  ['create_room', 'post', '/createRoom', {}],
  ['get_messages', 'get', `${room}/messages`],
  ['get_members', 'get', `${room}/members`],
  ['get_state_events', 'get', `${room}/state`],
  ['get_room_sync_data', 'get', `${room}/initialSync`],
  ['leave', 'post', `${room}/leave`, {}],
];

describe('the dispatch', () => {
  it('refuses every operation without a token and with a wrong one, and nothing happens', async () => {
    const before = (await timeline(alice, roomId)).length;
    const [nobody, impostor] = [
      testUser(testServer.url, '', ''),
      testUser(testServer.url, '', 'wrong'),
    ];
    for (const [, method, path, body] of eighteen) {
      expect(refusal(await nobody.call(method, path, body))).toBe('401 M_MISSING_TOKEN');
      expect(refusal(await impostor.call(method, path, body))).toBe('401 M_UNKNOWN_TOKEN');
    }
    expect(await timeline(alice, roomId)).toHaveLength(before);
  });

  it('looks at the token before the body and the room', async () => {
    const impostor = testUser(testServer.url, '', 'wrong');
    const answer = await impostor.call('post', at`/rooms/${'!no:x'}/send/com.example.x`, []);
    expect(refusal(answer)).toBe('401 M_UNKNOWN_TOKEN');
  });

  it('answers all eighteen with 200, JSON, and leave for any origin to read it', async () => {
    expect(eighteen).toHaveLength(18);
    for (const [, method, path, body] of eighteen) {
      const answer = await expectOk(alice.call(method, path, body));
      expect(answer.type).toBe('application/json');
      expect(answer.headers['access-control-allow-origin']).toBe('*');
    }
  });

  it('lets a web page of any origin ask, on any path', async () => {
    for (const path of ['/_matrix/client/api/v1/createRoom', '/nowhere', '/%zz']) {
      const { status, headers } = await supertest(testServer.url).options(path);
      expect(status).toBe(200);
      expect(headers).toMatchObject({
        'access-control-allow-origin': '*',
        'access-control-allow-methods': expect.stringContaining('PUT'),
        'access-control-allow-headers': expect.stringContaining('Content-Type'),
      });
    }
  });

  it.each([
    ['get', '/rooms/%zz/messages', '400 M_INVALID_PARAM'],
    ['get', '/nowhere', '404 M_UNRECOGNIZED'],
    ['get', '/createRoom', '405 M_UNRECOGNIZED'],
  ] as const)('answers %s %s with an error object', async (method, path, expected) => {
    const answer = await alice.call(method, path);
    expect(refusal(answer)).toBe(expected);
    expect(answer.headers['access-control-allow-origin']).toBe('*');
  });

  it('names the methods of a path that was asked with another one', async () => {
    const answer = await alice.call('get', '/createRoom');
    expect(answer.headers['allow']).toBe('POST, OPTIONS');
  });
});
