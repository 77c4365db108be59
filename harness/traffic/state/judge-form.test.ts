import { room, tell } from '../testing/scene.ts';

const named = (errcode: string) => ({ errcode, error: 'No.' });
const message = { msgtype: 'm.text', body: 'a' };

tell('what an answer says of a request', [
  {
    name: 'a right request is answered as an unknown one',
    violates: ['MEMB-01'],
    wrong: ({ send }) => void send('GET', `${room}/members`).answer(404, named('M_UNRECOGNIZED')),
    right({ send }) {
      send('GET', `${room}/members`).answer(404, named('M_NOT_FOUND'));
      send('POST', '/join/%21r%3Ah', { body: {} }).answer(404, named('M_UNRECOGNIZED'));
    },
    alone: false,
  },
  {
    name: 'a body of JSON is said to be none',
    violates: ['MSG-08'],
    wrong: ({ send }) =>
      void send('POST', `${room}/send/m.room.message`, { body: message }).answer(
        400,
        named('M_NOT_JSON'),
      ),
    right: ({ send }) =>
      void send('POST', `${room}/send/m.room.message`, { body: message }).answer(
        400,
        named('M_BAD_JSON'),
      ),
    alone: false,
  },
  {
    name: 'an access token in the query is not seen',
    violates: ['CONV-01'],
    wrong: ({ send }) =>
      void send('GET', `${room}/state?access_token=alice`, { token: null }).answer(
        403,
        named('M_MISSING_TOKEN'),
      ),
    right({ send }) {
      send('GET', `${room}/state`).answer(403, named('M_MISSING_TOKEN'));
      send('GET', `${room}/state?access_token=alice`, { token: null }).answer(
        403,
        named('M_UNKNOWN_TOKEN'),
      );
    },
    alone: false,
  },
  {
    name: 'a room cannot be made',
    violates: ['CREATE-13'],
    wrong: ({ send }) =>
      void send('POST', '/createRoom', { body: { visibility: 'public' } }).answer(
        400,
        named('M_BAD_JSON'),
      ),
    right({ send }) {
      const body = { visibility: 'public', room_alias_name: 'tea' };
      send('POST', '/createRoom', { body }).answer(400, named('M_ROOM_IN_USE'));
      send('POST', '/createRoom', { body: { visibility: 'public' } }).answer(
        403,
        named('M_FORBIDDEN'),
      );
    },
    alone: false,
  },
]);
