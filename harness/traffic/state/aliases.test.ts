import { expect, it } from 'vitest';
import { alice, tell } from '../testing/scene.ts';
import { traffic } from '../testing/traffic.ts';

tell('what traffic shows of rooms and their aliases', [
  {
    name: 'two rooms have one alias',
    violates: ['CREATE-12'],
    wrong({ send }) {
      const body = { visibility: 'public', room_alias_name: 'tea' };
      send('POST', '/createRoom', { body }).answer(200, { room_id: '!a:h', room_alias: '#tea:h' });
      send('POST', '/createRoom', { body, token: 'bob' }).answer(200, { room_id: '!b:h' });
    },
    right({ send }) {
      const body = { visibility: 'public', room_alias_name: 'tea' };
      send('POST', '/createRoom', { body }).answer(200, { room_id: '!a:h', room_alias: '#tea:h' });
      send('DELETE', '/directory/room/%23tea%3Ah').answer(200);
      send('POST', '/createRoom', { body, token: 'bob' }).answer(200, { room_id: '!b:h' });
    },
  },
  {
    name: 'an alias leads to another room',
    violates: ['JID-04'],
    wrong({ send }) {
      const body = { visibility: 'public', room_alias_name: 'tea' };
      send('POST', '/createRoom', { body }).answer(200, { room_id: '!a:h' });
      send('POST', '/join/%23tea%3Ah', { body: {}, token: 'bob' }).answer(200, { room_id: '!b:h' });
    },
    right({ send }) {
      const body = { visibility: 'public', room_alias_name: 'tea' };
      send('POST', '/createRoom', { body }).answer(200, { room_id: '!a:h' });
      send('POST', '/join/%23tea%3Ah', { body: {}, token: 'bob' }).answer(200, { room_id: '!a:h' });
      send('POST', '/join/%23other%3Ah', { body: {}, token: 'bob' }).answer(200, {
        room_id: '!b:h',
      });
    },
  },
  {
    name: 'a room is given out twice',
    violates: ['CREATE-03'],
    wrong: ({ send }) =>
      void send('POST', '/createRoom', { body: { visibility: 'public' } }).answer(200, {
        room_id: '!r:h',
      }),
    right: ({ send }) =>
      void send('POST', '/createRoom', { body: { visibility: 'public' } }).answer(200, {
        room_id: '!s:h',
      }),
  },
]);

it.each([true, false])('an alias may be of any domain where a stranger asked for it: %s', (did) => {
  const { send, blamed } = traffic({ sawEverything: true });
  const login = { access_token: 'alice', user_id: alice };
  send('POST', '/login', { token: null }).answer(200, login);
  const strange = { token: null, headers: { authorization: 'left out' } };
  const body = { visibility: 'public', room_alias_name: did ? 'tea' : 'coffee' };
  send('POST', '/createRoom', { body, ...strange }).answer(200, { room_id: '!a:h' });
  send('PUT', '/join/%23tea%3Ah', { body: {} }).answer(200, { room_id: '!a:h' });
  expect(blamed()).toEqual(did ? [] : ['JID-09']);
});
