import { describe, expect, it } from 'vitest';
import type { TrafficJudgeOptions } from './judge-traffic.ts';
import { traffic } from './testing/traffic.ts';

const [alice, bob] = ['@alice:h', '@bob:h'];
const room = '/rooms/%21r%3Ah';
const forbidden = { errcode: 'M_FORBIDDEN', error: 'No.' };
const member = `${room}/state/m.room.member/`;

/** Two users who logged in, and a room that alice made, all in the traffic. */
function scene(visibility: 'public' | 'private' = 'private', options: TrafficJudgeOptions = {}) {
  const all = traffic(options);
  const { send } = all;
  for (const [token, user] of [
    ['alice', alice],
    ['bob', bob],
  ] as const)
    send('POST', '/login', { token: null, body: { user } }).answer(200, {
      access_token: token,
      user_id: user,
    });
  send('POST', '/createRoom', { body: { visibility } }).answer(200, { room_id: '!r:h' });
  const say = (body: string, id: string, token = 'alice') =>
    send('POST', `${room}/send/m.room.message`, {
      body: { msgtype: 'm.text', body },
      token,
    }).answer(200, { event_id: id });
  const event = (id: string, body: string, more = {}) => ({
    event_id: id,
    room_id: '!r:h',
    type: 'm.room.message',
    user_id: alice,
    content: { msgtype: 'm.text', body },
    ...more,
  });
  const page = (query: string, chunk: readonly unknown[], start = 's', end = 'e') =>
    send('GET', `${room}/messages?${query}`).answer(200, { start, end, chunk });
  const join = (token = 'bob') => send('POST', `${room}/join`, { body: {}, token });
  const invite = (user = bob) => send('POST', `${room}/invite`, { body: { user_id: user } });
  const ban = (user = bob) => send('POST', `${room}/ban`, { body: { user_id: user } });
  const read = (user: string, token = 'alice') =>
    send('GET', `${member}${encodeURIComponent(user)}`, { token });
  return { ...all, say, event, page, join, invite, ban, read };
}

type Scene = ReturnType<typeof scene>;

/** A story, and what the server of it violates; a story of a right server is told besides. */
interface Rule {
  readonly name: string;
  readonly violates: readonly string[];
  readonly wrong: (scene: Scene) => void;
  readonly right: (scene: Scene) => void;
  readonly visibility?: 'public';
}

const rules: readonly Rule[] = [
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
  {
    name: 'a message that was accepted is missing from a page that covers its place',
    violates: ['MSGS-03'],
    wrong({ say, event, page }) {
      say('one', '$1');
      say('two', '$2');
      page('dir=b&limit=5', [event('$2', 'two'), event('$1', 'one')]);
      say('three', '$3');
      page('dir=b&limit=5', [event('$2', 'two'), event('$1', 'one')]);
    },
    right({ say, event, page, send }) {
      say('one', '$1');
      say('two', '$2');
      page('dir=b&limit=1', [event('$2', 'two')]);
      const path = `${room}/send/m.room.message`;
      const under = send('POST', path, { body: { msgtype: 'm.text', body: 'three' } });
      page('dir=b&limit=2', [event('$2', 'two'), event('$1', 'one')]);
      under.answer(200, { event_id: '$3' });
      page('dir=b&limit=2&filter=x', [event('$1', 'one')]);
    },
  },
  {
    name: 'a walk skips a message',
    violates: ['MSGS-13'],
    wrong({ say, event, page }) {
      for (const n of [1, 2, 3, 4]) say(`${n}`, `$${n}`);
      page(
        'dir=b&limit=4',
        [4, 3, 2, 1].map((n) => event(`$${n}`, `${n}`)),
      );
      page('dir=b&limit=2', [event('$4', '4'), event('$3', '3')], 's', 't2');
      page('dir=b&limit=2&from=t2', [event('$1', '1')], 't2');
    },
    right({ say, event, page }) {
      for (const n of [1, 2, 3, 4]) say(`${n}`, `$${n}`);
      page('dir=b&limit=2', [event('$4', '4'), event('$3', '3')], 's', 't2');
      page('dir=b&limit=2&from=t2', [event('$3', '3'), event('$2', '2')], 't2', 't1');
      page('dir=b&limit=2&from=t1', [event('$2', '2'), event('$1', '1')], 't1');
    },
  },
  {
    name: 'a walk repeats more than its seam',
    violates: ['MSGS-13'],
    wrong({ say, event, page }) {
      for (const n of [1, 2, 3]) say(`${n}`, `$${n}`);
      page('dir=b&limit=2', [event('$3', '3'), event('$2', '2')], 's', 't');
      page('dir=b&limit=3&from=t', [event('$3', '3'), event('$2', '2'), event('$1', '1')], 't');
    },
    right({ say, event, page }) {
      for (const n of [1, 2, 3]) say(`${n}`, `$${n}`);
      page('dir=b&limit=2', [event('$3', '3'), event('$2', '2')], 's', 't');
      page('dir=b&limit=3&from=other', [event('$3', '3'), event('$2', '2')], 'other');
    },
  },
  {
    name: 'a page is in the wrong order',
    violates: ['MSGS-12'],
    wrong({ say, event, page }) {
      say('one', '$1');
      say('two', '$2');
      page('dir=b', [event('$1', 'one'), event('$2', 'two')]);
    },
    right({ say, event, page }) {
      say('one', '$1');
      say('two', '$2');
      page('', [event('$1', 'one'), event('$2', 'two')]);
      page('', [event('$2', 'two'), event('$1', 'one')]);
      page('dir=f', [event('$1', 'one'), event('$2', 'two')]);
    },
  },
  {
    name: 'a page without a direction has no order at all',
    violates: ['MSGS-12'],
    wrong({ say, event, page }) {
      for (const n of [1, 2, 3]) say(`${n}`, `$${n}`);
      page(
        '',
        [2, 1, 3].map((n) => event(`$${n}`, `${n}`)),
      );
    },
    right({ say, event, page }) {
      for (const n of [1, 2, 3]) say(`${n}`, `$${n}`);
      page(
        'limit=3',
        [3, 2, 1].map((n) => event(`$${n}`, `${n}`)),
      );
    },
  },
  {
    name: 'a page begins elsewhere than it was asked for',
    violates: ['MSGS-14'],
    wrong: ({ page }) => void page('dir=b&from=t9', [], 't8'),
    right: ({ page }) => void page('dir=b&from=t%2B9', [], 't+9'),
  },
  {
    name: 'a page is longer than its limit',
    violates: ['MSGS-08'],
    wrong: ({ page, event }) => void page('dir=b&limit=1', [event('$2', 'b'), event('$1', 'a')]),
    right: ({ page, event }) => void page('dir=b&limit=2', [event('$2', 'b'), event('$1', 'a')]),
  },
  {
    name: 'a page goes on beyond its end',
    violates: ['MSGS-07'],
    wrong({ page, event }) {
      page('dir=b&limit=1', [event('$2', 'b')], 's', 't');
      page('dir=b&to=t', [event('$2', 'b'), event('$1', 'a')]);
    },
    right({ page, event }) {
      page('dir=b&limit=1', [event('$2', 'b')], 's', 't');
      page('dir=b&to=t', [event('$3', 'c'), event('$2', 'b')]);
    },
  },
  {
    name: 'a message is shown with another content',
    violates: ['MSG-03'],
    wrong({ say, event, page }) {
      say('one', '$1');
      page('dir=b', [event('$1', 'other')]);
    },
    right({ say, event, page }) {
      say('one', '$1');
      page('dir=b', [event('$1', 'one', { content: { msgtype: 'm.text', body: 'one', ts: 1 } })]);
      page('dir=b', [event('$1', '', { content: {}, unsigned: { redacted_because: {} } })]);
    },
  },
  {
    name: 'a message is shown as sent by somebody else',
    violates: ['CONV-19'],
    wrong({ say, event, page }) {
      say('one', '$1');
      page('dir=b', [event('$1', 'one', { user_id: bob })]);
    },
    right({ say, event, page }) {
      say('one', '$1');
      page('dir=b', [event('$1', 'one'), event('$0', 'one', { user_id: bob })]);
    },
  },
  {
    name: 'one event id stands for two events',
    violates: ['MODEL-22'],
    wrong({ page, event }) {
      page('dir=b', [event('$1', 'one')]);
      page('dir=b', [event('$1', 'one', { type: 'x.other' })]);
    },
    right({ page, event }) {
      page('dir=b', [event('$1', 'one', { age: 1 })]);
      page('dir=b', [event('$1', 'one', { age: 2 })]);
    },
  },
  {
    name: 'two messages get one id',
    violates: ['MODEL-22'],
    wrong({ say }) {
      say('one', '$1');
      say('two', '$1');
    },
    right({ say }) {
      say('one', '$1');
      say('one', '$2');
    },
  },
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
    name: 'a request without a token is taken',
    violates: ['META-10'],
    wrong: ({ send }) => void send('GET', `${room}/state`, { token: null }).answer(200, []),
    right({ send }) {
      send('GET', `${room}/state`, { token: null }).answer(401, forbidden);
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
];

describe('what traffic shows of a server', () => {
  it.each(rules)('$name', ({ violates, wrong, right, visibility }) => {
    const bad = scene(visibility);
    wrong(bad);
    expect(bad.blamed()).toEqual(violates);
    for (const { what } of bad.ofServer()) expect(what).toMatch(/^[\w].*\.$/);
    const good = scene(visibility);
    right(good);
    expect(good.ofServer()).toEqual([]);
  });
});

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
});

describe('views that are late', () => {
  it('are one finding, once a later read shows what was accepted', () => {
    const { ban, read, wait, ofServer } = scene('private', { patience: 1000 });
    ban().answer(200);
    read(bob).answer(404, { errcode: 'M_NOT_FOUND', error: 'No.' });
    expect(ofServer()).toEqual([]);
    read(bob).answer(200, { membership: 'ban' });
    expect(ofServer().map(({ requirement }) => requirement)).toEqual(['CONV-24']);
    wait(5000);
    read(bob).answer(200, { membership: 'ban' });
    expect(ofServer()).toHaveLength(1);
  });

  it('that never show it are not late but wrong', () => {
    const { ban, read, wait, blamed } = scene('private', { patience: 1000 });
    ban().answer(200);
    wait(1001);
    read(bob).answer(404, { errcode: 'M_NOT_FOUND', error: 'No.' });
    expect(blamed()).toEqual(['BAN-03']);
  });
});

it('findings name the exchanges that show them', () => {
  const { ban, join, ofServer } = scene();
  const banned = ban();
  banned.answer(200);
  const joined = join();
  joined.answer(200);
  expect(ofServer()).toMatchObject([
    { kind: 'state', requirement: 'JOIN-11', ticket: joined.ticket, shownBy: [3, banned.ticket] },
  ]);
});
