import { describe, expect, it } from 'vitest';
import type { RequirementId } from '../document/ids.ts';
import type { Link } from '../document/links.ts';
import type { Outcome } from '../run/outcome.ts';
import { failed, generated, made, passed, reason, type Request } from './testing/outcomes.ts';

const status = (requirement: RequirementId, step: number, expected = 'status 200') =>
  ({ requirement, what: 'status of it', expected, step }) as const;

describe('a refusal with another status than the right one', () => {
  const join: Request = ['join_room', 'POST', 400];
  const shut = failed('create_room/a', [made, join], status('JOIN-08', 1, 'status 403'));
  const never = failed('join_room/a', [made, join], status('JOIN-01', 1));

  it('follows where the operation is never offered, whatever operation the case is about', () => {
    const created = passed('create_room/b', ['CREATE-01'], 'create_room');
    const closed = failed('create_room/c', [made, join], status('CREATE-14', 1, 'status 403'));
    expect(reason([never, closed, created], [])).toEqual({ 'CREATE-14': 'JOIN-01' });
  });
  it('does not where the operation works', () => {
    const works = passed('join_room/b', ['JOIN-01'], 'create_room', 'join_room');
    const created = passed('create_room/b', ['CREATE-01'], 'create_room');
    const closed = failed('create_room/c', [made, join], status('CREATE-14', 1, 'status 403'));
    const invited = failed('join_room/c', [made, join], status('JOIN-03', 1));
    expect(reason([invited, closed, works, created], [])).toEqual({});
  });
  it('does not explain that a wrong request is accepted', () => {
    const link: Link = { because: new Set(['JOIN-08']), affects: new Set(['JID-10']), at: null };
    const byAlias = (code: number): Outcome =>
      failed('join/a', [made, ['join', 'POST', code]], status('JID-10', 1, 'status 403'));
    expect(reason([shut, byAlias(404)], [link])).toEqual({ 'JID-10': 'JOIN-08' });
    expect(reason([shut, byAlias(200)], [link])).toEqual({});
  });
});

describe('a request that was refused, and is accepted when it is repeated', () => {
  const refused: Request = ['leave', 'PUT', 403];
  const accepted: Request = ['leave', 'PUT', 200];
  const remembered = failed('conventions/a', [made, refused, accepted], {
    requirement: 'CONV-21',
    what: 'effect of the second request',
    step: 2,
  });

  it('explains that generated requests are accepted in the same way', () => {
    const wrong = status('LEAVE-08', 2, 'a refusal');
    const repeated = generated(failed('membership-model/a', [made, refused, accepted], wrong));
    expect(reason([remembered, repeated], [])).toEqual({ 'LEAVE-08': 'CONV-21' });
  });
  it('does not explain that the first one is', () => {
    const wrong = status('LEAVE-08', 1, 'a refusal');
    const first = generated(failed('membership-model/a', [made, accepted], wrong));
    expect(reason([remembered, first], [])).toEqual({});
  });
  it('explains the form of the success, and with it what generated requests show in passing', () => {
    const form = (step: number) =>
      ({ requirement: 'MODEL-28', what: 'send_message answers event_id', step }) as const;
    const sent: Request = ['send_message', 'PUT', 200];
    const plain = failed(
      'conventions/a',
      [made, ['send_message', 'PUT', 400], sent],
      { requirement: 'CONV-21', what: 'effect of the second request', step: 2 },
      form(2),
    );
    const drawn = generated(failed('transactions/a', [sent], form(0)));
    expect(reason([plain, remembered, drawn], [])).toEqual({ 'MODEL-28': 'CONV-21' });
    const other = generated(failed('transactions/a', [['send_message', 'POST', 200]], form(0)));
    expect(reason([plain, remembered, other], [])).toEqual({});
  });
});

describe('that a room id is read in one form alone', () => {
  const everything: Link = {
    because: new Set(['CONV-17']),
    affects: new Set(['CREATE-25']),
    at: null,
    affectsAll: true,
  };
  const sent: Request = ['send_message', 'POST', 403];
  const encoded = failed('conventions/a', [made, sent], status('CONV-17', 1));
  const held = passed('conventions/b', ['CONV-17'], 'create_room');
  const topic = failed('create_room/a', [made, ['set_topic', 'PUT', 403]], status('CREATE-25', 1));

  it('explains what operations show that are never offered', () => {
    expect(reason([encoded, topic, held], [everything])).toEqual({ 'CREATE-25': 'CONV-17' });
  });
  it('does not explain what one shows that is offered', () => {
    const offered = passed('set_topic/a', ['TOPIC-01'], 'create_room', 'set_topic');
    expect(reason([encoded, topic, held, offered], [everything])).toEqual({});
  });
});

describe('an empty success in the place of a refusal', () => {
  const empty = (outcome: Outcome, answer: string): Outcome => ({
    ...outcome,
    exchanges: outcome.exchanges.map((one, step) => (step === 1 ? { ...one, answer } : one)),
  });
  const read: Request = ['get_room_sync_data', 'GET', 200];
  const form = {
    requirement: 'MODEL-35',
    what: 'get_room_sync_data answers membership',
    step: 1,
  } as const;
  const open = status('SYNC-14', 1, 'status 403');
  const stranger = empty(failed('conventions/a', [made, read], open, form), '{}');

  it('explains that the same answer lacks something where it may be a success', () => {
    const banned = empty(failed('conventions/b', [made, read], form), '{}');
    expect(reason([stranger, banned], [])).toEqual({ 'MODEL-35': 'SYNC-14' });
  });
  it('does not explain that another answer does', () => {
    const banned = empty(failed('conventions/b', [made, read], form), '{"room_id":"!a:h"}');
    expect(reason([stranger, banned], [])).toEqual({});
  });
});
