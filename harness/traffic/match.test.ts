import { describe, expect, it } from 'vitest';
import { base, spec, world } from './testing/client.ts';
import { match } from './match.ts';
import { routesOf } from './routes.ts';

const table = routesOf(spec.declaration);
const text = { body: { msgtype: 'm.text', body: 'hi' } };
const invite = { body: { user_id: '@bob:h' } };
const nothing = { body: {} };

describe('requests that the declaration permits', () => {
  it.each([
    ['POST', '/createRoom', nothing, 'create_room'],
    ['PUT', '/createRoom/t1', nothing, 'create_room'],
    ['POST', '/rooms/!r:h/send/m.room.message', text, 'send_message'],
    ['POST', '/rooms/%21r%3Ah/send/m.room.message', text, 'send_message'],
    ['PUT', '/rooms/!r:h/send/m.room.message/t1', text, 'send_message'],
    ['PUT', '/rooms/!r:h/send/m.room.message/t%2F1', text, 'send_message'],
    ['POST', '/rooms/!r:h/send/m%2Eroom.message', text, 'send_message'],
    ['POST', '/rooms/!r:h/send/com.example.x', nothing, 'send_non_state_event'],
    ['POST', '/rooms/!r:h/send/com.example.%C3%A9', nothing, 'send_non_state_event'],
    ['POST', '/rooms/!r:h/send/m.room.topic', nothing, 'send_non_state_event'],
    ['PUT', '/rooms/!r:h/state/com.example.x', nothing, 'send_state_event'],
    ['PUT', '/rooms/!r:h/state/com.example.x/', nothing, 'send_state_event'],
    ['PUT', '/rooms/!r:h/state/com.example.x/a%2Fb', nothing, 'send_state_event'],
    ['PUT', '/rooms/!r:h/state/m.room.topic/', nothing, 'send_state_event'],
    ['PUT', '/rooms/!r:h/state/m.room.member', nothing, 'send_state_event'],
    ['PUT', '/rooms/!r:h/state/m.room.topic', { body: { topic: '' } }, 'set_topic'],
    ['GET', '/rooms/!r:h/state/m.room.topic', {}, 'get_topic'],
    ['GET', '/rooms/!r:h/state/m.room.member/@bob:h', {}, 'get_membership'],
    ['GET', '/rooms/!r:h/state/m.room.member/%40bob%3Ah', {}, 'get_membership'],
    ['POST', '/rooms/!r:h/invite', invite, 'invite'],
    ['PUT', '/rooms/!r:h/invite/1', invite, 'invite'],
    ['POST', '/rooms/!r:h/ban', invite, 'ban'],
    ['PUT', '/rooms/!r:h/ban/1', invite, 'ban'],
    ['POST', '/rooms/!r:h/join', {}, 'join_room'],
    ['PUT', '/rooms/!r:h/join/1', nothing, 'join_room'],
    ['POST', '/rooms/!r:h/leave', {}, 'leave'],
    ['PUT', '/join/%23lobby%3Ah', nothing, 'join'],
    ['POST', '/join/%23lobby:h', nothing, 'join'],
    ['POST', '/join/!r:h', {}, 'join'],
    ['PUT', '/join/!r:h/1', nothing, 'join'],
    ['GET', '/rooms/!r:h/messages', {}, 'get_messages'],
    ['GET', '/rooms/!r:h/messages?dir=b&limit=10', {}, 'get_messages'],
    ['GET', '/rooms/!r:h/messages?', {}, 'get_messages'],
    ['GET', '/rooms/!r:h/members', {}, 'get_members'],
    ['GET', '/rooms/!r:h/state', {}, 'get_state_events'],
    ['GET', '/rooms/!r:h/initialSync?limit=5', {}, 'get_room_sync_data'],
    ['GET', '/rooms/anything/initialSync', {}, 'get_room_sync_data'],
  ] as const)('%s %s', (method, path, given, nickname) => {
    const { matched, findings } = world().ask(method, path, given);
    expect(findings).toEqual([]);
    expect(matched).toMatchObject({ kind: 'operation', nickname });
  });

  it('gives the values decoded, and the txnId apart', () => {
    const target = `${base}/rooms/%21r%2F1%3Ah/send/com.example.x/t%201?x=1&access_token=secret&x=2`;
    const { matched } = match(table, 'PUT', target);
    expect(matched).toMatchObject({
      parameters: { roomId: '!r/1:h', eventType: 'com.example.x' },
      txnId: 't 1',
    });
    // Nobody who shows a query is given a token to hide.
    expect(matched.kind === 'operation' && [...matched.query]).toEqual([['x', ['1', '2']]]);
  });

  it('takes a target with an origin', () => {
    const { ids, matched } = world().ask('GET', `http://localhost:8008${base}/rooms/!r:h/members`);
    expect(ids).toEqual([]);
    expect(matched.kind).toBe('operation');
  });
});

describe('requests that are about something else', () => {
  it.each([
    ['POST', '/login'],
    ['GET', '/initialSync'],
    ['GET', '/events?from=END&timeout=30000'],
    ['GET', '/publicRooms'],
    ['GET', '/directory/room/%23a%3Ah'],
    ['OPTIONS', '/rooms/!r:h/invite'],
    ['HEAD', '/rooms/!r:h/messages'],
    ['GET', '/rooms/!r:h/state/m.room.name'],
    ['GET', '/rooms/!r:h/state/com.example.x/key'],
    ['PUT', '/rooms/!r:h/typing/@a:h'],
    ['PUT', '/rooms/!r:h/redact/$e/1'],
    ['POST', '/rooms/!r:h/kick'],
    ['POST', '/rooms/!r:h/unban'],
    ['POST', '/rooms/!r:h/receipt/m.read/$e'],
    ['GET', '/_matrix/client/versions'],
    ['GET', '/_matrix/client/r0/rooms/!r:h/joined_members'],
    ['GET', '/_matrix/media/v1/download/h/x'],
    ['GET', '/_matrix/client/r0/rooms/!r:h/state/m.room.name/'],
  ])('%s %s is not judged', (method, path) => {
    const { matched, findings, observed } = world().ask(method, path, { token: null });
    expect([matched.kind, findings, observed]).toEqual(['other', [], []]);
  });

  it('nor is what another service on the same origin has', () => {
    expect(match(table, 'GET', '/api/rooms/12/messages').matched.kind).toBe('other');
    expect(match(table, 'GET', '*').matched.kind).toBe('other');
  });
});

describe('requests that are not declared say which one is meant, and why they are not it', () => {
  it.each([
    ['PUT', '/rooms/!r:h/invite', 'CLIENT-01', 'invite', 'A PUT has a txnId as its last segment'],
    ['PUT', '/rooms/!r:h/invite/', 'CLIENT-01', 'invite', 'its txnId is empty'],
    ['PUT', '/rooms/!r:h/send/m.room.message', 'CLIENT-01', 'send_message', 'A PUT has a txnId'],
    ['PUT', '/createRoom', 'CLIENT-01', 'create_room', 'A PUT has a txnId'],
    ['POST', '/createRoom/', 'CLIENT-01', 'create_room', 'ends with a slash'],
    ['POST', '/createRoom/1', 'CLIENT-01', 'create_room', 'A request with a txnId is a PUT'],
    [
      'GET',
      '/createRoom',
      'CLIENT-01',
      'create_room',
      'GET is not declared for this path; POST is',
    ],
    ['DELETE', '/rooms/!r:h/messages', 'CLIENT-01', 'get_messages', 'DELETE is not declared'],
    ['POST', '/rooms/!r:h/state/com.example.x', 'CLIENT-01', 'send_state_event', 'PUT is'],
    ['GET', '/join/!r:h', 'CLIENT-01', 'join', 'GET is not declared for this path; PUT or POST is'],
    [
      'POST',
      '/rooms/!r:h/send',
      'CLIENT-01',
      'send_non_state_event',
      'The segment {eventType} is missing',
    ],
    ['GET', '/rooms/!r:h/messages/', 'CLIENT-01', 'get_messages', 'ends with a slash'],
    ['GET', '/rooms//messages', 'CLIENT-01', 'get_messages', 'The segment of roomId is empty'],
    ['GET', '//rooms/!r:h/messages', 'CLIENT-01', 'get_messages', 'two slashes in a row'],
    ['GET', '/rooms/!r:h', 'CLIENT-01', 'get_room_sync_data', 'ends after the room'],
    ['POST', '/join/', 'CLIENT-01', 'join', 'The # of an alias is sent as %23'],
    ['GET', '/rooms/!r:h/message', 'CLIENT-01', 'get_messages', 'message is not declared'],
    [
      'POST',
      '/createroom',
      'CLIENT-01',
      'create_room',
      'createroom is not declared; createRoom is',
    ],
    [
      'PUT',
      '/rooms/!r:h/state/t/k/1',
      'CLIENT-01',
      'send_state_event',
      'State paths take no txnId',
    ],
    ['GET', '/rooms/!r/1:h/messages', 'CLIENT-02', 'get_messages', 'sent as %2F'],
    ['POST', '/join/%23a/b:h', 'CLIENT-02', 'join', 'sent as %2F'],
    ['GET', '/rooms%2F!r:h%2Fmessages', 'CLIENT-02', 'get_messages', 'are percent-encoded'],
    ['GET', '/_matrix/client/r0/rooms/!r:h/messages', 'CLIENT-01', 'get_messages', 'base path'],
    ['GET', `${base}${base}/rooms/!r:h/members`, 'CLIENT-01', 'get_members', 'base path'],
  ])('%s %s', (method, path, requirement, nickname, why) => {
    const { matched, findings } = world().ask(method, path, {
      body: method === 'GET' ? undefined : {},
    });
    expect(matched).toMatchObject({ kind: 'unmatched', nearest: { nickname } });
    expect(matched.kind === 'unmatched' && matched.why).toContain(why);
    expect(findings.map((one) => one.requirement)).toEqual([requirement]);
  });

  it('without a base path at all', () => {
    const { matched } = match(table, 'GET', '/rooms/!r:h/members');
    expect(matched).toMatchObject({
      kind: 'unmatched',
      why: 'The base path is /_matrix/client/api/v1, missing.',
    });
  });

  it('does not show an access token that is part of the path', () => {
    const path = '/rooms%2F!r:h%2Fmembers%3Faccess_token%3Dsecret';
    const { findings } = world().ask('GET', path);
    expect(JSON.stringify(findings)).not.toContain('secret');
  });
});
