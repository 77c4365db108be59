import { describe, expect, it } from 'vitest';
import type { Operation } from './linearizability.ts';
import type { Form, Membership } from './membership.ts';
import { type Asking, judgeMembership, type Subject, type Told } from './membership-history.ts';
import type { Request } from './room.ts';

type Op = Operation<Asking, Told>;
type Change = Request['requested'];

/** Requests that all begin at once, and reads after them. */
const at = (actor: string, requested: Change, output: Told | null, form: Form = 'short'): Op => ({
  client: `${actor} 1`,
  input: { do: 'move', request: { actor, target: 'bob', requested }, form },
  output,
  called: 0,
  returned: output === null ? Infinity : 5,
});
const sees = (record: string | null, called = 6): Op => ({
  client: 'alice 1',
  input: { do: 'read' },
  output: { record },
  called,
  returned: called + 1,
});
const [done, forbidden, conflict]: readonly [Told, Told, Told] = [
  { accepted: true },
  { refused: 403 },
  { refused: 409 },
];

const subject = (start: Membership, visibility: Subject['visibility'] = 'private'): Subject => ({
  visibility,
  creator: 'alice',
  user: 'bob',
  start,
  others: ['carol'],
});
const blamed = (start: Membership, ...history: readonly Op[]): string | null | undefined =>
  judgeMembership(subject(start), history)?.violation?.requirement ?? null;

describe('a membership that several change at once', () => {
  it('a join and a ban: whichever came first, bob is banned', () => {
    expect(blamed('invite', at('bob', 'join', done), at('alice', 'ban', done), sees('ban'))).toBe(
      null,
    );
    expect(
      blamed('invite', at('bob', 'join', forbidden), at('alice', 'ban', done), sees('ban')),
    ).toBe(null);
    expect(blamed('invite', at('bob', 'join', done), at('alice', 'ban', done), sees('join'))).toBe(
      'BAN-14',
    );
    expect(
      blamed(
        'invite',
        at('bob', 'join', done, 'set_membership'),
        at('alice', 'ban', done),
        sees('join'),
      ),
    ).toBe('BAN-14');
  });

  it('a leave and an invite: bob is out, or invited after he left', () => {
    const [leave, invite] = [at('bob', 'leave', done), at('alice', 'invite', done)];
    expect(blamed('join', leave, invite, sees('invite'))).toBe(null);
    expect(blamed('join', leave, at('alice', 'invite', forbidden), sees('leave'))).toBe(null);
    expect(blamed('join', leave, invite, sees('leave'))).not.toBe(null);
    expect(blamed('join', leave, at('alice', 'invite', forbidden), sees('join'))).not.toBe(null);
  });

  it('an invite that was made of somebody who had just joined', () => {
    const history = [at('bob', 'join', done), at('alice', 'invite', done), sees('invite')];
    expect(blamed('invite', ...history)).toBe('INV-12');
    expect(blamed('invite', history[0] ?? sees(null), history[1] ?? sees(null), sees('join'))).toBe(
      null,
    );
  });

  it('blames what is documented only where that alone is contradicted', () => {
    expect(blamed('join', at('alice', 'invite', done, 'set_membership'), sees('join'))).toBe(
      'SMEM-12',
    );
    expect(blamed('none', at('bob', 'join', done, 'set_membership'), sees('join'))).toBe('SMEM-14');
    expect(blamed('left', at('bob', 'join', done), sees('join'))).toBe('JOIN-08');
    expect(blamed('join', sees('leave'))).toBe('SMEM-03');
    expect(blamed('join', at('carol', 'leave', done), sees('leave'))).toBe('SMEM-20');
  });

  it('is free where the table is', () => {
    for (const record of ['invite', 'ban', 'leave']) {
      const history = [at('alice', 'invite', done), at('alice', 'leave', done), sees(record)];
      expect(blamed('ban', ...history)).toBe(null);
    }
    expect(blamed('invite', at('bob', 'leave', forbidden), sees('invite'))).toBe(null);
    expect(blamed('invite', at('bob', 'leave', done), sees('leave'))).toBe(null);
    expect(blamed('left', sees(null))).toBe(null);
  });

  it('holds a refusal against nobody that is about something else', () => {
    expect(blamed('invite', at('bob', 'join', conflict), sees('invite'))).toBe(null);
    expect(blamed('invite', at('bob', 'join', forbidden), sees('invite'))).not.toBe(null);
  });

  it('takes a request without an answer as done, or not, or done later', () => {
    const lost = at('alice', 'ban', null);
    expect(blamed('join', lost, sees('join'))).toBe(null);
    expect(blamed('join', lost, sees('join'), sees('ban', 20))).toBe(null);
    expect(blamed('join', lost, sees('ban'), sees('join', 20))).toBe('SMEM-03');
    // A join that is to be refused never happens.
    expect(blamed('none', at('bob', 'join', null), sees('join'))).not.toBe(null);
  });
});
