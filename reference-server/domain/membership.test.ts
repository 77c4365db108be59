import { describe, expect, it } from 'vitest';
import { decideMembership, isMembership, type MembershipQuestion } from './membership.ts';

const question: MembershipQuestion = {
  requested: 'invite',
  self: false,
  actor: 'join',
  target: undefined,
  joinRule: 'invite',
  actorPower: 100,
  targetPower: 0,
  needed: { invite: 0, kick: 50, ban: 50 },
};

function verdict(part: Partial<MembershipQuestion>): string {
  return decideMembership({ ...question, ...part }).verdict;
}

describe('decideMembership', () => {
  it('lets a joined user invite whoever is neither in nor banned', () => {
    const by = ([undefined, 'invite', 'leave', 'join', 'ban'] as const).map((target) =>
      verdict({ target }),
    );
    expect(by).toEqual(['allowed', 'allowed', 'allowed', 'refused', 'refused']);
  });

  it('lets nobody invite who is not joined', () => {
    const by = ([undefined, 'invite', 'leave', 'ban'] as const).map((actor) => verdict({ actor }));
    expect(new Set(by)).toEqual(new Set(['refused']));
  });

  it('asks for the power to invite', () => {
    const needed = { invite: 10, kick: 50, ban: 50 };
    expect(verdict({ needed, actorPower: 9 })).toBe('refused');
    expect(verdict({ needed, actorPower: 10 })).toBe('allowed');
  });

  it('lets nobody be joined by somebody else', () => {
    expect(verdict({ requested: 'join', target: 'invite' })).toBe('refused');
  });

  it('lets people into an invite-only room who are invited or in already', () => {
    const by = ([undefined, 'leave', 'ban', 'invite', 'join'] as const).map((target) =>
      verdict({ requested: 'join', self: true, actor: target, target }),
    );
    expect(by).toEqual(['refused', 'refused', 'refused', 'allowed', 'allowed']);
  });

  it('lets everybody but the banned into a public room', () => {
    const by = ([undefined, 'leave', 'invite', 'join', 'ban'] as const).map((target) =>
      verdict({ requested: 'join', self: true, actor: target, target, joinRule: 'public' }),
    );
    expect(by).toEqual(['allowed', 'allowed', 'allowed', 'allowed', 'refused']);
  });

  it('lets people leave, decline and leave again, but not out of nothing or out of a ban', () => {
    const by = (['join', 'invite', 'leave', undefined, 'ban'] as const).map((target) =>
      verdict({ requested: 'leave', self: true, actor: target, target, actorPower: 0 }),
    );
    expect(by).toEqual(['allowed', 'allowed', 'allowed', 'refused', 'refused']);
  });

  it('lets nobody kick or ban their equals or betters', () => {
    for (const requested of ['leave', 'ban'] as const) {
      expect(verdict({ requested, target: 'join', targetPower: 99 })).toBe('allowed');
      expect(verdict({ requested, target: 'join', targetPower: 100 })).toBe('refused');
      expect(verdict({ requested, target: 'join', actorPower: 49 })).toBe('refused');
    }
  });

  it('lifts a ban only for those who could have made it', () => {
    const needed = { invite: 0, kick: 50, ban: 60 };
    const lift = { requested: 'leave', target: 'ban', needed } as const;
    expect(verdict({ ...lift, actorPower: 59 })).toBe('refused');
    expect(verdict({ ...lift, actorPower: 60 })).toBe('allowed');
  });

  it('takes no knocks', () => {
    expect(verdict({ requested: 'knock', self: true })).toBe('refused');
  });
});

describe('isMembership', () => {
  it('knows the four words and nothing else', () => {
    expect(['invite', 'join', 'leave', 'ban'].every(isMembership)).toBe(true);
    expect(['knock', 'JOIN', '', null, 5, ['join'], undefined].some(isMembership)).toBe(false);
  });
});
