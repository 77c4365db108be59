import { describe, expect, it } from 'vitest';
import { type Ask, type Asked, world } from './testing/client.ts';

const send = '/rooms/!r:h/send/m.room.message';
const text = (body: string, more: Ask = {}): Ask => ({
  body: { msgtype: 'm.text', body },
  ...more,
});

describe('a txnId', () => {
  it('may be used for other content never', () => {
    const { ask } = world();
    ask('PUT', `${send}/1`, text('a')).answer(200);
    const { ids, findings } = ask('PUT', `${send}/1`, text('b'));
    expect(ids).toEqual(['CLIENT-10']);
    expect(findings[0]?.what).toBe(
      'The txnId 1 was used before, at the same place with another body.',
    );
  });

  it('neither while the first request is under way, nor after it failed or its answer was lost', () => {
    for (const end of ['open', 'failed', 'lost']) {
      const { ask } = world();
      const first = ask('PUT', `${send}/1`, text('a'));
      if (end === 'failed') first.answer(500);
      if (end === 'lost') first.lose();
      expect(ask('PUT', `${send}/1`, text('b')).ids).toEqual(['CLIENT-10']);
    }
  });

  it('may be used again for the same content, whatever its order of keys and its white space', () => {
    const { ask } = world();
    ask('PUT', `${send}/1`, { raw: '{"msgtype":"m.text","body":"a"}' }).answer(200);
    expect(ask('PUT', `${send}/1`, { raw: '{"body": "a", "msgtype": "m.text"}' }).ids).toEqual([]);
    expect(ask('PUT', `/rooms/%21r:h/send/m%2Eroom.message/1`, text('a')).ids).toEqual([]);
  });

  it('may be used again after it was refused, which does not use it up', () => {
    const { ask } = world();
    ask('PUT', `${send}/1`, text('a')).answer(403);
    ask('PUT', `${send}/1`, text('b')).answer(429);
    ask('PUT', `${send}/1`, text('c')).answer(200);
    expect(ask('PUT', `${send}/1`, text('d')).ids).toEqual(['CLIENT-10']);
  });

  it.each([
    ['in another room', '/rooms/!other:h/send/m.room.message/1', 'alice'],
    ['for another type', '/rooms/!r:h/send/com.example.x/1', 'alice'],
    ['by another token', `${send}/1`, 'bob'],
    ['in another case', `${send}/A`, 'alice'],
  ])('is another one %s', (_, path, token) => {
    const { ask } = world();
    ask('PUT', `${send}/1`, text('a')).answer(200);
    ask('PUT', `${send}/a`, text('a')).answer(200);
    expect(ask('PUT', path, { ...text('b'), token }).ids).toEqual([]);
  });

  it('is not one in a state path, whose last segment is the key', () => {
    const { ask } = world();
    ask('PUT', '/rooms/!r:h/state/com.example.x/1', { body: { a: 1 } }).answer(200);
    expect(ask('PUT', '/rooms/!r:h/state/com.example.x/1', { body: { a: 2 } }).ids).toEqual([]);
  });

  it('of a join, whose body says nothing, cannot be used for other content', () => {
    const { ask } = world();
    ask('PUT', '/rooms/!r:h/join/1', { body: {} }).answer(200);
    expect(ask('PUT', '/rooms/!r:h/join/1', { body: { reason: 'x' } }).ids).toEqual([]);
  });

  it('is not judged where a long body may be the same in other words', () => {
    const { ask } = world();
    const long = 'x'.repeat(5000);
    ask('PUT', `${send}/1`, text(long)).answer(200);
    expect(ask('PUT', `${send}/1`, { raw: `{"body":"${long}","msgtype":"m.text"}` }).ids).toEqual(
      [],
    );
  });

  it('that was forgotten is new', () => {
    const { ask } = world();
    ask('PUT', `${send}/first`, text('a')).answer(200);
    for (let i = 0; i < 5000; i += 1) ask('PUT', `${send}/${i}`, text('a')).answer(200);
    expect(ask('PUT', `${send}/first`, text('b')).ids).toEqual([]);
  });

  it('that is new is said to be so from the second one on', () => {
    const { ask } = world();
    expect(ask('PUT', `${send}/1`, text('a')).observed).not.toContain('CLIENT-10');
    expect(ask('PUT', `${send}/2`, text('a')).observed).toContain('CLIENT-10');
  });
});

describe('a request whose answer was lost', () => {
  it('is repeated with its txnId', () => {
    const { ask } = world();
    ask('PUT', `${send}/1`, text('a')).lose();
    const { ids, observed } = ask('PUT', `${send}/1`, text('a'));
    expect([ids, observed.includes('CLIENT-11')]).toEqual([[], true]);
  });

  it('is wrong to repeat with another txnId, or with none', () => {
    const first = world();
    first.ask('PUT', `${send}/1`, text('a')).lose();
    expect(first.ask('PUT', `${send}/2`, text('a')).ids).toEqual(['CLIENT-11']);

    const second = world();
    second.ask('PUT', '/createRoom/1', { body: {} }).lose();
    expect(second.ask('POST', '/createRoom', { body: {} }).ids).toEqual(['CLIENT-11']);
  });

  it('is wrong to repeat blindly where it has no txnId', () => {
    const { ask } = world();
    ask('POST', send, text('a')).lose();
    expect(ask('POST', send, text('a')).ids).toEqual(['CLIENT-12']);
  });

  it('may be repeated after a look', () => {
    const { ask } = world();
    ask('POST', send, text('a')).lose();
    ask('GET', '/rooms/!r:h/messages?dir=b').answer(200, { chunk: [], start: 's', end: 'e' });
    const { ids, observed } = ask('POST', send, text('a'));
    expect([ids, observed.includes('CLIENT-12')]).toEqual([[], true]);
  });

  it.each([
    ['says something else', send, text('b')],
    ['is said elsewhere', '/rooms/!other:h/send/m.room.message', text('a')],
    ['comes half a minute later', send, { ...text('a'), after: 30_001 }],
    ['is said by somebody else', send, { ...text('a'), token: 'bob' }],
  ])('is not what is repeated where the next one %s', (_, path, given) => {
    const { ask } = world();
    ask('POST', send, text('a')).lose();
    expect(ask('POST', path, given).ids).toEqual([]);
  });

  it.each<[string, Ask, Parameters<Asked['lose']>[0], Ask]>([
    ['on another connection, long after it was sent', {}, { after: 300 }, { connection: 'two' }],
    ['where connections are not known', { connection: null }, {}, {}],
    ['through a gateway', { headers: { via: '1.1 gateway' } }, {}, {}],
    ['on another clock', {}, {}, { clock: 'of another recorder', after: 900 }],
  ])('may have been lost after the next one was sent %s', (_, first, loss, second) => {
    for (const [method, path] of [
      ['POST', send],
      ['PUT', `${send}/1`],
    ] as const) {
      const { ask } = world();
      ask(method, path, text('a', first)).lose(loss);
      expect(ask('POST', send, text('a', { ...first, ...second })).ids).toEqual([]);
    }
  });

  it.each<[string, Ask, Parameters<Asked['lose']>[0], Ask]>([
    ['at once by a client that gave it up', {}, { after: 900, gaveUp: true }, {}],
    ['at once by a client that had no time to give up', {}, { after: 100 }, {}],
    ['a moment later', {}, { after: 900 }, { after: 300 }],
    ['a moment later, where connections are not known', { connection: null }, {}, { after: 300 }],
  ])('is repeated %s', (_, first, loss, second) => {
    const { ask } = world();
    ask('POST', send, text('a', first)).lose(loss);
    const again = text('a', { connection: 'two', ...first, ...second });
    expect(ask('POST', send, again).ids).toEqual(['CLIENT-12']);
  });

  it('is not repeated where nobody knows when it was lost', () => {
    const { ask, judge } = world();
    judge.answered(ask('POST', send, text('a')).ticket, null);
    expect(ask('POST', send, text('a', { after: 900 })).ids).toEqual([]);
  });

  it('is not repeated by who says the same thing all the time', () => {
    const { ask } = world();
    ask('POST', send, text('ping')).answer(200);
    ask('POST', send, text('ping')).lose();
    expect(ask('POST', send, text('ping')).ids).toEqual([]);
  });

  it('is not repeated by a request that was under way before it was lost', () => {
    const { ask } = world();
    const first = ask('POST', send, text('a'));
    const second = ask('POST', send, text('a'));
    first.lose();
    second.answer(200);
    expect(second.ids).toEqual([]);
    expect(ask('POST', send, text('a')).ids).toEqual([]);
  });

  it('may be repeated where a second time changes nothing', () => {
    const { ask } = world();
    for (const [method, path, body] of [
      ['POST', '/rooms/!r:h/invite', { user_id: '@b:h' }],
      ['POST', '/rooms/!r:h/join', {}],
      ['PUT', '/rooms/!r:h/state/m.room.topic', { topic: 'x' }],
    ] as const) {
      ask(method, path, { body }).lose();
      expect(ask(method, path, { body }).ids).toEqual([]);
    }
  });

  it('was not lost where it was answered with an error', () => {
    const { ask } = world();
    ask('POST', send, text('a')).answer(502);
    expect(ask('POST', send, text('a')).ids).toEqual([]);
  });
});
