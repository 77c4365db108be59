import { describe, expect, it } from 'vitest';
import { alice, bob, forbidden, room, scene, type Scene } from '../testing/scene.ts';
import { traffic } from '../testing/traffic.ts';

describe('what is not known is not judged', () => {
  const story = ({ ban, join, invite, read, say, page, event }: Scene): void => {
    ban().answer(200);
    join().answer(200);
    invite().answer(200);
    read(bob).answer(200, { membership: 'leave' });
    say('one', '$1');
    page('dir=b', [event('$9', 'nine', { user_id: bob })]);
  };

  it('when others may act, the same room may have changed in between', () => {
    const open = scene('private', { alone: false });
    story(open);
    expect(open.blamed()).toEqual([]);
    const closed = scene();
    story(closed);
    expect(closed.blamed()).not.toEqual([]);
  });

  it('of a room that was there before the recording, only what was shown', () => {
    const { send, blamed } = traffic();
    const path = '/rooms/%21old%3Ah';
    send('POST', '/login', { token: null }).answer(200, { access_token: 'alice', user_id: alice });
    send('POST', `${path}/join`, { body: {} }).answer(403, forbidden);
    send('GET', `${path}/state/m.room.topic`).answer(200, { topic: 'Any' });
    const state = [{ event_id: '$1', room_id: '!old:h', type: 'm.room.member', state_key: alice }];
    const [mine] = state.map((one) => ({
      ...one,
      user_id: alice,
      content: { membership: 'join' },
    }));
    const topic = {
      event_id: '$2',
      room_id: '!old:h',
      type: 'm.room.topic',
      state_key: '',
      user_id: alice,
    };
    const shown = [mine, { ...topic, content: { topic: 'Known' } }];
    send('GET', `${path}/state`).answer(200, shown);
    expect(blamed()).toEqual([]);
    send('GET', `${path}/state`).answer(200, [
      mine,
      { ...topic, event_id: '$3', content: { topic: 'Other' } },
    ]);
    expect(blamed()).toEqual([]);
  });

  it('a request outside of the declaration may have changed its room', () => {
    const { send, ban, join, blamed } = scene();
    ban().answer(200);
    send('POST', `${room}/unban`, { body: { user_id: bob } }).answer(200);
    join().answer(200);
    expect(blamed()).toEqual([]);
  });

  it('powers and ways to join that somebody changed are not those of a new room', () => {
    const { send, join, blamed } = scene();
    send('PUT', `${room}/state/m.room.join_rules`, { body: { join_rule: 'public' } }).lose();
    join().answer(200);
    expect(blamed()).toEqual([]);
  });

  it('recordings without any access token say nothing about tokens', () => {
    const { send, found } = traffic();
    send('GET', `${room}/state`, { token: null }).answer(200, []);
    expect(found()).toEqual([]);
  });

  it('an exchange that a client and a gateway both recorded is one', () => {
    const { send, blamed } = traffic();
    const body = { msgtype: 'm.text', body: 'a' };
    const [one, two] = [0, 1].map(() => send('POST', `${room}/send/m.room.message`, { body }));
    two?.answer(200, { event_id: '$1' });
    one?.answer(200, { event_id: '$1' });
    expect(blamed()).toEqual([]);
  });

  const taken = { errcode: 'M_ROOM_IN_USE', error: 'Taken.' };
  const tea = { body: { visibility: 'public', room_alias_name: 'tea' } };

  it('an alias may have been given to a room whose request is not known', () => {
    const { send, blamed } = scene('public');
    send('POST', '/createRoom', { ...tea, isBodyUnknown: true }).answer(200, { room_id: '!s:h' });
    send('POST', '/createRoom', tea).answer(400, taken);
    expect(blamed()).toEqual([]);
  });

  it('of two requests for one alias at the same time, either may be the first', () => {
    const { send, blamed } = scene('public');
    const [one, other] = [send('POST', '/createRoom', tea), send('POST', '/createRoom', tea)];
    other.lose();
    one.answer(400, taken);
    expect(blamed()).toEqual([]);
  });

  it('of two requests with one txnId at the same time, either may be answered for the other', () => {
    const { send, blamed } = scene();
    const put = (alias: string) =>
      send('PUT', '/createRoom/t1', { body: { room_alias_name: alias } });
    const [one, other] = [put('one'), put('other')];
    for (const request of [other, one])
      request.answer(200, { room_id: '!s:h', room_alias: '#other:h' });
    expect(blamed()).toEqual([]);
  });

  it('a repeat may have done nothing, however many other requests came before it', () => {
    const { send, join, blamed } = scene();
    const invite = (txnId: string, user: string): void =>
      void send('PUT', `${room}/invite/${txnId}`, { body: { user_id: user } }).answer(200);
    invite('t', bob);
    for (let i = 0; i < 13; i += 1) invite(`t${i}`, `@${i}:h`);
    send('POST', `${room}/leave`, { token: 'bob' }).answer(200);
    invite('t', bob);
    join().answer(403, forbidden);
    expect(blamed()).toEqual([]);
  });

  it('where others may act, a txnId may have been used before for something else', () => {
    const { send, page, event, blamed } = scene('private', { alone: false });
    const body = { msgtype: 'm.text', body: 'two' };
    send('PUT', `${room}/send/m.room.message/t1`, { body }).answer(200, { event_id: '$1' });
    page('dir=b', [event('$1', 'one')]);
    expect(blamed()).toEqual([]);
  });

  it('a token of another room is a token, which a server may take', () => {
    const { send, page, event, blamed } = scene('private', { sawEverything: true });
    page('dir=b', [event('$1', 'a')], 's', 'e');
    send('POST', '/createRoom', { body: {} }).answer(200, { room_id: '!s:h' });
    const path = '/rooms/%21s%3Ah/messages?dir=b&from=';
    const own = event('$2', 'b', { room_id: '!s:h' });
    send('GET', `${path}e`).answer(200, { start: 'e', end: 'e2', chunk: [own] });
    expect(blamed()).toEqual([]);
    send('GET', `${path}garbage`).answer(200, { start: 'garbage', end: 'e2', chunk: [own] });
    expect(blamed()).toEqual(['MSGS-11']);
  });

  it('a request that nobody can refuse for its form is not answered 400 for a room that was never made', () => {
    const { send, blamed } = scene('private', { sawEverything: true });
    const put = (body: unknown, path = 'state/x.type/k') =>
      send('PUT', `/rooms/%21never%3Ah/${path}`, { body }).answer(400, {
        errcode: 'M_UNKNOWN',
        error: 'No.',
      });
    put({ odd: [] });
    expect(blamed()).toEqual([]);
    put({ topic: 'Tea' }, 'state/m.room.topic');
    expect(blamed()).toEqual(['CONV-11']);
  });

  it('a room whose creation is not answered yet may be known by an event', () => {
    const { send, blamed } = scene('private', { sawEverything: true });
    const unmade = send('GET', '/rooms/%21s%3Ah/messages');
    const page = { start: 's', end: 'e', chunk: [] };
    const creation = send('POST', '/createRoom', { body: {} });
    unmade.answer(200, page);
    expect(blamed()).toEqual([]);
    creation.answer(200, { room_id: '!s:h' });
    send('GET', '/rooms/%21never%3Ah/messages').answer(200, page);
    expect(blamed()).toContain('CONV-11');
  });

  it('state that was there already may be of whoever set it first', () => {
    const { send, join, invite, blamed } = scene();
    invite().answer(200);
    join().answer(200);
    const path = `${room}/state/x.cup`;
    const body = { n: 1 };
    send('PUT', path, { body }).answer(200);
    send('PUT', path, { body, token: 'bob' }).answer(200);
    const event = (type: string, key: string, user: string, content: object) => ({
      event_id: `$${type} ${key}`,
      room_id: '!r:h',
      type,
      state_key: key,
      user_id: user,
      content,
    });
    const state = [
      ...['create', 'power_levels', 'join_rules'].map((type) =>
        event(`m.room.${type}`, '', alice, {}),
      ),
      ...[alice, bob].map((user) => event('m.room.member', user, user, { membership: 'join' })),
      event('x.cup', '', alice, body),
    ];
    send('GET', `${room}/state`).answer(200, state);
    expect(blamed()).toEqual([]);
  });

  it('below another base path rooms are made, and tokens are given out', () => {
    const { send, blamed } = scene('private', { sawEverything: true });
    const v3 = '/_matrix/client/v3';
    send('POST', `${v3}/refresh`, { token: null }).answer(200, { access_token: 'fresh' });
    send('POST', `${v3}/createRoom`, { body: {} }).answer(200, { room_id: '!s:h' });
    for (const token of ['alice', 'fresh'])
      send('GET', '/rooms/%21s%3Ah/state/m.room.topic', { token }).answer(200, { topic: 'Tea' });
    send('POST', `${v3}/rooms/%21r%3Ah/invite`, { body: { user_id: bob } }).answer(200, {});
    send('POST', `${room}/join`, { body: {}, token: 'bob' }).answer(200);
    send('POST', '/_synapse/admin/v1/rooms/%21r%3Ah/delete').answer(200);
    send('GET', `${room}/state`).answer(403, forbidden);
    expect(blamed()).toEqual([]);
  });
});
