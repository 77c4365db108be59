import { below } from '../documents/index.ts';
import type { MembershipState, RoomState } from './document.ts';
import type { People } from './people.ts';
import type { Content, PlannedEvent, Report } from './plan.ts';

/** A member of a room as a document has it. */
export interface Member {
  readonly userId: string;
  readonly pointer: string;
  readonly membership: MembershipState;
  /** Undefined where it follows from the rest. */
  readonly joined: boolean | undefined;
  /** Who changed the membership last. */
  readonly by: string;
  /** Null for what follows from the profile of the user. */
  readonly content: Content | null;
}

/** Whether somebody was in the room before, where nothing is said of it. */
export const joinedUnlessSaid = (membership: MembershipState, acts: boolean): boolean =>
  membership === 'join' || membership === 'leave' || (membership === 'ban' && acts);

/** Reads the members of a room, in their order. */
export function readMembers(
  { members = {} }: RoomState,
  pointer: string,
  creator: string | null,
  { people, report }: { readonly people: People; readonly report: Report },
  act: (userId: string, pointer: string) => void,
): ReadonlyMap<string, Member> {
  const found = new Map<string, Member>();
  for (const [name, given] of Object.entries(members)) {
    const at = below(`${pointer}/members`, name);
    const { membership, joined, by, content } =
      typeof given === 'string' ? { membership: given } : given;
    const userId = people.idOf(name, at, 'key');
    const other = by === undefined ? null : people.idOf(by, `${at}/by`);
    if (userId === null) continue;
    if (found.has(userId))
      report(at, `${people.called(userId)} is here already under another name`, 'key');
    const isOwn = membership === 'join' || membership === 'leave';
    const actor = other ?? (isOwn ? userId : creator);
    if (other !== null && other !== userId && membership !== 'join') act(other, `${at}/by`);
    if (membership === 'join' && other !== null && other !== userId) {
      report(`${at}/by`, 'users join by themselves; leave "by" out', 'key');
    }
    const isToldOtherwise = userId === creator && joined !== true;
    if (!isOwn && actor === userId && !isToldOtherwise) {
      const verb = membership === 'ban' ? 'banned' : 'invited';
      report(
        at,
        `${people.called(userId)} cannot be ${verb} by the same user; say who did it: by: NAME`,
      );
    }
    found.set(userId, {
      userId,
      pointer: at,
      membership,
      joined,
      by: actor ?? userId,
      content: content ?? null,
    });
  }
  return found;
}

/** Notes whoever does something in a room without being in it. */
export function checkActs(
  acts: ReadonlyMap<string, readonly string[]>,
  members: ReadonlyMap<string, Member>,
  creator: string | null,
  { people, report }: { readonly people: People; readonly report: Report },
): void {
  for (const [userId, pointers] of acts) {
    const problem = problemOf(userId, members.get(userId), creator, people);
    if (problem === null) continue;
    for (const pointer of pointers) report(pointer, problem);
  }
}

function problemOf(
  userId: string,
  member: Member | undefined,
  creator: string | null,
  people: People,
): string | null {
  const name = people.called(userId);
  if (member === undefined) {
    return userId === creator ? null : `${name} is not in the room; add ${name} to its members`;
  }
  if (member.membership === 'join' || member.joined === true) return null;
  if (member.joined === false) return `${name} was never in the room, since "joined" is false`;
  if (member.membership !== 'invite') return null;
  const cure = '{ membership: invite, joined: true } says that this user was in the room before';
  return `${name} is only invited to the room; ${cure}`;
}

/** Notes a creator who is not in the room. */
export function checkCreator(member: Member | undefined, people: People, report: Report): void {
  if (member === undefined || member.membership === 'join') return;
  if (member.joined === true) return;
  const states = { invite: 'only invited', leave: 'gone', ban: 'banned' } as const;
  const { membership } = member;
  const by = membership === 'leave' ? '' : ', by: NAME';
  const cure = `{ membership: ${membership}, joined: true${by} } says that it was so once`;
  const name = people.called(member.userId);
  report(
    member.pointer,
    `the creator ${name} is ${states[membership]}, and should be in the room; ${cure}`,
  );
}

/** The changes of memberships before anything is said, and those after everything was said. */
export function planMemberships(
  members: ReadonlyMap<string, Member>,
  creator: string,
  acts: ReadonlySet<string>,
  people: People,
): { readonly arrivals: readonly PlannedEvent[]; readonly departures: readonly PlannedEvent[] } {
  const arrivals: PlannedEvent[] = [];
  const departures: PlannedEvent[] = [];
  for (const member of members.values()) {
    const { userId, membership, joined, by, content } = member;
    const profile = people.profileOf(userId);
    const final = change(by, userId, membership, content ?? (membership === 'join' ? profile : {}));
    const isCreator = userId === creator;
    if (membership === 'join') {
      if (!isCreator) arrivals.push(final);
    } else if (isCreator || (joined ?? joinedUnlessSaid(membership, acts.has(userId)))) {
      if (!isCreator) arrivals.push(change(userId, userId, 'join', profile));
      // Nobody is invited who is in the room.
      if (membership === 'invite') departures.push(change(userId, userId, 'leave', {}));
      departures.push(final);
    } else if (membership === 'leave') {
      arrivals.push(change(creator, userId, 'invite', {}));
      departures.push(final);
    } else {
      arrivals.push(final);
    }
  }
  return { arrivals, departures };
}

const change = (
  sender: string,
  userId: string,
  membership: MembershipState,
  content: Content,
): PlannedEvent => ({
  sender,
  type: 'm.room.member',
  stateKey: userId,
  count: 1,
  contentOf: () => ({ ...content, membership }),
  redacts: undefined,
  id: null,
  moment: null,
});
