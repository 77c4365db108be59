import { describe, expect, it } from 'vitest';
import type { Operation } from './linearizability.ts';
import type { Form, Membership } from './membership.ts';
import {
  type MembershipInput,
  judgeMembership,
  type Subject,
  type MembershipOutput,
} from './membership-history.ts';
import type { Request } from './room.ts';

type Op = Operation<MembershipInput, MembershipOutput>;
type Change = Request['requested'];

/** Requests that all begin at once, and reads after them. */
const at = (
  actor: string,
  requested: Change,
  output: MembershipOutput | null,
  form: Form = 'short',
): Op => ({
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
const [done, forbidden, conflict]: readonly [MembershipOutput, MembershipOutput, MembershipOutput] =
  [{ accepted: true }, { refused: 403 }, { refused: 409 }];

const subject = (start: Membership, visibility: Subject['visibility'] = 'private'): Subject => ({
  visibility,
  creator: 'alice',
  user: 'bob',
  start,
  others: ['carol'],
});
const violated = (start: Membership, ...history: readonly Op[]): string | null | undefined =>
  judgeMembership(subject(start), history)?.violation?.requirement ?? null;

describe('a membership that several clients change at once', () => {
  it('after a join and a ban bob is banned, in whichever order they happened', () => {
    expect(violated('invite', at('bob', 'join', done), at('alice', 'ban', done), sees('ban'))).toBe(
      null,
    );
    expect(
      violated('invite', at('bob', 'join', forbidden), at('alice', 'ban', done), sees('ban')),
    ).toBe(null);
    expect(
      violated('invite', at('bob', 'join', done), at('alice', 'ban', done), sees('join')),
    ).toBe('BAN-14');
    expect(
      violated(
        'invite',
        at('bob', 'join', done, 'set_membership'),
        at('alice', 'ban', done),
        sees('join'),
      ),
    ).toBe('BAN-14');
  });

  it('after a leave and an invite bob has left, or was invited after he left', () => {
    const [leave, invite] = [at('bob', 'leave', done), at('alice', 'invite', done)];
    expect(violated('join', leave, invite, sees('invite'))).toBe(null);
    expect(violated('join', leave, at('alice', 'invite', forbidden), sees('leave'))).toBe(null);
    expect(violated('join', leave, invite, sees('leave'))).not.toBe(null);
    expect(violated('join', leave, at('alice', 'invite', forbidden), sees('join'))).not.toBe(null);
  });

  it('an accepted invite of a user who had just joined violates INV-12', () => {
    const history = [at('bob', 'join', done), at('alice', 'invite', done), sees('invite')];
    expect(violated('invite', ...history)).toBe('INV-12');
    expect(
      violated('invite', history[0] ?? sees(null), history[1] ?? sees(null), sees('join')),
    ).toBe(null);
  });

  it('attributes a violation to a documented requirement only if the documented rules alone are violated', () => {
    expect(violated('join', at('alice', 'invite', done, 'set_membership'), sees('join'))).toBe(
      'SMEM-12',
    );
    expect(violated('none', at('bob', 'join', done, 'set_membership'), sees('join'))).toBe(
      'SMEM-14',
    );
    expect(violated('left', at('bob', 'join', done), sees('join'))).toBe('JOIN-08');
    expect(violated('join', sees('leave'))).toBe('SMEM-03');
    expect(violated('join', at('carol', 'leave', done), sees('leave'))).toBe('SMEM-20');
  });

  it('accepts every answer in a free cell of the table', () => {
    for (const record of ['invite', 'ban', 'leave']) {
      const history = [at('alice', 'invite', done), at('alice', 'leave', done), sees(record)];
      expect(violated('ban', ...history)).toBe(null);
    }
    expect(violated('invite', at('bob', 'leave', forbidden), sees('invite'))).toBe(null);
    expect(violated('invite', at('bob', 'leave', done), sees('leave'))).toBe(null);
    expect(violated('left', sees(null))).toBe(null);
  });

  it('ignores a refusal that has another reason than the membership', () => {
    expect(violated('invite', at('bob', 'join', conflict), sees('invite'))).toBe(null);
    expect(violated('invite', at('bob', 'join', forbidden), sees('invite'))).not.toBe(null);
  });

  it('takes a request without an answer as done, as not done, or as done later', () => {
    const lost = at('alice', 'ban', null);
    expect(violated('join', lost, sees('join'))).toBe(null);
    expect(violated('join', lost, sees('join'), sees('ban', 20))).toBe(null);
    expect(violated('join', lost, sees('ban'), sees('join', 20))).toBe('SMEM-03');
    // A join that is to be refused never happens.
    expect(violated('none', at('bob', 'join', null), sees('join'))).not.toBe(null);
  });
});
