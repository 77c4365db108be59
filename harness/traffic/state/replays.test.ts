import { forbidden, room, tell } from '../testing/scene.ts';

tell('what traffic shows of repeated requests', [
  {
    name: 'one txnId gets two ids',
    violates: ['MSG-05'],
    wrong({ send }) {
      const put = () =>
        send('PUT', `${room}/send/m.room.message/t1`, { body: { msgtype: 'm.text', body: 'a' } });
      put().answer(200, { event_id: '$1' });
      put().answer(200, { event_id: '$2' });
    },
    right({ send }) {
      const put = (id: string) =>
        send('PUT', `${room}/send/m.room.message/${id}`, {
          body: { msgtype: 'm.text', body: 'a' },
        });
      put('t1').answer(200, { event_id: '$1' });
      put('t2').answer(200, { event_id: '$2' });
      // Servers of 2014 remember the last txnId alone.
      put('t1').answer(200, { event_id: '$3' });
    },
  },
  {
    name: 'a refused request has used up its txnId',
    visibility: 'public',
    violates: ['CONV-21'],
    wrong({ send, join }) {
      const body = { msgtype: 'm.text', body: 'a' };
      const put = () => send('PUT', `${room}/send/m.room.message/t1`, { body, token: 'bob' });
      put().answer(403, forbidden);
      join().answer(200);
      put().answer(403, forbidden);
    },
    right({ send, join }) {
      const body = { msgtype: 'm.text', body: 'a' };
      const put = () => send('PUT', `${room}/send/m.room.message/t1`, { body, token: 'bob' });
      put().answer(403, forbidden);
      join().answer(200);
      put().answer(200, { event_id: '$1' });
    },
  },
  {
    name: 'equal requests at the same time get two ids, of which later repeats get one',
    violates: ['CONV-22'],
    wrong({ send }) {
      const put = () =>
        send('PUT', `${room}/send/m.room.message/t1`, { body: { msgtype: 'm.text', body: 'a' } });
      const [one, two] = [put(), put()];
      one.answer(200, { event_id: '$1' });
      put().answer(200, { event_id: '$1' });
      two.answer(200, { event_id: '$2' });
      for (const id of ['$2', '$1', '$2']) put().answer(200, { event_id: id });
    },
    right({ send }) {
      const put = () =>
        send('PUT', `${room}/send/m.room.message/t1`, { body: { msgtype: 'm.text', body: 'a' } });
      const [one, two] = [put(), put()];
      for (const request of [one, two, put()]) request.answer(200, { event_id: '$1' });
    },
  },
  {
    name: 'a repeat is refused for another reason than that others shut its sender out',
    violates: ['MSG-05'],
    wrong({ send }) {
      const path = `${room}/send/m.room.message/a-long-txn-id`;
      const body = { msgtype: 'm.text', body: 'a' };
      send('PUT', path, { body }).answer(200, { event_id: '$1' });
      send('PUT', path, { body }).answer(409, forbidden);
    },
    right({ send }) {
      const path = `${room}/send/m.room.message/a-long-txn-id`;
      const body = { msgtype: 'm.text', body: 'a' };
      send('PUT', path, { body }).answer(200, { event_id: '$1' });
      send('PUT', path, { body }).answer(403, forbidden);
      send('PUT', path, { body }).answer(400, { errcode: 'M_USER_SUSPENDED', error: 'No.' });
    },
    alone: false,
  },
]);
