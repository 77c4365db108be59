import { describe, expect, it } from 'vitest';
import { type Ask, world } from './testing/client.ts';

const message = '/rooms/!r:h/send/m.room.message';
const feedback = '/rooms/!r:h/send/m.room.message.feedback';
const topic = '/rooms/!r:h/state/m.room.topic';
const member = '/rooms/!r:h/state/m.room.member/@bob:h';
const event = '/rooms/!r:h/send/com.example.x';

const idsOf = (method: string, path: string, given: Ask): readonly string[] =>
  world().ask(method, path, given).ids;

describe('bodies that are right, if unusual', () => {
  it.each<[string, string, string, Ask]>([
    ['further keys', 'POST', message, { body: { msgtype: 'm.text', body: 'x', extra: [1] } }],
    ['a message without a body key', 'POST', message, { body: { msgtype: 'm.text' } }],
    ['a msgtype of its own', 'POST', message, { body: { msgtype: '', body: 5 } }],
    ['an empty event', 'POST', event, { body: {} }],
    ['an event of nested values', 'POST', event, { body: { a: [1, { b: null }] } }],
    ['an event with keys of other models', 'POST', event, { body: { membership: 5, topic: [] } }],
    ['an empty state event', 'PUT', '/rooms/!r:h/state/com.example.x', { body: {} }],
    ['an empty topic', 'PUT', topic, { body: { topic: '' } }],
    ['a topic with further keys', 'PUT', topic, { body: { topic: 'x', note: null } }],
    ['an empty room configuration', 'POST', '/createRoom', { body: {} }],
    [
      'a whole room configuration',
      'POST',
      '/createRoom',
      {
        body: {
          visibility: 'private',
          room_alias_name: 'a b:',
          name: '',
          topic: '\u0000',
          invite: [],
        },
      },
    ],
    ['a ban, which the list of values forgets', 'PUT', member, { body: { membership: 'ban' } }],
    ['a knock', 'PUT', member, { body: { membership: 'knock' } }],
    [
      'a membership with further keys',
      'PUT',
      member,
      { body: { membership: 'join', displayname: null } },
    ],
    ['a ban without a reason', 'POST', '/rooms/!r:h/ban', { body: { user_id: 'bob' } }],
    [
      'a ban with an empty reason',
      'POST',
      '/rooms/!r:h/ban',
      { body: { user_id: '@b:h', reason: '' } },
    ],
    [
      'feedback about an event that nobody knows',
      'POST',
      feedback,
      { body: { type: 'read', target_event_id: '' } },
    ],
    ['a join without a body', 'POST', '/rooms/!r:h/join', {}],
    ['a join with keys', 'POST', '/rooms/!r:h/join', { body: { reason: 'x' } }],
    ['a leave with null', 'POST', '/rooms/!r:h/leave', { body: null }],
    ['a join by alias with an empty string', 'PUT', '/join/%23a:h', { body: '' }],
    ['white space around', 'POST', event, { raw: ' \n{"a":1}\t ' }],
    ['a key that stands twice', 'POST', message, { raw: '{"msgtype":"a","msgtype":"b"}' }],
    [
      'escaped characters',
      'POST',
      message,
      { raw: String.raw`{"msgtype":"\ud83d","body":"\u0000"}` },
    ],
    ['a key of the prototype', 'POST', event, { raw: '{"__proto__":{"a":1}}' }],
    ['a deep body', 'POST', event, { raw: `{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}` }],
    ['a wide body', 'POST', event, { body: { a: Array.from({ length: 50_000 }, () => 1) } }],
    [
      'a charset',
      'POST',
      event,
      { body: {}, headers: { 'content-type': 'application/json; charset=utf-8' } },
    ],
    [
      'a media type in capitals',
      'POST',
      event,
      { body: {}, headers: { 'content-type': 'Application/JSON;charset="x"' } },
    ],
    [
      'a type without a body',
      'POST',
      '/rooms/!r:h/leave',
      { headers: { 'content-type': 'text/plain' } },
    ],
    [
      'a body of a GET',
      'GET',
      '/rooms/!r:h/members',
      { raw: 'x', headers: { 'content-type': 'text/plain' } },
    ],
    [
      'a compressed body',
      'POST',
      message,
      { raw: '\u001f', headers: { 'content-encoding': 'gzip' } },
    ],
    ['a body that is too long to read', 'POST', message, { raw: ' '.repeat(300_000) }],
  ])('%s', (_, method, path, given) => {
    expect(idsOf(method, path, given)).toEqual([]);
  });
});

describe('bodies that are wrong', () => {
  it.each<[string, string, string, Ask, string]>([
    ['no message', 'POST', message, {}, 'CLIENT-03'],
    ['no event', 'PUT', `${event}/1`, {}, 'CLIENT-03'],
    ['no room configuration', 'POST', '/createRoom', {}, 'CLIENT-03'],
    ['no topic', 'PUT', topic, {}, 'CLIENT-03'],
    ['no JSON', 'POST', event, { raw: 'a=1' }, 'CLIENT-04'],
    ['half of a JSON', 'POST', event, { raw: '{"a":' }, 'CLIENT-04'],
    ['two JSONs', 'POST', event, { raw: '{}{}' }, 'CLIENT-04'],
    ['no JSON where none is declared', 'POST', '/rooms/!r:h/join', { raw: 'x' }, 'CLIENT-04'],
    ['an array', 'POST', event, { body: [] }, 'CLIENT-04'],
    ['a string', 'POST', message, { body: 'hi' }, 'CLIENT-04'],
    ['null', 'POST', '/createRoom', { body: null }, 'CLIENT-04'],
    ['a message without msgtype', 'POST', message, { body: { body: 'hi' } }, 'CLIENT-04'],
    ['a msgtype that is a number', 'PUT', `${message}/1`, { body: { msgtype: 5 } }, 'CLIENT-04'],
    ['a topic that is null', 'PUT', topic, { body: { topic: null } }, 'CLIENT-04'],
    ['a name that is a number', 'POST', '/createRoom', { body: { name: 5 } }, 'CLIENT-04'],
    [
      'a reason that is an object',
      'POST',
      '/rooms/!r:h/ban',
      { body: { user_id: '@b:h', reason: {} } },
      'CLIENT-04',
    ],
    ['no membership', 'PUT', member, { body: {} }, 'CLIENT-04'],
    ['feedback without a target', 'POST', feedback, { body: { type: 'read' } }, 'CLIENT-04'],
    [
      'a visibility that is not listed',
      'POST',
      '/createRoom',
      { body: { visibility: 'Public' } },
      'CLIENT-05',
    ],
    [
      'a membership that is not listed',
      'PUT',
      member,
      { body: { membership: 'kick' } },
      'CLIENT-05',
    ],
    [
      'feedback of another type',
      'POST',
      feedback,
      { body: { type: 'seen', target_event_id: '$e' } },
      'CLIENT-05',
    ],
    ['no user to invite', 'POST', '/rooms/!r:h/invite', { body: { user: '@b:h' } }, 'CLIENT-27'],
    ['no user to ban', 'PUT', '/rooms/!r:h/ban/1', { body: {} }, 'CLIENT-27'],
    ['no topic in the topic', 'PUT', topic, { body: { text: 'x' } }, 'CLIENT-27'],
    [
      'a form',
      'POST',
      event,
      { body: {}, headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      'CLIENT-06',
    ],
    [
      'a type that begins like JSON',
      'POST',
      event,
      { body: {}, headers: { 'content-type': 'application/json-patch' } },
      'CLIENT-06',
    ],
    ['no type', 'POST', event, { body: {}, headers: { 'content-type': '' } }, 'CLIENT-06'],
    [
      'a placeholder in a message',
      'POST',
      message,
      { body: { msgtype: 'm.text', _msgtype_defined_keys_: 'x' } },
      'CLIENT-09',
    ],
    [
      'a placeholder in an event',
      'POST',
      event,
      { body: { __event_content_keys__: '' } },
      'CLIENT-09',
    ],
    ['Latin-1', 'POST', event, { raw: Buffer.from('{"a":"é"}', 'latin1') }, 'CLIENT-29'],
    ['UTF-16', 'POST', event, { raw: Buffer.from('{"a":1}', 'utf16le') }, 'CLIENT-29'],
  ])('%s', (_, method, path, given, requirement) => {
    expect(idsOf(method, path, given)).toEqual([requirement]);
  });

  it('are described without the rest of the body', () => {
    const body = { msgtype: 5, body: 'x'.repeat(500) };
    const [finding] = world().ask('POST', message, { body }).findings;
    expect(finding).toEqual({
      requirement: 'CLIENT-04',
      grade: 'documented',
      what: 'msgtype is 5. It must be a string.',
    });
    const [other] = world().ask('POST', '/createRoom', { body: { visibility: 'all' } }).findings;
    expect(other?.what).toBe('visibility is "all". It must be one of ["public","private"].');
    const kick = world().ask('PUT', member, { body: { membership: 'kick' } }).findings[0];
    expect(kick?.what).toBe(
      'membership is "kick". It must be one of ["invite","join","leave","knock"], or "ban".',
    );
    const [missing] = world().ask('POST', message, { body: {} }).findings;
    expect(missing?.what).toBe('The body has no key msgtype.');
  });
});

it('a request is only said to meet what it was bound by', () => {
  const { ask } = world();
  expect(ask('GET', '/rooms/!r:h/state').observed).toEqual(['CLIENT-01', 'CLIENT-07', 'CLIENT-28']);
  expect(ask('POST', message, { body: { msgtype: 'm.text' } }).observed).toEqual([
    'CLIENT-01',
    'CLIENT-07',
    'CLIENT-28',
    'CLIENT-03',
    'CLIENT-06',
    'CLIENT-29',
    'CLIENT-04',
    'CLIENT-09',
  ]);
  expect(ask('PUT', member, { body: { membership: 'join' } }).observed).toContain('CLIENT-05');
});
