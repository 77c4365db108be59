import { describe, expect, it } from 'vitest';
import type { RequirementId } from '../document/ids.ts';
import type { Link, Site } from '../document/links.ts';
import type { Captured, Outcome } from '../run/outcome.ts';
import { attribute } from './attribute.ts';
import {
  captured,
  failed,
  links,
  made,
  passed,
  reason,
  register,
  type Request,
} from './testing/outcomes.ts';

describe('an operation that fails where it should succeed', () => {
  const refused: Request = ['ban', 'POST', 404];
  const banned = failed('ban/a', [made, refused], {
    requirement: 'BAN-01',
    what: 'status of ban',
    expected: 'status 200',
    step: 1,
  });

  it('explains what asks it for something else and gets the same answer', () => {
    const other = failed('ban/b', [made, refused], {
      requirement: 'BAN-05',
      what: 'status of ban',
      expected: 'status 403',
      step: 1,
    });
    const elsewhere = failed('create_room/a', [made, refused], {
      requirement: 'CREATE-25',
      what: 'status of ban',
      expected: 'status 200',
      step: 1,
    });
    expect(reason([banned, other, elsewhere])).toEqual({
      'BAN-05': 'BAN-01',
      'CREATE-25': 'BAN-01',
    });
  });

  it('explains what a case compares of several such answers, and not of others', () => {
    const compared = (status: number): Outcome =>
      failed('ban/b', [made, ['ban', 'POST', status]], {
        requirement: 'SMEM-21',
        what: 'result of set_membership, next to ban',
      });
    expect(reason([banned, compared(404)], [])).toEqual({ 'SMEM-21': 'BAN-01' });
    expect(reason([banned, compared(200)], [])).toEqual({});
  });

  it('does not explain it where the request that works is about another room', () => {
    const request = (room: string, status: number, step: number): Captured => ({
      ...captured(['join_room', 'POST', status], step),
      room,
    });
    const join = { what: 'status of join_room', expected: 'status 200' };
    const other = {
      ...failed('ban/b', [], { ...join, requirement: 'BAN-08', step: 2 }),
      exchanges: [captured(made, 0), request('!one:h', 200, 1), request('!two:h', 403, 2)],
    };
    const invited = failed('join_room/a', [made, ['join_room', 'POST', 403]], {
      ...join,
      requirement: 'JOIN-01',
      step: 1,
    });
    expect(reason([other, invited], [])).toEqual({ 'BAN-08': 'JOIN-01' });
  });

  it('does not explain another answer', () => {
    const open = failed('ban/b', [made, ['ban', 'POST', 200]], {
      requirement: 'BAN-05',
      what: 'status of ban',
      expected: 'status 403',
      step: 1,
    });
    expect(reason([banned, open])).toEqual({});
  });

  it('is explained by the requirement that held in fewer cases', () => {
    const other = failed('ban/b', [made, refused], {
      requirement: 'BAN-12',
      what: 'status of ban',
      expected: 'status 200',
      step: 1,
    });
    expect(reason([banned, other], [])).toEqual({ 'BAN-12': 'BAN-01' });
    expect(reason([banned, other, passed('ban/c', ['BAN-01'], 'ban')], [])).toEqual({
      'BAN-01': 'BAN-12',
    });
  });
});

it('a request that succeeds with other contents explains why the plain one does not', () => {
  const refused: Request = ['send_feedback', 'POST', 400];
  const status = { what: 'status of send_feedback', expected: 'status 200' };
  const plain = { ...status, requirement: 'FEED-01', step: 1 } as const;
  const type = { ...status, requirement: 'FEED-09', step: 2 } as const;
  const outcomes = [
    failed('send_feedback/a', [made, refused], plain),
    failed('send_feedback/b', [made, ['send_feedback', 'POST', 200], refused], type),
  ];
  expect(reason(outcomes)).toEqual({ 'FEED-01': 'FEED-09' });
});

it('a request that is wrongly accepted does not explain one that a stranger makes', () => {
  const accepted: Request = ['send_feedback', 'POST', 200];
  const asked = { what: 'status of send_feedback', step: 1 };
  const bad = { ...asked, requirement: 'FEED-08', expected: 'status 400' } as const;
  const stranger = { ...asked, requirement: 'SEND-15', expected: 'status 403' } as const;
  const outcomes = [
    failed('send_feedback/a', [made, accepted], bad),
    failed('send_non_state_event/a', [made, accepted], stranger),
  ];
  expect(reason(outcomes)).toEqual({});
});

describe('a view that is wrong', () => {
  const sent: Request = ['send_message', 'POST', 200];
  const topic: Request = ['set_topic', 'PUT', 200];
  const read: Request = ['get_messages', 'GET', 200];
  const view = failed('get_messages/a', [made, sent, read], {
    requirement: 'MSGS-03',
    what: 'messages',
  });
  const message = failed('send_message/a', [made, sent, read], {
    requirement: 'MSG-03',
    what: 'message that owner reads',
  });
  const topics = failed('set_topic/a', [made, topic, read], {
    requirement: 'TOPIC-03',
    what: 'topics in messages',
  });

  it('explains why the effects of several operations are not seen in it', () => {
    expect(reason([view, message, topics])).toEqual({ 'MSG-03': 'MSGS-03', 'TOPIC-03': 'MSGS-03' });
  });

  it('is itself explained by one operation without effect', () => {
    const others = passed('get_messages/b', ['MSGS-16'], 'create_room', 'get_messages');
    expect(reason([view, message, others])).toEqual({ 'MSGS-03': 'MSG-03' });
  });

  it('does not explain that it is open to strangers', () => {
    const stranger = failed('conventions/a', [made, read], {
      requirement: 'CONV-03',
      what: 'status of get_messages',
      expected: 'status 401',
      step: 1,
    });
    expect(reason([view, stranger])).toEqual({});
  });

  it('does not explain the status of another operation', () => {
    const status = failed('set_topic/a', [made, ['set_topic', 'PUT', 200], read], {
      requirement: 'TOPIC-11',
      what: 'status of set_topic',
      expected: 'status 403',
      step: 1,
    });
    expect(reason([view, status])).toEqual({});
  });
});

describe('a refusal that acts', () => {
  const what = "the room's messages after a refusal";

  it('is held against the operation that was refused', () => {
    const refused: Request = ['set_topic', 'PUT', 400];
    const outcomes = [
      failed('set_topic/a', [made, refused], { requirement: 'TOPIC-06', what, step: 1 }),
      failed('conventions/a', [made, refused], { requirement: 'CONV-16', what, step: 1 }),
    ];
    expect(reason(outcomes)).toEqual({ 'CONV-16': 'TOPIC-06' });
  });

  it('does not explain anything else', () => {
    const outcomes = [
      failed('conventions/a', [made], { requirement: 'CONV-17', what, step: 0 }),
      failed('set_topic/a', [made], { requirement: 'TOPIC-03', what: 'topic' }),
    ];
    expect(reason(outcomes)).toEqual({});
  });
});

describe('a link', () => {
  const link = (because: RequirementId, affects: RequirementId, at: Site | null = null): Link => ({
    because: new Set([because]),
    affects: new Set([affects]),
    at,
  });
  const joined: Request = ['join_room', 'POST', 200];
  const status = { what: 'status of join_room', expected: 'status 403', step: 1 };
  const created = failed('create_room/a', [made, joined], { ...status, requirement: 'CREATE-14' });
  const entered = failed('join_room/a', [made, joined], { ...status, requirement: 'JOIN-08' });

  it('explains what it leads to', () => {
    expect(reason([created, entered], [link('CREATE-14', 'JOIN-08')])).toEqual({
      'JOIN-08': 'CREATE-14',
    });
  });
  it('counts only for the operation that it names', () => {
    expect(reason([created, entered], [link('CREATE-14', 'JOIN-08', 'join')])).toEqual({});
  });
  it('in both directions is decided by the operation that is used more rarely', () => {
    const both = [link('CREATE-14', 'JOIN-08'), link('JOIN-08', 'CREATE-14')];
    const rest = [passed('get_topic/a', [], 'create_room', 'get_topic')];
    expect(reason([created, entered, ...rest], both)).toEqual({ 'CREATE-14': 'JOIN-08' });
  });
  it('from the type of an answer does not explain a status', () => {
    const shape = failed('get_messages/a', [made, ['get_messages', 'GET', 200]], {
      requirement: 'MODEL-18',
      what: 'get_messages answers end',
      step: 1,
    });
    const read: Request = ['get_messages', 'GET', 400];
    const forwards = failed('get_messages/b', [made, read], {
      requirement: 'MSGS-12',
      what: 'status of get_messages',
      expected: 'status 200',
      step: 1,
    });
    expect(reason([shape, forwards], [link('MODEL-18', 'MSGS-12')])).toEqual({});
  });
});

describe('the outcomes of a run', () => {
  const refused: Request = ['ban', 'POST', 404];
  const status = { what: 'status of ban', step: 1 };
  const banned = { ...status, requirement: 'BAN-01', expected: 'status 200' } as const;
  const member = { ...status, requirement: 'BAN-05', expected: 'status 403' } as const;
  const outcomes = [
    failed('ban/a', [made, refused], banned),
    failed('ban/b', [made, refused], member),
    failed('ban/c', [made, refused], member, {
      requirement: 'META-06',
      what: 'body of an error',
      step: 1,
    }),
    passed('ban/d', [], 'ban'),
  ];
  const after = attribute(outcomes, links, register);

  it('say of a case with consequences alone that it could not be judged', () => {
    expect(after[1]).toMatchObject({
      verdict: 'broken',
      cause: 'could not be judged because BAN-01 is violated',
      ours: false,
      consequences: [{ requirement: 'BAN-05', because: 'BAN-01' }],
    });
  });
  it('keep what else a case found', () => {
    expect(after[2]).toMatchObject({
      verdict: 'failed',
      mismatches: [{ requirement: 'META-06' }],
      consequences: [{ requirement: 'BAN-05' }],
    });
  });
  it('leave the other cases alone', () => {
    expect([after[0], after[3]]).toEqual([outcomes[0], outcomes[3]]);
  });
  it('can be attributed once more, so that parts of a run can be put together', () => {
    expect(attribute(after, links, register)).toEqual(after);
    expect(attribute(after.slice(1), links, register)).toMatchObject([
      { verdict: 'failed', mismatches: [{ requirement: 'BAN-05' }] },
      { verdict: 'failed', mismatches: [{ requirement: 'META-06' }, { requirement: 'BAN-05' }] },
      { verdict: 'passed' },
    ]);
  });
});

describe('what is measured', () => {
  it('is not explained by a view that is wrong', () => {
    const read: Request = ['get_messages', 'GET', 200];
    const wrongView = failed('get_messages/a', [made, read], {
      requirement: 'MSGS-12',
      what: 'later messages',
      step: 1,
    });
    const measured = (
      [
        ['CONV-24', 'time until reads show an accepted request'],
        ['CONV-22', 'number of different answers'],
        ['CONV-22', 'send_message sent many times at once with one txnId'],
      ] as const
    ).map(([requirement, what]) =>
      failed('conventions/a', [made, ['send_message', 'PUT', 200], read], { requirement, what }),
    );
    expect(reason([wrongView, ...measured])).toEqual({});
  });
});
