import { alice, bob, create, founder, room, type Scene, state, tell } from '../testing/scene.ts';

const topic = { topic: 'Tea' };
const numbered = (ids: readonly number[]) =>
  ids.map((n) => state(`$${n}`, 'x.number', String(n), {}));

const put = (send: Scene['send'], type: string, key: string, body: object, id: string) =>
  send('PUT', `${room}/state/${type}/${encodeURIComponent(key)}`, { body }).answer(200, {
    event_id: id,
  });

/** Who sets state to what it is may be answered with the event that stands there, as the room was made or as it was set. */
function setAgain({ send, say, event, page }: Scene): void {
  const rules = state('$i', 'm.room.join_rules', '', { join_rule: 'invite' });
  const mood = state('$m', 'x.mood', 'k', { is: 'fine' });
  say('one', '$1');
  put(send, 'm.room.member', alice, { membership: 'join' }, '$j');
  put(send, 'm.room.join_rules', '', rules.content, '$i');
  put(send, 'x.mood', 'k', mood.content, '$m');
  say('two', '$2');
  put(send, 'x.mood', 'k', mood.content, '$m');
  page('dir=f', [create, founder, rules, event('$1', 'one'), mood, event('$2', 'two')]);
}

tell('what traffic shows of pages of messages', [
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
    wrong({ page, event }) {
      page('dir=b&limit=1', [event('$2', 'b')], 's', 't');
      page('dir=b&from=t&limit=1', [event('$1', 'a')], 's');
    },
    right({ page, event }) {
      page('dir=b&limit=1', [event('$2', 'b')], 's', 't');
      page('dir=b&from=t&limit=1', [event('$1', 'a')], 'another token of one place');
      // The token of a sync, in the form of those of pages.
      page('dir=b&from=s272_30', [event('$2', 'b')], 't9', 't+9');
      page('dir=b&from=t%2B9', [event('$1', 'a')], 't+9', 'u 9');
      page('dir=b&from=u+9', [event('$1', 'a')], 'u+9');
      page('dir=b&from=END', [event('$1', 'a')], 't8');
      page('dir=b&from=t9', [], 't8');
    },
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
    name: 'state that was set is missing from a list of all that ever happened, whatever others do',
    violates: ['TOPIC-03'],
    wrong({ send, page }) {
      send('PUT', `${room}/state/m.room.topic`, { body: topic }).answer(200, {});
      page('dir=b&limit=50', [founder, create]);
    },
    right({ send, page, invite }) {
      send('PUT', `${room}/state/m.room.topic`, { body: topic }).answer(200, {});
      const set = state('$t', 'm.room.topic', '', topic);
      page('dir=b&limit=50', [state('$o', 'm.room.topic', '', {}, bob), set, founder, create]);
      // Perhaps it was redacted.
      page('dir=b&limit=50', [state('$t', 'm.room.topic', '', {}), founder, create]);
      page('dir=b&limit=2', [state('$o', 'm.room.topic', '', {}, bob), founder]);
      const under = invite();
      page('dir=b&limit=50', [set, founder, create]);
      under.answer(200, {});
    },
    alone: false,
  },
  {
    name: 'a list of all that ever happened lacks the one who made the room',
    violates: ['CREATE-03'],
    wrong: ({ page }) => void page('dir=b&limit=50', [create]),
    right: ({ page }) => void page('dir=b&limit=50', [founder, create]),
    alone: false,
  },
  {
    name: 'a page does not stop where it should, in pages without a direction',
    violates: ['MSGS-07'],
    wrong({ page }) {
      page('limit=2', numbered([1, 2]), 's', 't2');
      page('limit=2&from=t2', numbered([3, 4]), 't2', 't4');
      page('to=t4&limit=50', numbered([1, 2, 3, 4, 5]), 's', 't5');
    },
    right({ page }) {
      page('limit=2', numbered([1, 2]), 's', 't2');
      page('limit=3&from=t2', numbered([2, 3, 4]), 't2', 't4');
      page('to=t4&limit=50', numbered([1, 2, 3, 4]), 's', 't4');
      page('to=t4&limit=50', numbered([1, 2, 3]), 's', 't4');
      page('to=t4&limit=2', numbered([1, 2]), 's', 't2');
      // Backwards, but in the order of time.
      page('to=t4&limit=50', numbered([3, 4, 1, 2, 5]), 's', 't4');
      page('from=elsewhere&to=t4&limit=50', numbered([1, 2, 3, 4, 5]), 'elsewhere', 't5');
    },
    alone: false,
  },
  {
    name: 'a page is empty although something lies before the token where it should stop',
    violates: ['MSGS-07'],
    wrong({ page }) {
      page('dir=f&limit=3&from=a', numbered([1, 2, 3]), 'a', 'b');
      page('dir=f&limit=50&from=a&to=b', [], 'b', 'b');
    },
    right({ page }) {
      page('dir=f&limit=3&from=a', numbered([1, 2, 3]), 'a', 'b');
      page('dir=f&limit=50&from=b&to=a', [], 'b', 'b');
      // It may go on behind its end.
      page('dir=f&limit=50&from=a&to=b', [], 'a', 'half');
    },
    alone: false,
  },
  {
    name: 'state that was changed stands on the wrong side of a message',
    violates: ['MSGS-12'],
    wrong({ send, say, event, page }) {
      put(send, 'm.room.topic', '', { topic: 'Wine' }, '$w');
      put(send, 'm.room.topic', '', topic, '$t');
      say('one', '$1');
      page('dir=f', [event('$1', 'one'), state('$t', 'm.room.topic', '', topic)]);
    },
    right: setAgain,
  },
  {
    name: 'messages are in the wrong order, and others may act',
    alone: false,
    violates: ['MSGS-12'],
    wrong({ say, event, page }) {
      say('one', '$1');
      say('two', '$2');
      page('dir=b', [event('$1', 'one'), event('$2', 'two')]);
    },
    right: setAgain,
  },
]);
