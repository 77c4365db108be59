import { describe, expect, it } from 'vitest';
import type { RequirementId } from '../document/ids.ts';
import type { Link } from '../document/links.ts';
import { failed, made, passed, reason, type Request } from './testing/outcomes.ts';

const link = (because: RequirementId, affects: RequirementId): Link => ({
  because: new Set([because]),
  affects: new Set([affects]),
  at: null,
});
const sent: Request = ['send_message', 'POST', 200];
const invited: Request = ['invite', 'POST', 200];
const messages: Request = ['get_messages', 'GET', 200];
const members: Request = ['get_members', 'GET', 200];
const member: Request = ['get_membership', 'GET', 200];

describe('a requirement whose link leads to everything', () => {
  const everything: Link = { ...link('CONV-17', 'MSG-10'), affectsAll: true };
  const joined = failed('conventions/a', [made, ['join', 'POST', 404]], {
    requirement: 'CONV-17',
    what: 'status of join',
    expected: 'status 200',
    step: 1,
  });
  const accepted = failed('send_message/a', [made, sent, messages], {
    requirement: 'MSG-10',
    what: 'texts that were kept',
  });

  it('explains what another operation shows where it holds nowhere', () => {
    expect(reason([joined, accepted], [everything])).toEqual({ 'MSG-10': 'CONV-17' });
  });
  it('does not where it holds for other operations', () => {
    const outcomes = [joined, accepted, passed('conventions/b', ['CONV-17'], 'get_topic')];
    expect(reason(outcomes, [everything])).toEqual({});
  });
});

describe('a view that is wrong', () => {
  const list = failed('get_members/a', [made, invited, members], {
    requirement: 'MEMB-04',
    what: 'members',
  });
  const seen = (what: string, expected = 'this', received = 'that') => {
    const found = { requirement: 'SMEM-22', what, expected } as const;
    const outcome = failed('set_membership/a', [made, invited, member, members], found);
    if (outcome.verdict !== 'failed') return outcome;
    const [mismatch] = outcome.mismatches;
    return { ...outcome, mismatches: [{ ...mismatch, received }] as const };
  };

  it('does not explain what an assertion says of another view', () => {
    expect(reason([list, seen('membership by get_members')], [])).toEqual({
      'SMEM-22': 'MEMB-04',
    });
    expect(reason([list, seen('membership by get_membership')], [])).toEqual({});
  });
  it('does not explain that something is there with other contents', () => {
    const expected = 'at least {"membership":"invite","note":1}';
    const absent = seen('membership', expected, 'nothing');
    expect(reason([list, absent], [])).toEqual({ 'SMEM-22': 'MEMB-04' });
    expect(reason([list, seen('membership', expected, '{"membership":"invite"}')], [])).toEqual({});
  });
});

it('that right requests are refused does not explain that wrong ones are accepted', () => {
  const refused = failed('ban/a', [made, ['ban', 'POST', 403]], {
    requirement: 'CREATE-25',
    what: 'status of ban',
    expected: 'status 200',
    step: 1,
  });
  const kick = (status: number, expected: string) =>
    failed('set_membership/a', [made, ['set_membership', 'PUT', status]], {
      requirement: 'SMEM-20',
      what: 'status of set_membership',
      expected,
      step: 1,
    });
  const links = [link('CREATE-25', 'SMEM-20')];
  expect(reason([refused, kick(403, 'status 200')], links)).toEqual({ 'SMEM-20': 'CREATE-25' });
  expect(reason([refused, kick(200, 'status 403')], links)).toEqual({});
});

it('that a wrong request is accepted does not explain what another operation shows', () => {
  const accepted = failed('ban/a', [made, ['ban', 'POST', 200]], {
    requirement: 'CONV-16',
    what: 'status of ban',
    expected: 'status 400',
    step: 1,
  });
  const lost = failed('send_message/a', [made, sent, messages], {
    requirement: 'MSG-03',
    what: 'message that was read',
  });
  const cut = failed('set_topic/a', [made, ['set_topic', 'PUT', 200], ['get_topic', 'GET', 200]], {
    requirement: 'CONV-16',
    what: 'topic',
  });
  const links = [link('CONV-16', 'MSG-03')];
  expect(reason([accepted, lost], links)).toEqual({});
  expect(reason([accepted, cut, lost], links)).toEqual({ 'MSG-03': 'CONV-16' });
});

it('that a request has its effect in another room too is not that it has none', () => {
  const rejoined = failed(
    'join_room/a',
    [made, ['leave', 'POST', 200], ['join_room', 'POST', 403]],
    {
      requirement: 'JOIN-03',
      what: 'status of join_room',
      expected: 'status 200',
      step: 2,
    },
  );
  const left = (requirement: RequirementId) =>
    failed('leave/a', [made, ['leave', 'POST', 200], member], {
      requirement,
      what: 'membership of guest',
    });
  expect(reason([left('LEAVE-03'), rejoined], [])).toEqual({ 'JOIN-03': 'LEAVE-03' });
  expect(reason([left('LEAVE-07'), rejoined], [])).toEqual({});
});
