import { forbidden, room, tell } from '../testing/scene.ts';

tell('what traffic shows of the state of a room', [
  {
    name: 'a topic that was replaced comes back',
    violates: ['GTOPIC-03'],
    wrong({ send }) {
      const [path, reads] = [
        `${room}/state/m.room.topic`,
        () => send('GET', `${room}/state/m.room.topic`),
      ];
      send('PUT', path, { body: { topic: 'One' } }).answer(200);
      send('PUT', path, { body: { topic: 'Two' } }).answer(200);
      reads().answer(200, { topic: 'Two' });
      reads().answer(200, { topic: 'One' });
    },
    right({ send }) {
      const [path, reads] = [
        `${room}/state/m.room.topic`,
        () => send('GET', `${room}/state/m.room.topic`),
      ];
      send('PUT', path, { body: { topic: 'One' } }).answer(200);
      const two = send('PUT', path, { body: { topic: 'Two' } });
      const three = send('PUT', path, { body: { topic: 'Three' } });
      reads().answer(200, { topic: 'One' });
      two.answer(200);
      reads().answer(200, { topic: 'Three' });
      reads().answer(200, { topic: 'Two' });
      three.answer(200);
      reads().answer(200, { topic: 'Two' });
    },
  },
  {
    name: 'a refused topic shows',
    visibility: 'public',
    violates: ['TOPIC-11'],
    wrong({ join, send }) {
      join().answer(200);
      const path = `${room}/state/m.room.topic`;
      send('PUT', path, { token: 'bob', body: { topic: 'Mine' } }).answer(403, forbidden);
      send('GET', path).answer(200, { topic: 'Mine' });
    },
    right({ join, send }) {
      join().answer(200);
      const path = `${room}/state/m.room.topic`;
      send('PUT', path, { token: 'bob', body: { topic: 'Mine' } }).lose();
      send('GET', path).answer(200, { topic: 'Mine' });
    },
  },
]);
