import { describe, expect, it } from 'vitest';
import { type Ask, world } from './testing/client.ts';

const send = '/rooms/!r:h/send/m.room.message';
const text = (body: string, more: Ask = {}): Ask => ({
  body: { msgtype: 'm.text', body },
  ...more,
});
const forbidden = { errcode: 'M_FORBIDDEN', error: 'No.' };
const limited = (ms?: unknown) => ({
  errcode: 'M_LIMIT_EXCEEDED',
  error: 'Too many.',
  retry_after_ms: ms,
});
const unknownToken = { errcode: 'M_UNKNOWN_TOKEN', error: 'Unknown.' };

/** Sends and has it answered. @returns the requirements that the request violates */
function asker() {
  const { ask } = world();
  return (status: number, answer: unknown, method: string, path: string, given: Ask = {}) => {
    const asked = ask(method, path, given);
    asked.answer(status, answer);
    return asked.ids;
  };
}

const times = (count: number, act: (i: number) => readonly string[]): readonly string[] =>
  Array.from({ length: count }, (_, i) => act(i)).flat();

describe('a refused request', () => {
  it('is not sent five times in a row', () => {
    const ask = asker();
    expect(times(4, () => ask(403, forbidden, 'POST', send, text('a')))).toEqual([]);
    expect(ask(403, forbidden, 'POST', send, text('a'))).toEqual(['CLIENT-18']);
    // One finding is enough for one loop.
    expect(times(20, () => ask(403, forbidden, 'POST', send, text('a')))).toEqual([]);
  });

  it('is the same with another txnId', () => {
    const ask = asker();
    expect(times(9, (i) => ask(400, forbidden, 'PUT', `${send}/${i}`, text('a')))).toEqual([
      'CLIENT-18',
    ]);
  });

  it.each([
    [
      'changes',
      (ask: ReturnType<typeof asker>, i: number) =>
        ask(403, forbidden, 'POST', send, text(String(i))),
    ],
    [
      'comes again slowly',
      (ask: ReturnType<typeof asker>) =>
        ask(403, forbidden, 'POST', '/rooms/!r:h/join', { after: 6000 }),
    ],
    [
      'reads, which is a way to wait',
      (ask: ReturnType<typeof asker>) =>
        ask(404, forbidden, 'GET', '/rooms/!r:h/state/m.room.topic'),
    ],
    [
      'comes from others',
      (ask: ReturnType<typeof asker>, i: number) =>
        ask(403, forbidden, 'POST', '/rooms/!r:h/join', { token: `user${i}` }),
    ],
    [
      'fails, which may pass',
      (ask: ReturnType<typeof asker>) => ask(500, forbidden, 'POST', send, text('a')),
    ],
    ['succeeds', (ask: ReturnType<typeof asker>) => ask(200, {}, 'POST', send, text('a'))],
    [
      'is of another API',
      (ask: ReturnType<typeof asker>) => ask(403, forbidden, 'POST', '/login', { body: {} }),
    ],
  ])('may come again where it %s', (_, act) => {
    const ask = asker();
    expect(times(20, (i) => act(ask, i))).toEqual([]);
  });

  it('may come again when something happened in between', () => {
    const ask = asker();
    for (let i = 0; i < 20; i += 1) {
      expect(ask(403, forbidden, 'POST', '/rooms/!r:h/join')).toEqual([]);
      if (i % 4 === 3)
        ask(200, {}, 'POST', '/rooms/!r:h/invite', { token: 'bob', body: { user_id: '@a:h' } });
    }
  });

  it('is a loop in a browser as well, which asks for permission before each request', () => {
    const ask = asker();
    const ids = times(5, () => {
      ask(204, {}, 'OPTIONS', send, { token: null });
      return ask(403, forbidden, 'POST', send, text('a'));
    });
    expect(ids).toEqual(['CLIENT-18']);
  });

  it('is not repeated by requests that were sent together', () => {
    const { ask } = world();
    const all = Array.from({ length: 10 }, () => ask('POST', send, text('a')));
    for (const one of all) one.answer(403, forbidden);
    expect(all.flatMap(({ ids }) => ids)).toEqual([]);
  });
});

describe('requests on several connections with one token', () => {
  it('do not count as a loop where late answers may have come after they were sent', () => {
    const ask = asker();
    const join = (i: number, after: number): readonly string[] =>
      ask(403, forbidden, 'POST', '/rooms/!r:h/join', { connection: String(i), after, took: 300 });
    expect(times(9, (i) => join(i, 1))).toEqual([]);
    expect(times(9, (i) => join(i, 500))).toEqual(['CLIENT-18']);
  });

  it('may be of several programs, each of which learns by itself that the token is refused', () => {
    const members = (connection: string): Ask => ({ connection, after: 1000, took: 300 });
    const ask = asker();
    ask(200, {}, 'GET', '/rooms/!r:h/members', { connection: '0' });
    expect(
      times(9, (i) => ask(401, unknownToken, 'POST', send, text(`${i}`, members(String(i))))),
    ).toEqual([]);
    expect(
      times(3, () => ask(401, unknownToken, 'GET', '/rooms/!r:h/members', members('0'))),
    ).toEqual(['CLIENT-20']);
    const other = asker();
    expect(
      times(9, (i) =>
        other(401, unknownToken, 'GET', '/rooms/!r:h/members', {
          ...members(`${i}`),
          token: 'wrong',
        }),
      ),
    ).toEqual([]);
  });

  it('are those of one program where a write comes again and again with a token that was refused', () => {
    const ask = asker();
    ask(401, unknownToken, 'POST', send, text('a', { connection: 'first' }));
    expect(
      times(9, (i) =>
        ask(401, unknownToken, 'POST', send, text('a', { connection: `${i}`, after: 1000 })),
      ),
    ).toEqual(['CLIENT-20']);
  });
});

describe('a rate limit', () => {
  it('is waited for', () => {
    const ask = asker();
    ask(429, limited(2000), 'POST', send, text('a'));
    expect(ask(200, {}, 'POST', send, text('a', { after: 1000 }))).toEqual(['CLIENT-19']);
  });

  it('holds for the repeat at once, though the client waits for events all the time', () => {
    const { ask } = world();
    ask('GET', '/events?timeout=30000');
    ask('POST', send, text('a')).answer(429, limited(2000));
    expect(ask('POST', send, text('a')).ids).toEqual(['CLIENT-19']);
  });

  it('is over after its time, with a margin for timers', () => {
    for (const after of [1975, 1999, 2000, 9000]) {
      const { ask } = world();
      ask('POST', send, text('a')).answer(429, limited(2000));
      const { ids, observed } = ask('POST', send, text('a', { after }));
      expect([ids, observed.includes('CLIENT-19')]).toEqual([[], true]);
    }
  });

  it('holds for the repeat at once, and for other content of the operation', () => {
    const ask = asker();
    ask(429, limited(2000), 'PUT', `${send}/1`, text('a'));
    expect(ask(429, limited(2000), 'PUT', `${send}/1`, text('a'))).toEqual(['CLIENT-19']);
    expect(ask(429, limited(2000), 'PUT', `${send}/2`, text('b', { after: 500 }))).toEqual([
      'CLIENT-19',
    ]);
  });

  it.each([
    [
      'of another operation',
      'POST',
      '/rooms/!r:h/invite',
      { body: { user_id: '@b:h' }, after: 900 },
    ],
    ['of another token', 'POST', send, text('a', { token: 'bob', after: 900 })],
    ['that was on its way', 'POST', send, text('b', { after: 50 })],
  ])('does not hold for a request %s', (_, method, path, given) => {
    const ask = asker();
    ask(429, limited(2000), 'POST', send, text('a'));
    expect(ask(200, {}, method, path, given)).toEqual([]);
  });

  it('does not hold for requests that were sent together with the limited one', () => {
    const { ask } = world();
    const all = Array.from({ length: 10 }, () => ask('POST', send, text('a')));
    all[0]?.answer(429, limited(2000));
    // One more that a pool of connections had in its queue.
    expect(ask('POST', send, text('a')).ids).toEqual([]);
  });

  it.each<[string, Ask, Ask]>([
    ['at once on another connection after a late answer', { took: 300 }, { connection: 'two' }],
    ['in no time, where connections are not known', { connection: null }, { after: 100 }],
    ['on another clock', { connection: null }, { clock: 'of another recorder', after: 900 }],
    ['through a gateway', { headers: { via: '1.1 gateway' } }, { after: 100 }],
  ])(
    'does not hold for a request that was sent %s: its client may not know',
    (_, first, second) => {
      for (const [method, path, given] of [
        ['GET', '/rooms/!r:h/members', {}],
        ['PUT', `${send}/1`, text('a')],
      ] as const) {
        const ask = asker();
        ask(429, limited(2000), method, path, { ...given, ...first });
        expect(ask(200, {}, method, path, { ...given, ...first, ...second })).toEqual([]);
      }
    },
  );

  it('holds for a write that comes at once on connections of its own, after late answers from the second time on', () => {
    for (const [took, found] of [
      [1, ['CLIENT-19', 'CLIENT-19']],
      [300, ['CLIENT-19']],
    ] as const) {
      const ask = asker();
      const put = (i: number): readonly string[] =>
        ask(429, limited(2000), 'PUT', `${send}/1`, text('a', { connection: `${i}`, took }));
      expect(times(3, put)).toEqual(found);
    }
    const { ask: together } = world();
    const all = Array.from({ length: 9 }, (_, i) =>
      together('POST', send, text('a', { connection: `${i}` })),
    );
    for (const one of all) one.answer(429, limited(2000));
    expect(together('POST', send, text('a', { connection: 'queued' })).ids).toEqual([]);
  });

  it.each<[string, string | null]>([
    ['where connections are not known', null],
    ['on another connection', 'two'],
  ])('holds for a write that comes again later %s, but not for others', (_, connection) => {
    const more = { connection, after: 600, took: 300 };
    const ask = asker();
    ask(429, limited(2000), 'PUT', `${send}/1`, text('a', { took: 300 }));
    expect(ask(429, limited(2000), 'PUT', `${send}/2`, text('b', more))).toEqual([]);
    ask(429, limited(2000), 'PUT', `${send}/2`, text('b', { after: 9000, took: 300 }));
    expect(ask(429, limited(2000), 'PUT', `${send}/2`, text('b', more))).toEqual(['CLIENT-19']);
    ask(429, limited(2000), 'GET', '/rooms/!r:h/members', { after: 9000, took: 300 });
    expect(ask(429, limited(2000), 'GET', '/rooms/!r:h/members', more)).toEqual([]);
  });

  it.each([undefined, null, 'soon', -5])('that says %s is not judged', (ms) => {
    const ask = asker();
    ask(429, limited(ms), 'POST', send, text('a'));
    expect(ask(200, {}, 'POST', send, text('a', { after: 300 }))).toEqual([]);
  });

  it('is forgotten when the operation succeeds, and renewed by another 429', () => {
    const { ask } = world();
    const [first, second] = [ask('POST', send, text('a')), ask('POST', send, text('b'))];
    first.answer(429, limited(2000));
    second.answer(200);
    expect(ask('POST', send, text('c', { after: 400 })).ids).toEqual([]);

    const again = asker();
    again(429, limited(1000), 'POST', send, text('a'));
    again(429, limited(5000), 'POST', send, text('a', { after: 1000 }));
    expect(again(200, {}, 'POST', send, text('a', { after: 1000 }))).toEqual(['CLIENT-19']);
  });
});

describe('a token that was refused', () => {
  it('is not used on', () => {
    const ask = asker();
    ask(200, {}, 'GET', '/rooms/!r:h/members');
    ask(401, unknownToken, 'POST', send, text('a'));
    expect(ask(401, unknownToken, 'POST', send, text('b', { after: 300 }))).toEqual([]);
    expect(ask(401, unknownToken, 'GET', '/rooms/!r:h/state')).toEqual(['CLIENT-20']);
  });

  it('may have been used by requests that were on their way', () => {
    const ask = asker();
    ask(200, {}, 'GET', '/rooms/!r:h/members');
    expect(times(50, (i) => ask(401, unknownToken, 'POST', send, text(String(i))))).toEqual([]);
  });

  it.each<[string, Ask]>([
    ['promptly', { connection: '1' }],
    ['late', { connection: '1', took: 300 }],
    ['through a gateway', { headers: { via: '1.1 gateway' } }],
    ['where connections are not known', { connection: null }],
  ])('is learned %s by another program that has several requests under way', (_, way) => {
    const { ask } = world();
    ask('GET', '/rooms/!r:h/members').answer(200, {});
    ask('POST', send, text('a')).answer(401, unknownToken);
    const all = Array.from({ length: 4 }, (__, i) =>
      ask('GET', `/rooms/!r${i}:h/members`, { ...way, after: i === 0 ? 1000 : 1 }),
    );
    for (const one of all) one.answer(401, unknownToken);
    expect(all.flatMap(({ ids }) => ids)).toEqual([]);
  });

  it('may be tried with every operation by who tests what a wrong token does', () => {
    const ask = asker();
    const ids = times(30, (i) =>
      ask(403, unknownToken, 'GET', `/rooms/!r${i}:h/members`, { token: 'wrong', after: 1000 }),
    );
    expect(ids).toEqual([]);
  });

  it('is not sent again and again with one request', () => {
    const ask = asker();
    const ids = times(9, () =>
      ask(403, unknownToken, 'GET', '/rooms/!r:h/members', { token: 'wrong', after: 1000 }),
    );
    expect(ids).toEqual(['CLIENT-20']);
  });

  it('is good again when it is accepted, and is not refused by another error', () => {
    const ask = asker();
    ask(200, {}, 'GET', '/rooms/!r:h/members');
    ask(401, unknownToken, 'GET', '/rooms/!r:h/members');
    ask(200, {}, 'GET', '/rooms/!r:h/members', { after: 300 });
    expect(times(9, () => ask(200, {}, 'GET', '/rooms/!r:h/members', { after: 300 }))).toEqual([]);
    const other = asker();
    other(200, {}, 'GET', '/rooms/!r:h/members');
    expect(
      times(9, () => other(403, forbidden, 'GET', '/rooms/!r:h/members', { after: 300 })),
    ).toEqual([]);
  });
});
