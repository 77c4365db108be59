import { describe, expect, it } from 'vitest';
import { Broken, type Counterexample, LateView, Unconfirmed, Unmet } from '../judge/verdict.ts';
import { type Exchange, readBody } from '../wire/exchange.ts';
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
  const request = { method, path, query: [], token: 't', body: '{}', contentType: null, agent: '' };
  const body = readBody(Buffer.from(JSON.stringify(json)));
  const answer = { kind: 'answer', status, headers: {}, body } as const;
  const counts = { waits: 0, retries: 0, gateways: 0, limited: [] };
  const exchange: Exchange = { request, answer, at: 0, ms: 1, ...counts };
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

/** What a failure ends with; the target shows `members` when it is asked again. */
async function judged(
  end: unknown,
  {
    late = 0,
    again = false,
    members = [] as readonly unknown[],
    property = false,
    rows = recorded,
  } = {},
): Promise<unknown> {
  const lateViews = createLateViews([1, 1]);
  if (late > 0) lateViews.late(late);
  const send = (): Promise<Exchange> =>
    Promise.resolve(row('GET', '/rooms/!r/members', 200, { chunk: members }).exchange);
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
  const created = row('POST', '/createRoom', 200, { room_id: '!r' }, false);
  const refused = row('PUT', '/rooms/!r/state/m.room.join_rules', 403, {});
  const before = new Map([['messages', 'm.room.create  $0']] as const);
  const late = (line: string): boolean =>
    isLateEffect([created, refused], '!r', { view: 'messages', gone: [], come: [line] }, before);

  it('is late where it is part of making the room', () => {
    expect(late('m.room.history_visibility  $2')).toBe(true);
  });

  it('is no late effect where it is what was refused, or nothing that was asked for', () => {
    expect(late('m.room.join_rules  $2')).toBe(false);
    expect(late('m.room.topic  $2')).toBe(false);
  });
});
