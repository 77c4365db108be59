import type { Visibility } from '../../../harness/world/rooms.ts';
import type { RequirementId } from '../../../harness/document/ids.ts';

/** Who asks: whoever the change is about, or somebody else and how they stand to the room. */
export type Actor = 'self' | 'creator' | 'member' | Outsider;
export type Outsider = 'stranger' | 'invited' | 'left' | 'banned';

export type Requested = 'invite' | 'join' | 'leave' | 'ban';

/** What the user was to the room before; `kicked` was made to leave, `left` did so by itself. */
export type Prior = 'none' | 'invite' | 'join' | 'left' | 'kicked' | 'ban';

/** The long form, set_membership, or the short form of the request: invite, join_room, leave, ban. */
export type Route = 'put' | 'rpc';

/** Whom to blame for an answer that a cell doesn't permit. */
export interface Blame {
  readonly requirement: RequirementId;
  /** For a refusal whose status is not 403, where that is no matter of the requirement itself. */
  readonly code: RequirementId;
}

/** What is owed for one request in one prior state. */
export interface Cell {
  readonly status: 200 | 403;
  /** Documented, implied or convention; BAN-05 alone is blamed beyond it, for less than the status. */
  readonly grade: 'D' | 'I' | 'C';
  readonly put: Blame;
  /** Null where the request has no short form. */
  readonly rpc: Blame | null;
}

/** One line of the table of transitions (semantics, 6.2); a prior state that is not named is free. */
export interface Row {
  readonly rooms: readonly Visibility[];
  readonly actors: readonly Actor[];
  readonly requested: Requested;
  readonly cells: Readonly<Partial<Record<Prior, Cell>>>;
}

const by = (requirement: RequirementId, code = requirement): Blame => ({ requirement, code });

type Grade = Cell['grade'];
const refused = (grade: Grade, put: Blame, rpc: Blame | null): Cell => ({
  status: 403,
  grade,
  put,
  rpc,
});
const allowed = (grade: Grade, put: RequirementId, rpc: RequirementId | null): Cell => ({
  status: 200,
  grade,
  put: by(put),
  rpc: rpc === null ? null : by(rpc),
});

// The six errors that set_membership documents; on the short forms they are implied (DEF-29).
const outside = refused('D', by('SMEM-11'), by('INV-11'));
const alreadyIn = refused('D', by('SMEM-12'), by('INV-12'));
const forced = refused('D', by('SMEM-13'), null);
const uninvited = refused('D', by('SMEM-14'), by('JOIN-08'));

// The enum forgets ban (DEF-01): that a PUT of it is understood, and so 403 rather than 400, is only implied.
const powerless = refused('D', by('BAN-05', 'SMEM-19'), by('BAN-05'));
// That power is needed is documented; which status a ban of somebody who isn't there gets is not.
const powerlessElsewhere = refused('I', by('BAN-05', 'SMEM-19'), by('BAN-05', 'SMEM-21'));
const outsiderBans = refused('I', by('BAN-06', 'SMEM-19'), by('BAN-06'));

const locked = refused('C', by('BAN-14'), by('JOIN-11'));
const notIn = refused('C', by('LEAVE-08'), by('LEAVE-08'));
const noKick = refused('C', by('SMEM-20'), null);

const invites = allowed('I', 'SMEM-03', 'INV-03');
const invitesAgain = allowed('I', 'INV-13', 'INV-13');
const memberInvites = allowed('C', 'CONV-23', 'CONV-23');
const accepts = allowed('I', 'SMEM-03', 'JOIN-03');
const enters = allowed('C', 'JOIN-09', 'JOIN-09');
const joinsAgain = allowed('C', 'JOIN-10', 'JOIN-10');
const leaves = allowed('I', 'SMEM-03', 'LEAVE-03');
const kicks = allowed('C', 'SMEM-20', null);
const bans = allowed('I', 'SMEM-19', 'BAN-03');

const everywhere: readonly Visibility[] = ['private', 'public'];
const outsiders: readonly Outsider[] = ['stranger', 'invited', 'left', 'banned'];

type Cells = Row['cells'];
/** The same in every prior state. */
const always = (cell: Cell): Cells => ({
  none: cell,
  invite: cell,
  join: cell,
  left: cell,
  kicked: cell,
  ban: cell,
});

const row = (
  rooms: readonly Visibility[],
  actors: readonly Actor[],
  requested: Requested,
  cells: Cells,
): Row => ({ rooms, actors, requested, cells });

/** The 142 cells that are asserted; the four outsiders share theirs. */
export const table: readonly Row[] = [
  row(everywhere, ['self'], 'invite', {
    none: outside,
    join: alreadyIn,
    left: outside,
    kicked: outside,
    ban: outside,
  }),
  row(['private'], ['self'], 'join', {
    none: uninvited,
    invite: accepts,
    join: joinsAgain,
    left: uninvited,
    kicked: uninvited,
    ban: locked,
  }),
  row(['public'], ['self'], 'join', {
    none: enters,
    invite: accepts,
    join: joinsAgain,
    left: enters,
    kicked: enters,
    ban: locked,
  }),
  row(everywhere, ['self'], 'leave', { none: notIn, join: leaves, ban: notIn }),
  row(everywhere, ['self'], 'ban', {
    none: outsiderBans,
    invite: outsiderBans,
    join: powerless,
    left: outsiderBans,
    kicked: outsiderBans,
  }),
  row(everywhere, ['creator'], 'invite', {
    none: invites,
    invite: invitesAgain,
    join: alreadyIn,
    left: invites,
    kicked: invites,
  }),
  row(everywhere, ['creator'], 'join', always(forced)),
  row(everywhere, ['creator'], 'leave', { join: kicks }),
  row(everywhere, ['creator'], 'ban', { invite: bans, join: bans }),
  row(['private'], ['member'], 'invite', {
    none: memberInvites,
    invite: memberInvites,
    join: alreadyIn,
    left: memberInvites,
    kicked: memberInvites,
  }),
  row(['public'], ['member'], 'invite', { join: alreadyIn }),
  row(everywhere, ['member'], 'join', always(forced)),
  row(everywhere, ['member'], 'leave', {
    none: noKick,
    invite: noKick,
    join: noKick,
    ban: noKick,
  }),
  row(everywhere, ['member'], 'ban', {
    none: powerlessElsewhere,
    invite: powerlessElsewhere,
    join: powerless,
    left: powerlessElsewhere,
    kicked: powerlessElsewhere,
  }),
  row(everywhere, outsiders, 'invite', {
    none: outside,
    join: outside,
    left: outside,
    kicked: outside,
    ban: outside,
  }),
  row(everywhere, outsiders, 'join', always(forced)),
  row(everywhere, outsiders, 'leave', {
    none: noKick,
    invite: noKick,
    join: noKick,
    ban: noKick,
  }),
  row(everywhere, outsiders, 'ban', {
    none: outsiderBans,
    invite: outsiderBans,
    join: { ...outsiderBans, grade: 'D' },
    left: outsiderBans,
    kicked: outsiderBans,
  }),
];
