import { describe, expect, it } from 'vitest';
import { createTrafficFeed } from './traffic-feed.ts';
import { createTrafficJudge, type TrafficJudge } from './judge-traffic.ts';
import { scene } from './testing/scene.ts';
import { base, spec, traffic } from './testing/traffic.ts';

const room = '/rooms/%21r%3Ah';

describe('the judge of traffic', () => {
  it('judges both sides of an exchange', () => {
    const { send, found } = traffic();
    send('POST', `${room}/send/m.room.message`, { body: { body: 'hi' } }).answer(200, {});
    expect(found().map(({ side, kind, requirement }) => [side, kind, requirement])).toEqual([
      ['client', 'request', 'CLIENT-04'],
      ['server', 'response', 'MODEL-28'],
      ['server', 'response', 'MSG-10'],
    ]);
  });

  it('judges nothing that was not recorded', () => {
    const { judge } = traffic();
    const headers = { authorization: 'Bearer x' };
    const target = `${base}${room}/send/m.room.message`;
    const { ticket, findings } = judge.request({
      method: 'POST',
      target,
      headers,
      body: null,
      at: 1,
    });
    const answer = { status: 200, headers: {}, body: null, at: 2 };
    expect([...findings, ...judge.answered(ticket, answer)]).toEqual([]);
  });

  it('does not read encoded answers', () => {
    const { send, found } = traffic();
    send('GET', `${room}/state/m.room.topic`).answer(200, 'gibberish', {
      'content-encoding': 'gzip',
    });
    send('GET', `${room}/state/m.room.topic`).answer(304, null);
    expect(found()).toEqual([]);
  });

  it('knows operations below every base path that it is given', () => {
    const r0 = '/proxied/_matrix/client/r0';
    const judge = createTrafficJudge(spec, { basePaths: [base, r0] });
    const ask = (target: string) =>
      judge.request({ method: 'GET', target, headers: {}, body: new Uint8Array(), at: 1 }).matched;
    expect(ask(`${r0}/rooms/!r:h/state/m.room.topic?access_token=a`)).toMatchObject({
      nickname: 'get_topic',
    });
    expect(ask(`${base}/rooms/!r:h/state/m.room.topic`)).toMatchObject({ nickname: 'get_topic' });
    expect(ask(`${r0}x/rooms`)).toMatchObject({ kind: 'other' });
  });

  it('never shows the access token of a request', () => {
    const { send, found } = traffic();
    const token = 'syt_this-is-a-secret-token';
    send('GET', `${room}/state/m.room.topic`, { token }).answer(200, { topic: [token] });
    expect(found().map(({ requirement }) => requirement)).toEqual(['MODEL-01']);
    expect(JSON.stringify(found())).not.toContain('this-is-a');
  });

  it('shows ids although one of them is sent as a token', () => {
    const { send, found } = traffic({
      userOf: (token) => (token === 'tok' ? '@al:hs.org' : undefined),
    });
    send('GET', `${room}/state/m.room.topic`, { token: 'tok' }).answer(404, {});
    const topic = { topic: ['@al:hs.org'] };
    send('GET', `${room}/state/m.room.topic`, { token: '@al:hs.org' }).answer(200, topic);
    expect(JSON.stringify(found())).toContain('@al:hs.org');
  });

  it('counts what it saw', () => {
    const { send, judge } = traffic();
    send('GET', `${room}/state/m.room.topic`).answer(404, {
      errcode: 'M_NOT_FOUND',
      error: 'Topic not found.',
    });
    send('GET', `${room}/state/m.room.topic`).lose();
    const { requests, answered, coverage } = judge.result();
    expect([requests, answered]).toEqual([2, 2]);
    expect(coverage.errors.filter(({ times }) => times > 0)).toMatchObject([
      { operation: 'get_topic' },
    ]);
    expect(coverage.operations.filter((one) => one.requests > 0)).toEqual([
      { operation: 'get_topic', requests: 2, succeeded: 0, refused: 1, unanswered: 1 },
    ]);
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

/** What a judge is told of exchanges, each with the time of its request and of its answer. */
function toldOf(
  exchanges: readonly (readonly [sent: number, ended: number, isLost?: boolean])[],
  precision?: number,
): string {
  const told: string[] = [];
  const judge: TrafficJudge = {
    request: ({ at }) => {
      told.push(`request ${at}`);
      return { ticket: at, matched: { kind: 'other', path: '' }, findings: [], observed: [] };
    },
    heard: (ticket) => void told.push(`heard ${ticket}`),
    answered: (ticket) => {
      told.push(`answer to ${ticket}`);
      return [];
    },
    result: () => {
      throw new Error('nobody asks');
    },
  };
  const feed = createTrafficFeed(judge, precision);
  for (const [sent, ended, isLost] of exchanges)
    feed.exchange(
      { method: 'GET', target: '/', headers: {}, body: null, at: sent },
      isLost === true
        ? { at: ended, gaveUp: false }
        : { status: 200, headers: {}, body: null, at: ended },
    );
  feed.end();
  return told.join(', ');
}

it('a recording is told in the order of time', () => {
  const exchanges = [
    [1, 9],
    [2, 5],
    [3, 7, true],
    [5, 6],
    [8, 8],
  ] as const;
  expect(toldOf(exchanges)).toBe(
    'request 1, request 2, request 3, heard 2, request 5, answer to 2, answer to 5, answer to 3, request 8, answer to 8, answer to 1',
  );
});

it('where times may be wrong, a client may know an answer that its request may explain', () => {
  const exchanges = [
    [1, 10],
    [9, 12],
    [20, 21],
  ] as const;
  expect(toldOf(exchanges, 2)).toBe(
    'request 1, heard 1, request 9, answer to 1, answer to 9, request 20, answer to 20',
  );
  expect(toldOf(exchanges, 0)).toBe(
    'request 1, request 9, answer to 1, answer to 9, request 20, answer to 20',
  );
});
