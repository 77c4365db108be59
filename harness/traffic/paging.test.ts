import { describe, expect, it } from 'vitest';
import { type Ask, world } from './testing/client.ts';

const messages = '/rooms/!r:h/messages';
const page = (start: unknown, end: unknown): object => ({ chunk: [], start, end });

describe('limit', () => {
  it.each(['1', '0', '-1', '007', '99999999999', '%205', '+5'])('%s is an integer', (limit) => {
    const { findings, observed } = world().ask('GET', `${messages}?limit=${limit}`);
    expect(findings).toEqual([]);
    expect(observed).toContain('CLIENT-08');
  });

  it.each(['', 'ten', '1.5', '1e3', '0x10', 'NaN', 'undefined'])('"%s" is none', (limit) => {
    expect(world().ask('GET', `${messages}?limit=${limit}`).ids).toEqual(['CLIENT-08']);
    expect(world().ask('GET', `/rooms/!r:h/members?limit=${limit}`).ids).toEqual(['CLIENT-08']);
  });

  it('is not declared elsewhere, and so is free there', () => {
    expect(world().ask('GET', '/rooms/!r:h/initialSync?limit=ten').ids).toEqual([]);
  });
});

describe('from and to', () => {
  it('are tokens of a page of the room', () => {
    const { ask } = world();
    ask('GET', messages).answer(200, page('s1', 'e1'));
    for (const query of [
      'from=s1',
      'from=e1&dir=b',
      'from=e1&to=s1',
      'from=END',
      'to=START',
      'from=',
    ]) {
      expect(ask('GET', `${messages}?${query}`).ids).toEqual([]);
    }
    expect(ask('GET', `${messages}?from=e1`).observed).toContain('CLIENT-30');
    expect(ask('GET', '/rooms/%21r%3Ah/messages?from=e1').ids).toEqual([]);
    expect(ask('GET', '/rooms/!r:h/members?from=e1').ids).toEqual([]);
  });

  it('may come from members, from initialSync, from an event stream, and be numbers', () => {
    const { ask } = world();
    ask('GET', '/rooms/!r:h/members').answer(200, page('m0', 'm9'));
    ask('GET', '/rooms/!r:h/initialSync').answer(200, { messages: page('i0', 'i9'), state: [] });
    ask('GET', '/events?from=x').answer(200, page('v0', 'v9'));
    ask('GET', '/_matrix/client/r0/sync').answer(200, {
      next_batch: 'n',
      rooms: { prev_batch: 'p' },
    });
    ask('GET', messages).answer(200, page(12, '"\\é'));
    for (const token of ['m9', 'i0', 'i9', 'v9', 'n', 'p', '12', '%22%5C%C3%A9'])
      expect(ask('GET', `${messages}?from=${token}`).ids).toEqual([]);
  });

  it('may be odd, as long as they are encoded', () => {
    const { ask } = world();
    ask('GET', messages).answer(200, page('p/+=&%25 t1', 'x%2By'));
    expect(ask('GET', `${messages}?from=p%2F%2B%3D%26%2525%20t1`).ids).toEqual([]);
    expect(ask('GET', `${messages}?from=p/%2B=%26%2525+t1`).ids).toEqual([]);
    expect(ask('GET', `${messages}?from=x%252By`).ids).toEqual([]);
  });

  it('may be long', () => {
    const { ask } = world();
    ask('GET', messages).answer(200, page('s'.repeat(1000), 'e'));
    expect(ask('GET', `${messages}?from=${'s'.repeat(1000)}`).ids).toEqual([]);
    expect(ask('GET', `${messages}?from=${'s'.repeat(1001)}`).ids).toEqual(['CLIENT-30']);
  });

  it('are wrong when a + was not encoded, or when they were encoded twice', () => {
    const { ask } = world({ sawEverything: false });
    ask('GET', messages).answer(200, page('a+b', 'c=d'));
    expect(ask('GET', `${messages}?from=a+b`).ids).toEqual(['CLIENT-30']);
    expect(ask('GET', `${messages}?from=c%253Dd`).ids).toEqual(['CLIENT-30']);
  });

  it('are wrong when they were made up, changed, or given for another room', () => {
    const { ask } = world();
    ask('GET', messages).answer(200, page('t1', 't2'));
    expect(ask('GET', `${messages}?from=t3`).ids).toEqual(['CLIENT-30']);
    expect(ask('GET', `${messages}?to=T2`).ids).toEqual(['CLIENT-30']);
    expect(ask('GET', '/rooms/!other:h/messages?from=t1').ids).toEqual(['CLIENT-30']);
  });

  it('are not judged when not all answers were seen', () => {
    const { ask } = world({});
    expect(ask('GET', `${messages}?from=t3`).ids).toEqual([]);
  });

  it('are not judged when an answer that may have had them was lost, or cannot be read', () => {
    const lost = world();
    lost.ask('GET', messages).lose();
    expect(lost.ask('GET', `${messages}?from=t3`).ids).toEqual([]);
    expect(lost.ask('GET', '/rooms/!other:h/messages?from=t3').ids).toEqual(['CLIENT-30']);

    const long = world();
    long.ask('GET', messages).answer(200, { chunk: ['x'.repeat(1_100_000)], end: 't3' });
    expect(long.ask('GET', `${messages}?from=t3`).ids).toEqual([]);

    const many = world();
    many
      .ask('GET', messages)
      .answer(200, { chunk: Array.from({ length: 300 }, () => page('a', 'b')) });
    expect(many.ask('GET', `${messages}?from=t3`).ids).toEqual([]);
  });

  it('are not judged while a request for tokens is under way, where times may be wrong', () => {
    for (const [precision, found] of [
      [2, []],
      [0, ['CLIENT-30']],
    ] as const) {
      const { ask } = world({ sawEverything: true, precision });
      const first = ask('GET', messages);
      expect(ask('GET', `${messages}?from=t3`).ids).toEqual(found);
      first.answer(200, page('s0', 's1'));
    }
    const over = world({ sawEverything: true, precision: 2 });
    over.ask('GET', messages).answer(200, page('s0', 's1'));
    expect(over.ask('GET', `${messages}?from=t3`, { after: 50 }).ids).toEqual(['CLIENT-30']);
  });

  it('are not judged when another server, or an earlier answer, may have given them', () => {
    for (const status of [302, 304, 308]) {
      const { ask } = world();
      ask('GET', messages).answer(status);
      expect(ask('GET', `${messages}?from=t3`).ids).toEqual([]);
    }
  });

  it('are not judged when too many were given to remember them', () => {
    const { ask } = world();
    for (let i = 0; i < 10_001; i += 1) ask('GET', messages).answer(200, page(`s${i}`, `e${i}`));
    expect(ask('GET', `${messages}?from=s0`).ids).toEqual([]);
    expect(ask('GET', `${messages}?from=t3`).ids).toEqual([]);
  });
});

describe('the end of a walk', () => {
  const last = (ask: ReturnType<typeof world>['ask'], path: string) => {
    const asked = ask('GET', path);
    asked.answer(200, page('t0', 't0'));
    return asked.ids;
  };
  const begin = () => {
    const { ask } = world();
    ask('GET', messages).answer(200, page('t9', 't0'));
    return ask;
  };

  it('is no reason to ask for it again and again', () => {
    const ask = begin();
    const ids = Array.from({ length: 12 }, () => last(ask, `${messages}?from=t0&dir=b`));
    expect(ids.flat()).toEqual(['CLIENT-16']);
    expect(ids[9]).toEqual(['CLIENT-16']);
  });

  it.each<[string, Ask, number]>([
    ['late on another connection each time', { took: 300 }, 0],
    ['late where connections are not known', { took: 300, connection: null }, 0],
    ['promptly where connections are not known', { connection: null }, 1],
    ['on clocks that have no order', {}, 0],
  ])('is known to who was told %s', (what, given, found) => {
    const ask = begin();
    const ids = Array.from({ length: 12 }, (_, i) => {
      const way = what.includes('clocks') ? { clock: `${i}` } : { connection: `${i}` };
      const asked = ask('GET', `${messages}?from=t0&dir=b`, { ...way, ...given });
      asked.answer(200, page('t0', 't0'));
      return asked.ids;
    });
    expect(ids.flat()).toHaveLength(found);
  });

  it('may be asked for again after something else', () => {
    const ask = begin();
    for (let i = 0; i < 30; i += 1) {
      expect(last(ask, `${messages}?from=t0&dir=b`)).toEqual([]);
      if (i % 8 === 7) ask('GET', '/rooms/!r:h/state').answer(200, []);
    }
  });

  it('may be asked for forwards, to wait for events', () => {
    const ask = begin();
    for (let i = 0; i < 30; i += 1) expect(last(ask, `${messages}?from=t0&dir=f`)).toEqual([]);
    for (let i = 0; i < 30; i += 1) expect(last(ask, `${messages}?from=t0`)).toEqual([]);
  });

  it('is not reached where a page leads on', () => {
    const ask = begin();
    for (let i = 0; i < 30; i += 1) {
      const asked = ask('GET', `${messages}?from=t9&dir=b`);
      asked.answer(200, page('t9', 't0'));
      expect(asked.ids).toEqual([]);
    }
  });
});
