import { describe, expect, it } from 'vitest';
import { alice, bob, forbidden, room, scene, type Scene } from '../testing/scene.ts';

const topic = `${room}/state/m.room.topic`;
const visible = (history_visibility: string) => ({ body: { history_visibility } });
const login = ({ send }: Scene, token: string, user: string) =>
  send('POST', '/login', { token: null }).answer(200, { access_token: token, user_id: user });

/** Stories of right servers in which something that is easily forgotten is the reason for an answer. */
const stories: Readonly<Record<string, (scene: Scene) => void>> = {
  'a room that everybody may read': ({ send }) => {
    const path = `${room}/state/m.room.history_visibility`;
    send('PUT', path, visible('world_readable')).answer(200);
    send('GET', `${room}/state`, { token: 'bob' }).answer(200, []);
    send('GET', `${room}/messages?dir=b`, { token: 'bob' }).answer(200, {
      start: 's',
      end: 'e',
      chunk: [],
    });
  },
  'a member who sees only what came after the join': (all) => {
    const { send, invite, join, say, event } = all;
    send('PUT', `${room}/state/m.room.history_visibility`, visible('joined')).answer(200);
    say('one', '$1');
    say('two', '$2');
    invite().answer(200);
    join().answer(200);
    say('three', '$3', 'bob');
    send('GET', `${room}/messages?dir=b`, { token: 'bob' }).answer(200, {
      start: 's',
      end: 'e',
      chunk: [
        event('$3', 'three', { user_id: bob }),
        event('$j', '', {
          type: 'm.room.member',
          state_key: bob,
          user_id: bob,
          content: { membership: 'join' },
        }),
      ],
    });
  },
  'a room that was upgraded': ({ send }) => {
    const body = { visibility: 'public', room_alias_name: 'tea' };
    send('POST', '/createRoom', { body }).answer(200, { room_id: '!a:h', room_alias: '#tea:h' });
    send('POST', '/rooms/%21a%3Ah/upgrade', { body: { new_version: '9' } }).answer(200, {
      replacement_room: '!b:h',
    });
    send('POST', '/join/%23tea%3Ah', { body: {}, token: 'bob' }).answer(200, { room_id: '!b:h' });
    send('POST', '/rooms/%21a%3Ah/send/m.room.message', {
      body: { msgtype: 'm.text', body: 'a' },
    }).answer(403, forbidden);
  },
  'a message that was redacted by an event': ({ say, send, page, event }) => {
    say('one', '$1');
    page('dir=b', [event('$1', 'one')]);
    send('PUT', `${room}/send/m.room.redaction/t1`, { body: { redacts: '$1' } }).answer(200, {
      event_id: '$2',
    });
    const redacted_because = { event_id: '$2', type: 'm.room.redaction' };
    page('dir=b', [
      event('$2', '', { type: 'm.room.redaction', content: { redacts: '$1' } }),
      event('$1', '', { content: {}, redacted_because }),
    ]);
  },
  'an administrator': ({ send, ban, read }) => {
    ban().answer(200);
    send('POST', '/_synapse/admin/v1/join/%21r%3Ah', { body: { user_id: bob } }).answer(200);
    read(bob).answer(200, { membership: 'join' });
  },
  'a user who deactivates the account': ({ send, invite, join, read }) => {
    invite().answer(200);
    join().answer(200);
    send('POST', '/account/deactivate', { token: 'bob', body: {} }).answer(200);
    read(bob).answer(200, { membership: 'leave' });
  },
  'somebody whose token nobody knows leaves, and the answer is lost': ({
    send,
    invite,
    join,
    read,
  }) => {
    invite().answer(200);
    join().answer(200);
    read(bob).answer(200, { membership: 'join' });
    send('POST', `${room}/leave`, { body: {}, token: 'unknown' }).lose();
    read(bob).answer(200, { membership: 'join' });
    read(bob).answer(200, { membership: 'leave' });
  },
  'somebody whose token nobody knows leaves while the room is read': ({
    send,
    invite,
    join,
    read,
  }) => {
    invite().answer(200);
    join().answer(200);
    const under = send('POST', `${room}/leave`, { body: {}, token: 'unknown' });
    read(bob).answer(200, { membership: 'leave' });
    under.answer(200);
    read(bob).answer(200, { membership: 'leave' });
  },
  'guests who may not join': ({ send }) => {
    const body = { visibility: 'public' };
    send('POST', '/createRoom', { body }).answer(200, { room_id: '!p:h' });
    send('POST', '/rooms/%21p%3Ah/join', { body: {}, token: 'bob' }).answer(403, {
      errcode: 'M_GUEST_ACCESS_FORBIDDEN',
      error: 'Guest access not allowed',
    });
  },
  'a gateway that forbids': ({ send }) => {
    const answered = send('GET', `${room}/state`);
    answered.answer(403, '<html>Forbidden</html>', {
      'content-type': 'text/html',
      server: 'cloudflare',
    });
  },
  'a gateway that redirects': ({ send }) => {
    const to = { location: 'https://h/elsewhere' };
    send('GET', `${room}/state`).answer(301, null, to);
    send('PUT', topic, { body: { topic: 'Tea' } }).answer(308, null, to);
    send('GET', topic).answer(200, { topic: 'Tea' });
  },
  'a limit': ({ send, ban, read }) => {
    const limited = { errcode: 'M_LIMIT_EXCEEDED', error: 'Wait.', retry_after_ms: 1 };
    ban().answer(429, limited);
    read(bob).answer(429, limited);
    send('PUT', topic, { body: {} }).answer(429, limited);
  },
  'a failure after the effect': ({ send, ban, read }) => {
    const failed = { errcode: 'M_UNKNOWN', error: 'Oops.' };
    ban().answer(500, failed);
    read(bob).answer(200, { membership: 'ban' });
    send('PUT', topic, { body: { topic: 'Tea' } }).answer(503, failed);
    send('GET', topic).answer(404, { errcode: 'M_NOT_FOUND', error: 'No.' });
    send('GET', topic).answer(200, { topic: 'Tea' });
  },
  'a body that is not read, since its txnId was answered': ({ send }) => {
    const path = `${room}/send/m.room.message/t1`;
    send('PUT', path, { body: { msgtype: 'm.text', body: 'a' } }).answer(200, { event_id: '$1' });
    send('PUT', path, { body: { body: 'a' } }).answer(200, { event_id: '$1' });
  },
  'a request that was answered before, long ago': ({ send, say, event, page }) => {
    const put = (txnId: string) =>
      send('PUT', `${room}/send/m.room.message/${txnId}`, {
        body: { msgtype: 'm.text', body: '' },
      });
    put('t0').answer(200, { event_id: '$t0' });
    say('one', '$1');
    const later = Array.from({ length: 19 }, (_, n) => `t${n + 1}`);
    for (const txnId of later) put(txnId).answer(200, { event_id: `$${txnId}` });
    put('t0').answer(200, { event_id: '$t0' });
    page('dir=b&limit=30', [
      ...later.toReversed().map((txnId) => event(`$${txnId}`, '')),
      event('$1', 'one'),
      event('$t0', ''),
    ]);
  },
  'one word in the place of every token': (all) => {
    const { send } = all;
    login(all, 'secret', alice);
    login(all, 'secret', bob);
    const body = { msgtype: 'm.text', body: 'a' };
    const put = () => send('PUT', `${room}/send/m.room.message/t1`, { body, token: 'secret' });
    put().answer(200, { event_id: '$1' });
    put().answer(200, { event_id: '$2' });
  },
};

const names = Object.keys(stories);

describe('a right server is not blamed for', () => {
  it.each(names)('%s', (name) => {
    const all = scene('private');
    stories[name]?.(all);
    expect(all.ofServer().map(({ what }) => what)).toEqual([]);
  });

  it.each(names)('%s, where others may act', (name) => {
    const all = scene('private', { alone: false });
    stories[name]?.(all);
    expect(all.ofServer().map(({ what }) => what)).toEqual([]);
  });
});
