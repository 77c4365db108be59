import { describe, expect, it } from 'vitest';
import { routerOf, referenceRoutes } from './routes.ts';

const router = routerOf(referenceRoutes);
const prefix = '/_matrix/client/api/v1';

describe('the router', () => {
  it.each([
    ['POST', '/rooms/!r/send/a.b', 'send_non_state_event'],
    ['PUT', '/rooms/!r/send/a.b/t', 'send_non_state_event'],
    ['POST', '/rooms/!r/send/m.room.messages', 'send_non_state_event'],
    ['POST', '/rooms/!r/send/m.room.message', 'send_message'],
    ['PUT', '/rooms/!r/send/m.room.message/t', 'send_message'],
    ['POST', '/rooms/!r/send/m%2Eroom.mess%61ge', 'send_message'],
    ['POST', '/rooms/!r/send/m.room.message.feedback', 'send_feedback'],
    ['PUT', '/rooms/!r/send/m.room.message.feedback/t', 'send_feedback'],
    ['PUT', '/rooms/!r/state/a.b', 'send_state_event'],
    ['PUT', '/rooms/!r/state/a.b/', 'send_state_event'],
    ['PUT', '/rooms/!r/state/a.b/k', 'send_state_event'],
    ['PUT', '/rooms/!r/state/m.room.topic', 'set_topic'],
    ['PUT', '/rooms/!r/state/m.room.topic/k', 'send_state_event'],
    ['PUT', '/rooms/!r/state/m.room.member', 'send_state_event'],
    ['PUT', '/rooms/!r/state/m.room.member/@a:b', 'set_membership'],
    ['GET', '/rooms/!r/state/m.room.topic', 'get_topic'],
    ['GET', '/rooms/!r/state/m.room.member/@a:b', 'get_membership'],
    ['GET', '/rooms/!r/state/m.room.name', 'get_state'],
    ['GET', '/rooms/!r/state/a.b/k', 'get_state'],
    ['GET', '/rooms/!r/state', 'get_state_events'],
    ['GET', '/rooms/!r/messages', 'get_messages'],
    ['GET', '/rooms/!r/members', 'get_members'],
    ['GET', '/rooms/!r/initialSync', 'get_room_sync_data'],
    ['POST', '/rooms/!r/invite', 'invite'],
    ['PUT', '/rooms/!r/invite/t', 'invite'],
    ['POST', '/rooms/!r/join', 'join_room'],
    ['PUT', '/rooms/!r/join/t', 'join_room'],
    ['POST', '/rooms/!r/leave', 'leave'],
    ['PUT', '/rooms/!r/leave/t', 'leave'],
    ['POST', '/rooms/!r/ban', 'ban'],
    ['PUT', '/rooms/!r/ban/t', 'ban'],
    ['POST', '/createRoom', 'create_room'],
    ['PUT', '/createRoom/t', 'create_room'],
    ['PUT', '/join/%23a:b', 'join'],
    ['POST', '/join/%23a:b', 'join'],
    ['PUT', '/join/%23a:b/t', 'join'],
  ])('takes %s %s for %s', (method, path, operation) => {
    expect(router(method, prefix + path).route.operation).toBe(operation);
  });

  it('decodes every segment once, a slash in it included', () => {
    const { params } = router('PUT', `${prefix}/rooms/%21r%3Ah/state/a%2Fb/%252F%E2%98%95%2b`);
    expect(params).toMatchObject({ roomId: '!r:h', eventType: 'a/b', stateKey: '%2F☕+' });
  });

  it.each([
    ['PUT', '/rooms/!r/invite', 405],
    ['PUT', '/createRoom', 405],
    ['POST', '/rooms/!r/invite/t', 405],
    ['POST', '/rooms/!r/state/a.b/k', 405],
    ['DELETE', '/rooms/!r/state/a.b/k', 405],
    ['HEAD', '/rooms/!r/messages', 405],
    ['GET', '/createRoom', 405],
    ['PUT', '/rooms/!r/state/a.b/k/11', 404],
    ['POST', '/rooms/!r/send', 404],
    ['GET', '/rooms/!r', 404],
    ['GET', '', 404],
    ['GET', '/rooms//messages/', 404],
    ['PUT', '/rooms/!r/invite/', 404],
    ['GET', '/../v1/rooms/!r/messages', 404],
    ['POST', '/createroom', 404],
  ])('does not know %s %s', (method, path, status) => {
    expect(() => router(method, prefix + path)).toThrow(
      expect.objectContaining({ status, errcode: 'M_UNRECOGNIZED' }),
    );
  });

  it.each(['/rooms/%zz/messages', '/rooms/%/messages', '/rooms/%ff/messages', '/%c3%28'])(
    'cannot decode %s',
    (path) => {
      expect(() => router('GET', prefix + path)).toThrow(expect.objectContaining({ status: 400 }));
    },
  );
});
