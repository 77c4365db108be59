import { bob, forbidden, room, tell } from '../testing/scene.ts';

tell('what traffic shows of memberships and powers', [
  {
    name: 'a banned user joins',
    violates: ['JOIN-11'],
    wrong({ ban, join }) {
      ban().answer(200);
      join().answer(200);
    },
    right({ ban, join, invite }) {
      ban().answer(200);
      join().answer(403, forbidden);
      invite().answer(403, forbidden);
      join().answer(403, forbidden);
    },
  },
  {
    name: 'an invited user cannot join',
    violates: ['JOIN-03'],
    wrong({ invite, join }) {
      invite().answer(200);
      join().answer(403, forbidden);
    },
    right({ invite, join }) {
      invite().lose();
      join().answer(403, forbidden);
      invite().answer(200);
      join().answer(200);
    },
  },
  {
    name: 'a public room cannot be joined',
    visibility: 'public',
    violates: ['JOIN-09'],
    wrong: ({ join }) => void join().answer(403, forbidden),
    right({ join, ban }) {
      const under = ban();
      join().answer(403, forbidden);
      under.answer(200);
    },
  },
  {
    name: 'a stranger sends',
    violates: ['SEND-15'],
    wrong: ({ say }) => void say('hi', '$1', 'bob'),
    right({ say, invite, join }) {
      invite().answer(200);
      const under = join();
      say('hi', '$1', 'bob');
      under.answer(200);
    },
  },
  {
    name: 'a member without power sets the topic',
    visibility: 'public',
    violates: ['TOPIC-11'],
    wrong({ join, send }) {
      join().answer(200);
      send('PUT', `${room}/state/m.room.topic`, { token: 'bob', body: { topic: 'Mine' } }).answer(
        200,
      );
    },
    right({ join, send }) {
      join().answer(200);
      send('PUT', `${room}/state/m.room.power_levels`, { body: { users_default: 50 } }).answer(200);
      send('PUT', `${room}/state/m.room.topic`, { token: 'bob', body: { topic: 'Mine' } }).answer(
        200,
      );
    },
  },
  {
    name: 'an accepted ban does not show',
    violates: ['BAN-03'],
    wrong({ ban, read }) {
      ban().answer(200);
      read(bob).answer(404, { errcode: 'M_NOT_FOUND', error: 'No.' });
    },
    right({ ban, read }) {
      ban().lose();
      read(bob).answer(404, { errcode: 'M_NOT_FOUND', error: 'No.' });
      read(bob).answer(200, { membership: 'ban' });
      const under = ban();
      read(bob).answer(200, { membership: 'ban' });
      under.answer(200);
    },
  },
]);
