import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isObject } from '../document/json.ts';
import {
  createTrafficJudge,
  type TrafficAnswer,
  type TrafficJudgeOptions,
  type TrafficRequest,
} from './judge-traffic.ts';
import { base, spec } from './testing/traffic.ts';
import { createTrafficFeed } from './traffic-feed.ts';

const json = { 'content-type': 'application/json' };
const room = `${base}/rooms/%21r%3Ah`;
const users = ['a', 'b', 'c'] as const;

/** What one client does, and what becomes of its exchange on the way into a recording. */
const act = fc.record({
  user: fc.nat(2),
  kind: fc.constantFrom('say', 'say', 'say', 'page', 'page', 'set', 'topic', 'state'),
  text: fc.nat(3),
  txnId: fc.option(fc.nat(3), { nil: null }),
  limit: fc.integer({ min: 1, max: 6 }),
  forward: fc.boolean(),
  gap: fc.nat(30),
  there: fc.nat(20),
  back: fc.nat(20),
  fate: fc.constantFrom(
    'told',
    'told',
    'told',
    'told',
    'unseen',
    'lost',
    'failed',
    'gateway',
    'twice',
    'bare',
  ),
});
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

/** How a recorder is wrong about times: the clock of each user, and to what it rounds. */
const recorder = fc.record({
  skews: fc.array(fc.integer({ min: -400, max: 400 }), { minLength: 3, maxLength: 3 }),
  rounds: fc.constantFrom<number>(1, 1, 10, 100),
  withoutDurations: fc.boolean(),
});
type Recorder = typeof recorder extends fc.Arbitrary<infer T> ? T : never;

interface Exchange {
  readonly act: Act;
  readonly sent: number;
  readonly read: number;
  readonly request: Omit<TrafficRequest, 'at' | 'clock'>;
  answer: { readonly status: number; readonly body: unknown };
}

/** A right server with one room, in which everybody is. */
function serve() {
  const events: {
    event_id: string;
    type: string;
    user_id: string;
    content: object;
    state_key?: string;
  }[] = [];
  const done = new Map<string, string>();
  let topic = 'Tea';
  const add = (type: string, user: string, content: object, more = {}): string => {
    const event_id = `$${events.length}:h`;
    events.push({ event_id, type, user_id: `@${user}:h`, content, ...more });
    return event_id;
  };
  return ({ user, kind, text, txnId, limit, forward }: Act): { status: number; body: unknown } => {
    const name = users[user] ?? 'a';
    const room_id = '!r:h';
    switch (kind) {
      case 'say': {
        const key = `${name} ${txnId}`;
        const known = txnId === null ? undefined : done.get(key);
        const id =
          known ?? add('m.room.message', name, { msgtype: 'm.text', body: `text ${text}` });
        if (txnId !== null) done.set(key, id);
        return { status: 200, body: { event_id: id } };
      }
      case 'set':
        topic = `topic ${text}`;
        add('m.room.topic', name, { topic }, { state_key: '' });
        return { status: 200, body: {} };
      case 'topic':
        return { status: 200, body: { topic } };
      case 'state': {
        const last = events.findLast(({ type }) => type === 'm.room.topic');
        return { status: 200, body: last === undefined ? [] : [{ ...last, room_id }] };
      }
      case 'page': {
        const some = forward ? events.slice(0, limit) : events.toReversed().slice(0, limit);
        return {
          status: 200,
          body: { start: 's', end: 'e', chunk: some.map((one) => ({ ...one, room_id })) },
        };
      }
    }
  };
}

function requestOf({ user, kind, text, txnId, limit, forward }: Act): Exchange['request'] {
  const sends = kind === 'say' || kind === 'set';
  const body =
    kind === 'say' ? { msgtype: 'm.text', body: `text ${text}` } : { topic: `topic ${text}` };
  const paths = {
    say: `/send/m.room.message${txnId === null ? '' : `/t${txnId}`}`,
    set: '/state/m.room.topic',
    topic: '/state/m.room.topic',
    state: '/state',
    page: `/messages?dir=${forward ? 'f' : 'b'}&limit=${limit}`,
  };
  const method =
    kind === 'say' ? (txnId === null ? 'POST' : 'PUT') : kind === 'set' ? 'PUT' : 'GET';
  return {
    method,
    target: room + paths[kind],
    headers: { ...(sends ? json : {}), authorization: `Bearer ${users[user]}` },
    body: sends ? Buffer.from(JSON.stringify(body)) : new Uint8Array(),
  };
}

/** Plays acts on one time line, on which they overlap. */
function play(acts: readonly Act[]): readonly Exchange[] {
  const answer = serve();
  let clock = 10_000;
  const exchanges = acts.map((one): Exchange => {
    clock += one.gap;
    const read = clock + one.there + one.back + 1;
    const nothing = { status: 0, body: null };
    return { act: one, sent: clock, read, request: requestOf(one), answer: nothing };
  });
  for (const one of exchanges.toSorted((a, b) => a.sent + a.act.there - b.sent - b.act.there))
    one.answer = answer(one.act);
  return exchanges;
}

/** What a recorder keeps of an answer. */
function kept(
  { act: { fate }, answer: { status, body } }: Exchange,
  at: number,
): TrafficAnswer | null {
  switch (fate) {
    case 'lost':
      return null;
    case 'failed':
      return { status: 500, headers: json, body: '{"errcode":"M_UNKNOWN","error":"Oops."}', at };
    case 'gateway':
      return { status: 403, headers: { server: 'nginx' }, body: '<html>nginx</html>', at };
    case 'bare':
      return { status, headers: json, body: null, at };
    case 'told':
    case 'twice':
    case 'unseen':
      return { status, headers: json, body: JSON.stringify(body), at };
  }
}

/** Judges exchanges as a recorder tells of them. */
function judged(
  exchanges: readonly Exchange[],
  { skews, rounds, withoutDurations }: Recorder,
  options: TrafficJudgeOptions,
): readonly string[] {
  const judge = createTrafficJudge(spec, {
    patience: 0,
    precision: rounds,
    userOf: (token) => `@${token}:h`,
    ...options,
  });
  const feed = createTrafficFeed(judge, rounds);
  const told = exchanges.flatMap((one) => {
    if (one.act.fate === 'unseen') return [];
    const skew = skews[one.act.user] ?? 0;
    const clock = `clock ${skew}`;
    const at = Math.floor((one.sent + skew) / rounds) * rounds;
    const until = Math.ceil((one.read + skew) / rounds) * rounds;
    const answer = kept(one, withoutDurations ? until + 60_000 : until);
    const first = { request: { ...one.request, at, clock }, answer };
    // A gateway recorded the same, on a clock of its own.
    const second = { ...first, request: { ...first.request, at: at + 5, clock: 'gateway' } };
    return one.act.fate === 'twice' ? [first, second] : [first];
  });
  const found = told
    .toSorted((a, b) => a.request.at - b.request.at)
    .flatMap(
      ({ request, answer }) =>
        feed.exchange(request, answer ?? { at: request.at, gaveUp: false }).findings,
    );
  return [...found, ...feed.end()].flatMap(({ side, requirement, what }) =>
    side === 'server' ? [`${requirement}: ${what}`] : [],
  );
}

describe('a right server is not blamed, however its traffic was recorded', () => {
  const acts = fc.array(act, { minLength: 5, maxLength: 40 });
  const settings = {
    numRuns: Number(process.env['TRAFFIC_RUNS'] ?? 60),
    seed: 1,
    endOnFailure: true,
  };

  it('where others may act', () => {
    const check = fc.property(acts, recorder, (some, how) => {
      expect(judged(play(some), how, {})).toEqual([]);
    });
    fc.assert(check, settings);
  });

  it('where nobody else acts', () => {
    const check = fc.property(acts, recorder, (some, how) => {
      const all = some.map((one) =>
        one.fate === 'unseen' ? { ...one, fate: 'told' as const } : one,
      );
      expect(judged(play(all), how, { alone: true })).toEqual([]);
    });
    fc.assert(check, settings);
  });

  it('and a wrong one is, where the times are known', () => {
    const plain: Omit<Act, 'kind' | 'text'> = {
      user: 0,
      txnId: null,
      limit: 6,
      forward: false,
      gap: 30,
      there: 1,
      back: 1,
      fate: 'told',
    };
    const said = play([
      { ...plain, kind: 'say', text: 0 },
      { ...plain, kind: 'say', text: 1 },
      { ...plain, kind: 'page', text: 2 },
    ]);
    for (const {
      answer,
      act: { kind },
    } of said) {
      if (kind === 'page' && isObject(answer.body) && Array.isArray(answer.body['chunk']))
        answer.body['chunk'].reverse();
    }
    const exact = { skews: [0, 0, 0], rounds: 1, withoutDurations: false };
    expect(judged(said, exact, {}).map((one) => one.slice(0, 7))).toEqual(['MSGS-12']);
  });
});
