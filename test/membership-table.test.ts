import { describe, expect, it } from 'vitest';
import { allCells, type CellEntry, ruleAt } from '../harness/model/cells.ts';
import { cases } from '../suites/index.ts';
import { decideMembership, type Membership } from '../reference-server/domain/membership.ts';

/*
 * Two readings of the declaration that share no code: the membership table by which servers are judged, and the
 * rules by which the reference server decides. Where the table is free the server may decide either way.
 */

/** What the reference server records of an actor, or of a target in a prior state. */
const records: Readonly<
  Record<Exclude<CellEntry['actor'], 'self'> | CellEntry['prior'], Membership | undefined>
> = {
  creator: 'join',
  member: 'join',
  stranger: undefined,
  invited: 'invite',
  banned: 'ban',
  none: undefined,
  invite: 'invite',
  join: 'join',
  left: 'leave',
  kicked: 'leave',
  ban: 'ban',
};

const asserted = allCells.filter(({ owed }) => owed !== 'free');
const shortForms = { invite: 'invite', join: 'join_room', leave: 'leave', ban: 'ban' } as const;

describe('the cases of the membership table', () => {
  const cellsOf = (operation: string): readonly string[] =>
    cases.filter(({ id }) => id.startsWith(`${operation}/`)).flatMap(({ cells }) => cells ?? []);

  it('ask every asserted cell once by set_membership', () => {
    expect(cellsOf('set_membership').toSorted()).toEqual(
      asserted.map(({ name }) => name).toSorted(),
    );
  });

  it.each(Object.entries(shortForms))('ask every cell of %s once by %s', (word, operation) => {
    const isAboutCaller = word === 'join' || word === 'leave';
    const expected = asserted
      .filter(({ requested, actor }) => requested === word && (!isAboutCaller || actor === 'self'))
      .map(({ name }) => name);
    expect(cellsOf(operation).toSorted()).toEqual(expected.toSorted());
  });
});

describe('the reference server decides as the membership table does', () => {
  it.each(asserted)('$name: $owed', (cell) => {
    expect(verdictOf(cell)).toBe(cell.owed);
    expect(ruleAt(cell, 'short').kind).toBe(cell.owed);
  });
});

/** The reference server's decision in a new room, where only the creator has any power. */
function verdictOf({ visibility, actor, requested, prior }: CellEntry): string {
  return decideMembership({
    requested,
    self: actor === 'self',
    actor: records[actor === 'self' ? prior : actor],
    target: records[prior],
    joinRule: visibility === 'public' ? 'public' : 'invite',
    actorPower: actor === 'creator' ? 100 : 0,
    targetPower: 0,
    needed: { invite: 0, kick: 50, ban: 50 },
  }).verdict;
}
