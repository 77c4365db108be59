import { describe, expect, it } from 'vitest';
import { Broken, type Counterexample, LateView, Unconfirmed, Unmet } from '../judge/verdict.ts';
import type { Exchange } from '../wire/exchange.ts';
import { answerOf, exchangeOf, requestOf } from '../wire/testing/exchange.ts';
import type { Recorded } from '../world/create-user.ts';
import { createLateViews, isLateEffect } from './late-views.ts';
import { withLateness } from './lateness.ts';

const row = (
  method: string,
  path: string,
  status: number,
  json: unknown,
  room = true,
): Recorded => {
  const request = requestOf({ method, path, token: 't', body: '{}' });
  const exchange = exchangeOf({ request, answer: answerOf(status, JSON.stringify(json)) });
  const sender = { actor: 'owner', userId: '@a:h', token: 'own' } as const;
  return { ...sender, operation: null, room: room ? '!r' : null, findings: [], exchange };
};

const write = row('POST', '/rooms/!r/send/m.x', 200, { event_id: '$1' });
const read = row('GET', '/rooms/!r/members', 200, { chunk: [] });
const recorded = [write, read];

const mismatch = {
  requirement: 'JOIN-03',
  what: 'x',
  expected: 'y',
  received: 'z',
  step: null,
} as const;
const unmet = new Unmet(mismatch);

/** What a failure ends with; the target shows `members` when it is asked again, or what they are by then. */
async function judged(
  end: unknown,
  { late = 0, again = false, members = [] as unknown, property = false, rows = recorded } = {},
): Promise<unknown> {
  const lateViews = createLateViews([1, 1]);
  if (late > 0) lateViews.late(late);
  const send = (): Promise<Exchange> =>
    Promise.resolve(
      row('GET', '/rooms/!r/members', 200, {
        chunk: typeof members === 'function' ? members() : members,
      }).exchange,
    );
  const replay = (): Promise<never> => Promise.reject(new Error('not played'));
  const testCase = property ? { replay } : {};
  return withLateness({ lateViews, send }, testCase, { recorded: rows }, end, again);
}

describe('a failure', () => {
  it('counts at once where no view was late', async () => {
    expect(await judged(unmet)).toBe(unmet);
  });

  it('is a late view where a read shows something else now', async () => {
    expect(await judged(unmet, { members: [1] })).toBeInstanceOf(LateView);
    expect(await judged(unmet, { members: [1], late: 9, again: true })).toBeInstanceOf(LateView);
  });

  it('is not called a late view where a read shows the same in another order, or more about the same events', async () => {
    const kitchen = { event_id: '$1', type: 'm.x', content: { a: 1, b: { c: 2, d: 3 } } };
    const again = {
      content: { b: { d: 3, c: 2 }, a: 1, presence: 'online' },
      type: 'm.x',
      event_id: '$1',
    };
    const other = { event_id: '$2', type: 'm.x', content: {} };
    const shown = row('GET', '/rooms/!r/members', 200, { chunk: [kitchen, other] });
    const rows = [write, shown];
    expect(await judged(unmet, { rows, members: [other, again] })).toBe(unmet);
    expect(await judged(unmet, { rows, members: [other] })).toBeInstanceOf(LateView);

    const slot = row('GET', '/rooms/!r/members', 200, { chunk: { a: 1, b: { c: 2, d: 3 } } });
    const turned = { b: { d: 3, c: 2 }, a: 1 };
    expect(await judged(unmet, { rows: [write, slot], members: turned })).toBe(unmet);
  });

  it('is waited for in proportion to how slow the answers are', async () => {
    const slow = recorded.map((one) => ({ ...one, exchange: { ...one.exchange, ms: 1000 } }));
    const shownAt = performance.now() + 12;
    const members = (): unknown => (performance.now() < shownAt ? [] : [1]);
    expect(await judged(unmet, { members, rows: slow })).toBeInstanceOf(LateView);
  });

  it('has to come again where views are late', async () => {
    const broken = new Broken('the event is not listed');
    for (const end of [unmet, broken]) {
      expect(await judged(end, { late: 9 })).toBeInstanceOf(Unconfirmed);
      expect(await judged(end, { late: 9, again: true })).toBe(end);
    }
    expect(await judged(null, { late: 9 })).toBeNull();
  });

  it('that the answer to a write shows counts at once', async () => {
    expect(await judged(unmet, { late: 9, rows: [read, write] })).toBe(unmet);
  });

  it('of a property has come again already, unless its steps failed only once', async () => {
    const counterexample: Counterexample = {
      seed: 1,
      path: '0',
      versions: {},
      run: 1,
      drawn: 1,
      size: 1,
      unit: 'step',
      shrinks: 0,
      steps: [],
      descriptions: [],
      observations: [],
      again: null,
    };
    const of = (more: Partial<Counterexample>): Unmet =>
      new Unmet({ ...mismatch, counterexample: { ...counterexample, ...more } });
    const options = { late: 9, property: true };
    const [twice, once] = [of({}), of({ again: [] })];
    const answers = 'send_message sent many times at once with one txnId';
    const lost = {
      ...mismatch,
      counterexample: { ...counterexample, unit: 'request', again: [] },
    } as const;
    const race = new Unmet({ ...lost, what: answers });
    expect(await judged(new Unmet(lost), options)).toMatchObject({
      message: 'views are late here, so that what is read during a race shows nothing',
    });
    expect(await judged(new Unmet(lost), { property: true })).toBeInstanceOf(Unmet);
    expect(await judged(twice, options)).toBe(twice);
    expect(await judged(race, options)).toBe(race);
    expect(await judged(once, options)).toBeInstanceOf(Unconfirmed);
  });
});

it('failures of one kind are looked at a few times, unless a view was late', () => {
  const lateViews = createLateViews();
  for (const _ of [1, 2, 3]) {
    expect(lateViews.worthChecking('JOIN-03')).toBe(true);
    lateViews.onTime('JOIN-03');
  }
  expect(lateViews.worthChecking('JOIN-03')).toBe(false);
  expect(lateViews.worthChecking('MEMB-04')).toBe(true);
  lateViews.late(9);
  expect(lateViews.worthChecking('JOIN-03')).toBe(true);
});

it('a case that failed because of late views waits longer', () => {
  const lateViews = createLateViews();
  expect(lateViews.settle(0)).toBe(0);
  lateViews.late(100);
  expect([0, 1, 2].map(lateViews.settle)).toEqual([200, 600, 1800]);
  lateViews.late(9000);
  expect(lateViews.settle(0)).toBe(300);
});

describe('a change around a refused request', () => {
  type Line = readonly [type: string, key: string, id: string, content: object];
  const shown = (view: string, ...lines: readonly Line[]): Recorded => {
    const list = lines.map(([type, key, id, content]) => ({
      type,
      state_key: key,
      event_id: id,
      content,
    }));
    return row('GET', `/rooms/!r/${view}`, 200, view === 'state' ? list : { chunk: list });
  };
  const sent = (path: string, body: object, status = 200): Recorded => {
    const { exchange, ...rest } = row('PUT', path, status, {});
    const request = { ...exchange.request, body: JSON.stringify(body) };
    return { ...rest, exchange: { ...exchange, request } };
  };
  const created = row('POST', '/createRoom', 200, { room_id: '!r' }, false);
  const member = (membership: string): Line => ['m.room.member', '@b:h', '$b', { membership }];
  const topic = (text: string, id: string): Line => ['m.room.topic', '', id, { topic: text }];
  const invite = sent('/rooms/!r/state/m.room.member/@b:h', { membership: 'invite' });
  const setTopic = sent('/rooms/!r/state/m.room.topic', { topic: 'Tea' });
  const refusedTopic = sent('/rooms/!r/state/m.room.topic', { topic: 'Wine' }, 403);
  const refusedJoin = sent('/rooms/!r/state/m.room.member/@b:h', { membership: 'join' }, 403);

  it('is late where it is what was accepted before and not yet shown', () => {
    const change = { view: 'members', gone: [], come: ['@b:h invite'] } as const;
    const [before, now] = [[invite, shown('members')], shown('members', member('invite'))] as const;
    expect(isLateEffect(before, [refusedJoin, now], '!r', change)).toBe(true);
    const all = (some: string): Recorded =>
      row('GET', '/rooms/!r/initialSync', 200, {
        state: [{ type: 'm.room.member', state_key: '@b:h', content: { membership: some } }],
      });
    expect(isLateEffect([invite], [refusedJoin, all('invite')], '!r', change)).toBe(true);
    expect(isLateEffect([invite, all('invite')], [refusedJoin, now], '!r', change)).toBe(false);
    const founding = shown('messages', ['m.room.create', '', '$0', {}]);
    const rules: Line = ['m.room.join_rules', '', '$1', {}];
    const whole = shown('messages', rules, ['m.room.create', '', '$0', {}]);
    const made = { view: 'messages', gone: [], come: ['m.room.join_rules  $1'] } as const;
    expect(isLateEffect([created, founding], [refusedJoin, whole], '!r', made)).toBe(true);
    expect(isLateEffect([created, whole], [refusedJoin, whole], '!r', made)).toBe(false);
  });

  it('is none where what was accepted had been shown, or is something else', () => {
    const joined = { view: 'members', gone: ['@b:h invite'], come: ['@b:h join'] } as const;
    const seen = [invite, shown('members', member('invite'))];
    const now = shown('members', member('join'));
    expect(isLateEffect(seen, [refusedJoin, now], '!r', joined)).toBe(false);
    const come = ['m.room.topic  $2'];
    const changed = { view: 'state', gone: ['m.room.topic  $1'], come } as const;
    const [tea, wine] = [shown('state', topic('Tea', '$1')), shown('state', topic('Wine', '$2'))];
    expect(isLateEffect([setTopic, tea], [refusedTopic, wine], '!r', changed)).toBe(false);
    // The same once more, though it had been shown.
    const again = shown('state', topic('Tea', '$2'));
    expect(isLateEffect([setTopic, tea], [refusedTopic, again], '!r', changed)).toBe(false);
  });

  it('is none where somebody set it who had no right to', () => {
    const change = { view: 'members', gone: [], come: ['@b:h invite'] } as const;
    const byStranger: Recorded = { ...invite, token: 'unknown' };
    const now = shown('members', member('invite'));
    expect(isLateEffect([byStranger, shown('members')], [now], '!r', change)).toBe(false);
    expect(isLateEffect([shown('members')], [invite, now], '!r', change)).toBe(false);
  });
});

/** Sends to a target whose list of members has changed since, and nothing else. */
const send = ({ path }: { readonly path: string }): Promise<Exchange> =>
  Promise.resolve(row('GET', path, 200, path.endsWith('members') ? { chunk: [1] } : []).exchange);

it('a read before a refused request shows nothing of late views', async () => {
  const refused = row('POST', '/rooms/!r/ban', 403, {});
  const rows = [write, read, refused, row('GET', '/rooms/!r/state', 200, [])];
  const lateViews = createLateViews([1]);
  const context = { recorded: rows };
  expect(await withLateness({ lateViews, send }, {}, context, unmet, false)).toBe(unmet);
});

it('a failure that names a view is a late view where that view shows something else now, whatever was read after it', async () => {
  const others = ['/a', '/b', '/c'].map((path) => row('GET', path, 200, []));
  const list = { ...read, operation: 'get_members' } as const;
  const lateViews = createLateViews([1]);
  const context = { recorded: [write, list, ...others] };
  const named = new Unmet({ ...mismatch, what: 'the membership of bob by get_members' });
  expect(await withLateness({ lateViews, send }, {}, context, named, false)).toBeInstanceOf(
    LateView,
  );
});
