import { forbidden, room, tell } from '../testing/scene.ts';

tell('what traffic shows of requests that must be refused', [
  {
    name: 'a body that must be refused is taken',
    violates: ['FEED-08'],
    wrong: ({ send }) =>
      void send('POST', `${room}/send/m.room.message.feedback`, {
        body: { type: 'loved', target_event_id: '$1' },
      }).answer(200, { event_id: '$2' }),
    right: ({ send }) =>
      void send('POST', `${room}/send/m.room.message.feedback`, {
        body: { type: 'loved', target_event_id: '$1' },
      }).answer(400, forbidden),
  },
  {
    name: 'a message that is null is taken, as every event is',
    violates: ['SEND-11'],
    wrong: ({ send }) =>
      void send('POST', `${room}/send/m.room.message`, { body: null }).answer(200, {
        event_id: '$1',
      }),
    right: ({ send }) =>
      void send('POST', `${room}/send/m.room.message`, { body: null }).answer(400, {
        errcode: 'M_BAD_JSON',
        error: 'No.',
      }),
  },
  {
    name: 'a user_id that is not a string is taken: which refusal it gets is open',
    violates: ['INV-09'],
    wrong: ({ send }) =>
      void send('POST', `${room}/invite`, { body: { user_id: ['@b:h'] } }).answer(200, {}),
    right({ send }) {
      for (const status of [400, 403, 422, 500])
        for (const user of [['@b:h'], null, 1, {}])
          send('POST', `${room}/invite`, { body: { user_id: user } }).answer(status, forbidden);
    },
  },
  {
    name: 'a user_id without a domain is answered 500',
    violates: ['INV-09'],
    wrong: ({ send }) =>
      void send('POST', `${room}/invite`, { body: { user_id: 'b' } }).answer(500, forbidden),
    right: ({ send }) =>
      void send('POST', `${room}/invite`, { body: { user_id: 'b' } }).answer(400, forbidden),
  },
  {
    name: 'a request without a token is taken',
    violates: ['META-10'],
    wrong: ({ send }) => void send('GET', `${room}/state`, { token: null }).answer(200, []),
    right({ send }) {
      send('GET', `${room}/state`, { token: null }).answer(401, forbidden);
      // Which of its two faults a request is refused for is open.
      send('POST', '/createRoom', { token: null, raw: Buffer.from('{') }).answer(400, {
        errcode: 'M_NOT_JSON',
        error: 'No.',
      });
      send('GET', `${room}/state`, { token: null, headers: { cookie: 'session=1' } }).answer(
        200,
        [],
      );
    },
  },
  {
    name: 'a form of a request that is not declared is taken',
    violates: ['SEND-07'],
    wrong: ({ send }) =>
      void send('PUT', `${room}/send/m.room.message`, { body: { msgtype: 'm.text' } }).answer(
        200,
        {},
      ),
    right: ({ send }) =>
      void send('PUT', `${room}/send/m.room.message`, { body: { msgtype: 'm.text' } }).answer(
        405,
        forbidden,
      ),
  },
]);
