import { bob, tell } from '../testing/scene.ts';

tell('what traffic shows of events', [
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
      page('dir=b', [event('$1', 'two', { type: 'x.other' })]);
    },
    right({ page, event }) {
      page('dir=b', [event('$1', 'one', { age: 1 })]);
      page('dir=b', [event('$1', 'one', { age: 2 })]);
    },
  },
  {
    name: 'an event is shown with another type than before',
    violates: ['MODEL-25'],
    wrong({ page, event }) {
      page('dir=b', [event('$1', 'one')]);
      page('dir=b', [event('$1', 'one', { type: 'x.other' })]);
    },
    right({ page, event }) {
      page('dir=b', [event('$1', 'one')]);
      page('dir=b', [event('$2', 'one', { type: 'x.other' })]);
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
]);
