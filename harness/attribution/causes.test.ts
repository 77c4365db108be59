import { describe, expect, it } from 'vitest';
import type { RequirementId } from '../document/ids.ts';
import type { Link, Site } from '../document/links.ts';
import type { CaseId } from '../run/case.ts';
import type { Outcome } from '../run/outcome.ts';
import { failed, generated, made, passed, reason, type Request } from './testing/outcomes.ts';

describe('what generated requests show', () => {
  const invited: Request = ['set_membership', 'PUT', 403];
  const banned = failed('ban/a', [made, ['ban', 'POST', 403]], {
    requirement: 'BAN-05',
    what: 'status of ban',
    expected: 'a refusal',
    step: 1,
  });
  const holds = passed('set_membership/a', ['SMEM-03'], 'set_membership');
  const found = { requirement: 'SMEM-03', what: 'membership of bob' } as const;
  const series = generated(failed('membership-model/a', [made, invited], found));

  it('follows from what a plain case shows of an operation of the same kind', () => {
    expect(reason([banned, holds, series], [])).toEqual({ 'SMEM-03': 'BAN-05' });
  });

  it('stands by itself where no plain case found its requirement to hold', () => {
    expect(reason([banned, series], [])).toEqual({});
  });

  it('stands by itself where its requests are of another kind', () => {
    const sends: Request = ['send_message', 'POST', 200];
    const other = generated(failed('membership-model/a', [made, sends], found));
    expect(reason([banned, holds, other], [])).toEqual({});
  });

  it('does not follow from a view that is open to strangers', () => {
    const read: Request = ['get_messages', 'GET', 200];
    const open = failed('get_messages/a', [made, read], {
      requirement: 'MSGS-15',
      what: 'status of get_messages',
      expected: 'a refusal',
      step: 1,
    });
    const walk = generated(
      failed('pagination-walk/a', [made, read], { requirement: 'MSGS-06', what: 'a page' }),
    );
    expect(reason([open, passed('get_messages/b', ['MSGS-06']), walk], [])).toEqual({});
  });

  it('does not explain what a plain case shows', () => {
    const plain = failed('set_membership/b', [made, invited], {
      requirement: 'SMEM-20',
      what: 'membership after a kick',
    });
    const link: Link = {
      because: new Set(['SMEM-03']),
      affects: new Set(['SMEM-20']),
      at: null,
    };
    expect(reason([series, plain], [link])).toEqual({});
  });
});

describe('of two that may each be the reason for the other', () => {
  const sent: Request = ['send_message', 'POST', 200];
  const read: Request = ['get_messages', 'GET', 200];
  const message = failed('send_message/a', [made, sent, read], {
    requirement: 'MSG-03',
    what: 'messages that others do not read',
  });
  const walk = failed('get_messages/a', [made, sent, read], {
    requirement: 'MSGS-13',
    what: 'events that paging does not reach',
  });

  it('the one that held nowhere is the reason', () => {
    const listed = passed('send_message/b', ['MSG-03'], 'send_message');
    expect(reason([message, walk, listed], [])).toEqual({ 'MSG-03': 'MSGS-13' });
    const walked = passed('get_messages/b', ['MSGS-13'], 'get_messages');
    expect(reason([message, walk, walked], [])).toEqual({ 'MSGS-13': 'MSG-03' });
  });

  it('the one whose operation departs in more ways is the reason', () => {
    const listed = passed('send_message/b', ['MSG-03', 'MSGS-13'], 'get_messages');
    const pages = failed(
      'get_messages/c',
      [made, sent, read],
      { requirement: 'MSGS-07', what: 'events before to that are missing' },
      { requirement: 'MSGS-14', what: 'start of a page' },
    );
    expect(reason([message, walk, pages, listed], [])).toMatchObject({ 'MSG-03': 'MSGS-07' });
  });
});

describe('of those that lead to each other in a circle', () => {
  const status = { what: 'status of join_room', expected: 'status 403', step: 1 };
  const joined: Request = ['join_room', 'POST', 200];
  const all = (['CREATE-14', 'JOIN-08', 'LEAVE-09'] as const).map((requirement) =>
    failed('join_room/a', [made, joined], { ...status, requirement }),
  );
  const link = (because: RequirementId, affects: RequirementId): Link => ({
    because: new Set([because]),
    affects: new Set([affects]),
    at: null,
  });
  const circle = [
    link('CREATE-14', 'JOIN-08'),
    link('JOIN-08', 'LEAVE-09'),
    link('LEAVE-09', 'CREATE-14'),
  ];

  it('the first is the reason', () => {
    expect(reason(all, circle)).toEqual({ 'JOIN-08': 'CREATE-14', 'LEAVE-09': 'CREATE-14' });
  });

  it('the first that held nowhere is the reason', () => {
    const held = passed('create_room/b', ['CREATE-14'], 'create_room');
    expect(reason([...all, held], circle)).toEqual({
      'CREATE-14': 'JOIN-08',
      'LEAVE-09': 'JOIN-08',
    });
  });

  it('those before it follow from that one too', () => {
    const before = failed('ban/a', [made, joined], { ...status, requirement: 'BAN-14' });
    const links = [...circle, link('LEAVE-09', 'BAN-14')];
    expect(reason([...all, before], links)).toMatchObject({ 'BAN-14': 'CREATE-14' });
  });
});

describe('an operation that fails', () => {
  const set: Request = ['send_state_event', 'PUT', 400];
  const status = { what: 'status of send_state_event', expected: 'status 200', step: 1 };
  const refused = failed('send_state_event/a', [made, set], { ...status, requirement: 'STATE-01' });
  const elsewhere = failed('send_state_event/b', [made, set], {
    ...status,
    requirement: 'STATE-12',
  });
  const link: Link = { because: new Set(['STATE-12']), affects: new Set(['STATE-01']), at: null };

  it('is not explained by a link between two of its requirements', () => {
    expect(reason([refused, elsewhere], [link])).toEqual({ 'STATE-12': 'STATE-01' });
  });

  it('is the reason why it refuses with another status what it should refuse', () => {
    const stranger = failed('send_state_event/c', [made, set], {
      ...status,
      requirement: 'STATE-17',
      expected: 'status 403',
    });
    expect(reason([refused, stranger], [])).toEqual({ 'STATE-17': 'STATE-01' });
    const accepted = failed('send_state_event/c', [made, ['send_state_event', 'PUT', 200]], {
      ...status,
      requirement: 'STATE-17',
      expected: 'status 403',
    });
    expect(reason([refused, accepted], [])).toEqual({});
  });
});

describe('the form of a success', () => {
  const again: Request = ['send_message', 'PUT', 200];
  const form = { requirement: 'MODEL-28', what: 'send_message answers event_id' } as const;
  const effect = { requirement: 'CONV-21', what: 'effect of the second request' } as const;

  it('is a consequence of what was wrong with that success', () => {
    const both = failed(
      'send_message/a',
      [made, again],
      { ...form, step: 1 },
      { ...effect, step: 1 },
    );
    expect(reason([both], [])).toEqual({ 'MODEL-28': 'CONV-21' });
  });

  it('stands by itself where another answer was wrong', () => {
    const [one, other] = [
      failed('send_message/a', [made, again], { ...form, step: 1 }),
      failed('send_message/b', [made, again], { ...effect, step: 1 }),
    ];
    expect(reason([one, other], [])).toEqual({});
  });
});

describe('a refusal with another status', () => {
  const put: Request = ['set_membership', 'PUT', 403];
  const join = failed('set_membership/a', [made, put], {
    requirement: 'JOIN-09',
    what: 'status of set_membership',
    expected: 'status 200',
    step: 1,
  });
  const form = failed('set_membership/b', [made, put], {
    requirement: 'SMEM-09',
    what: 'status of set_membership',
    expected: 'status 400',
    step: 1,
  });

  it('follows from an operation that fails in any case', () => {
    expect(reason([join, form], [])).toEqual({ 'SMEM-09': 'JOIN-09' });
  });

  it('is no reason why a right request fails, though a link leads there', () => {
    const bad = failed('ban/a', [made, ['ban', 'POST', 500]], {
      requirement: 'BAN-10',
      what: 'status of ban',
      expected: 'status 400',
      step: 1,
    });
    const again = failed('ban/b', [made, ['ban', 'POST', 200], ['ban', 'PUT', 404]], {
      requirement: 'BAN-04',
      what: 'status of ban',
      expected: 'status 200',
      step: 2,
    });
    const link: Link = { because: new Set(['BAN-10']), affects: new Set(['BAN-04']), at: null };
    expect(reason([bad, again], [link])).toEqual({});
  });

  it('stands by itself where the operation works, and fails for another reason elsewhere', () => {
    const works = passed('set_membership/c', ['SMEM-01'], 'set_membership');
    expect(reason([join, form, works], [])).toEqual({});
  });
});

describe('an operation that is answered like a path that nobody has', () => {
  it('is missing, whatever else is wrong', () => {
    const missing = failed('invite/a', [made, ['invite', 'POST', 404]], {
      requirement: 'INV-01',
      what: 'offer of invite',
    });
    const room = failed('create_room/a', [made], { requirement: 'CREATE-03', what: 'members' });
    const link: Link = {
      because: new Set(['CREATE-03']),
      affects: new Set(['INV-01']),
      at: null,
    };
    expect(reason([missing, room], [link])).toEqual({});
  });
});

describe('an operation that accepts and does nothing', () => {
  const joined: Request = ['join_room', 'POST', 200];
  const left: Request = ['leave', 'POST', 403];
  const nobody = failed('join_room/a', [made, joined], {
    requirement: 'JOIN-03',
    what: 'membership of guest',
  });
  const leave = failed('leave/a', [made, joined, left], {
    requirement: 'LEAVE-03',
    what: 'status of leave',
    expected: 'status 200',
    step: 2,
  });

  it('is the reason for what fails after it', () => {
    expect(reason([nobody, leave], [])).toEqual({ 'LEAVE-03': 'JOIN-03' });
  });

  it('is no reason where it has its effect elsewhere', () => {
    expect(reason([nobody, leave, passed('join_room/b', ['JOIN-03'], 'join_room')], [])).toEqual(
      {},
    );
  });
});

describe('a failure that several statements share', () => {
  const status = { what: 'status of send_message', expected: 'status 200', step: 1 };

  it('by a txnId follows from the failure without one, and not the other way round', () => {
    const post = failed('send_message/a', [made, ['send_message', 'POST', 415]], {
      ...status,
      requirement: 'MSG-01',
    });
    const put = failed('send_message/b', [made, ['send_message', 'PUT', 415]], {
      ...status,
      requirement: 'MSG-06',
    });
    expect(reason([post, put], [])).toEqual({ 'MSG-06': 'MSG-01' });
  });

  it('of several operations is the violation of what is about none of them', () => {
    const forbidden = (id: CaseId, site: Site, requirement: RequirementId): Outcome =>
      failed(id, [made, [site, 'PUT', 403]], {
        what: `status of ${site}`,
        expected: 'status 200',
        step: 1,
        requirement,
      });
    const power = [
      forbidden('create_room/a', 'set_topic', 'CREATE-25'),
      forbidden('create_room/b', 'send_state_event', 'CREATE-25'),
    ];
    const topic = forbidden('set_topic/a', 'set_topic', 'TOPIC-01');
    const state = forbidden('send_state_event/a', 'send_state_event', 'STATE-01');
    expect(reason([...power, topic, state], [])).toEqual({
      'STATE-01': 'CREATE-25',
      'TOPIC-01': 'CREATE-25',
    });
    expect(
      reason([...power, topic, state, passed('create_room/c', ['CREATE-25'], 'ban')], []),
    ).not.toMatchObject({ 'TOPIC-01': 'CREATE-25' });
  });
});

describe('a refusal that acts', () => {
  it('is the reason for what generated requests of its kind show', () => {
    const sent: Request = ['send_message', 'POST', 403];
    const acts = failed('send_message/a', [made, sent], {
      requirement: 'SEND-15',
      what: "the room's messages after a refusal",
    });
    const series = generated(
      failed('transactions/a', [made, sent], { requirement: 'MSG-05', what: 'events' }),
    );
    const holds = passed('send_message/b', ['MSG-05'], 'send_message');
    expect(reason([acts, series, holds], [])).toEqual({ 'MSG-05': 'SEND-15' });
  });
});

it('prefers the one reason for all that was found to several that explain a part of it', () => {
  const link = (because: RequirementId, at: Site | null): Link => ({
    because: new Set([because]),
    affects: new Set(['MSGS-03']),
    at,
  });
  const read = (site: Site, requirement: RequirementId): Outcome =>
    failed('get_messages/a', [made, [site, 'GET', 200]], { requirement, what: 'a list', step: 1 });
  const all = [
    read('get_messages', 'MSGS-03'),
    read('get_room_sync_data', 'MSGS-03'),
    failed('ban/a', [made], { requirement: 'BAN-03', what: 'a' }),
    failed('ban/b', [made], { requirement: 'BAN-03', what: 'a' }),
    failed('invite/a', [made], { requirement: 'INV-03', what: 'b' }),
  ];
  expect(reason(all, [link('BAN-03', 'get_messages'), link('INV-03', null)])).toEqual({
    'MSGS-03': 'INV-03',
  });
});
