import { bob, room, type Scene, tell } from '../testing/scene.ts';

const named = (errcode: string) => ({ errcode, error: 'No.' });
/** JSON in Latin-1. */
const latin1 = (body: object): Uint8Array => Buffer.from(JSON.stringify(body), 'latin1');
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
    name: 'a body of JSON is said to be of another type',
    violates: ['INV-06'],
    wrong: ({ send }) =>
      void send('POST', `${room}/invite`, { body: { user_id: bob } }).answer(
        415,
        named('M_UNKNOWN'),
      ),
    right: ({ send }) =>
      void send('POST', `${room}/invite`, {
        body: { user_id: bob },
        headers: { 'content-type': 'text/plain' },
      }).answer(415, named('M_UNKNOWN')),
    alone: false,
  },
  {
    name: 'a token is said to be unknown, with the status of something else',
    violates: ['CONV-03'],
    wrong: ({ send }) =>
      void send('GET', `${room}/state`, { token: 'x' }).answer(400, named('M_UNKNOWN_TOKEN')),
    right: ({ send }) =>
      void send('GET', `${room}/state`, { token: 'x' }).answer(403, named('M_UNKNOWN_TOKEN')),
    alone: false,
  },
  {
    name: 'a body is said to be wrong, with the status of something else',
    violates: ['TOPIC-06'],
    wrong: ({ send }) =>
      void send('PUT', `${room}/state/m.room.topic`, { body: [] }).answer(404, named('M_BAD_JSON')),
    right({ send }) {
      send('PUT', `${room}/state/m.room.topic`, { body: [] }).answer(400, named('M_BAD_JSON'));
      send('PUT', `${room}/state/m.room.topic`, { body: [] }).answer(403, named('M_FORBIDDEN'));
      const headers = { 'content-type': 'text/plain' };
      const sent = send('PUT', `${room}/state/m.room.topic`, { body: [], headers });
      sent.answer(415, named('M_NOT_JSON'));
    },
    alone: false,
  },
  {
    name: 'somebody makes another user join',
    violates: ['SMEM-13'],
    wrong: ({ send }) =>
      void send('PUT', `${room}/state/m.room.member/${encodeURIComponent(bob)}`, {
        body: { membership: 'join' },
      }).answer(200, {}),
    right({ send }) {
      const join = { body: { membership: 'join' } };
      const path = `${room}/state/m.room.member/${encodeURIComponent(bob)}`;
      send('PUT', path, join).answer(404, named('M_NOT_FOUND'));
      send('PUT', path, { ...join, token: 'bob' }).answer(200, {});
      send('PUT', path, { ...join, token: 'of somebody' }).answer(200, {});
    },
    alone: false,
  },
  ...([undefined, false] as const).map((alone) => ({
    name: `a server breaks on a body that is not UTF-8, ${alone === false ? 'whoever else acts' : 'alone'}`,
    violates: ['CONV-16'],
    wrong: ({ send }: Scene) =>
      void send('POST', '/createRoom', { raw: latin1({ name: 'Café' }) }).answer(
        500,
        named('M_UNKNOWN'),
      ),
    right({ send }: Scene) {
      const raw = latin1({ name: 'Café' });
      for (const status of [400, 403, 415, 422, 502])
        send('POST', '/createRoom', { raw }).answer(status, named('M_UNKNOWN'));
      send('POST', '/createRoom', { raw }).answer(200, { room_id: '!other:h' });
      // What else is wrong with it may be why.
      const bare = latin1({ user_id: ['é'] });
      send('POST', `${room}/invite`, { raw: bare, headers: { 'content-type': 'x/y' } }).answer(500);
    },
    ...(alone === false ? { alone } : {}),
  })),
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
