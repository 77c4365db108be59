import type { Nickname } from '../document/ids.ts';
import type { Values } from '../document/routes.ts';
import { Broken } from '../judge/verdict.ts';
import { type RecentRead, readWhole } from '../judge/unchanged.ts';
import type { ExpectedMembership, SetupChecks, User } from '../judge/user.ts';
import { at } from './answers.ts';
import { listedMembership, membershipOf } from './rooms.ts';

/** The checks of setups, as the case's requests and its judge see them. */
export interface OwedSetupChecks extends SetupChecks {
  /** Makes the checks that are owed; null where none is. @param whole whether rooms are read as a whole @throws Broken */
  due(whole?: boolean): Promise<void> | null;
  /** The same where one of them is about these users in this room, whose membership a setup is about to change again. */
  dueFor(roomId: string | null, userIds: readonly string[]): Promise<void> | null;
  /** Whether a check was left out, served several setups, or is owed. */
  isCoarse(): boolean;
  /** Forgets what is owed. */
  clear(): void;
}

/** @param postpones whether checks wait until they are due, rather than being made at once */
export function createSetupChecks(postpones: boolean, recentRead: RecentRead): OwedSetupChecks {
  const owed = new Map<string, ExpectedMembership>();
  let making: Promise<void> | null = null;
  let coarse = false;
  const keyOf = (roomId: string, { id }: User): string => JSON.stringify([roomId, id]);

  /** Who can be read about together is. */
  async function make(all: readonly ExpectedMembership[], whole: boolean): Promise<void> {
    const groups = new Map<string, ExpectedMembership[]>();
    for (const one of all) {
      const key = keyOf(one.roomId, one.reader);
      groups.set(key, [...(groups.get(key) ?? []), one]);
    }
    for (const group of groups.values())
      await requireAll(group, postpones ? recentRead : null, whole);
  }

  function due(whole = false): Promise<void> | null {
    if (owed.size > 0) {
      making = make([...owed.values()], whole).finally(() => (making = null));
      owed.clear();
    }
    return making;
  }

  return {
    async expect(...expected) {
      if (!postpones) return make(expected, false);
      coarse ||= owed.size > 0;
      for (const one of expected) owed.set(keyOf(one.roomId, one.user), one);
    },
    overtake(roomId, user) {
      if (owed.delete(keyOf(roomId, user))) coarse = true;
    },
    due,
    dueFor: (roomId, userIds) =>
      making !== null ||
      [...owed.values()].some(
        (one) =>
          (roomId === null || roomId === one.roomId) &&
          (userIds.includes(one.user.id) || userIds.includes(one.reader.id)),
      )
        ? due()
        : null,
    isCoarse: () => coarse || owed.size > 0,
    clear: () => owed.clear(),
  };
}

/** Reads who is listed in a room. @returns the membership of a user; undefined where there is no list */
async function readerOf(
  { reader, roomId }: Pick<ExpectedMembership, 'reader' | 'roomId'>,
  recentRead: RecentRead | null,
  whole: boolean,
): Promise<(user: User) => string | null | undefined> {
  const recent = recentRead?.(reader, roomId, 'whole') ?? null;
  if (whole || recent !== null) {
    const members = (await readWhole(reader, roomId, ['members'], recentRead))?.get('members');
    const lines = members?.split('\n').map((line) => line.split(' '));
    const listed = new Map(lines?.map(([id = '', membership = '']) => [id, membership]));
    if (lines !== undefined) return ({ id }) => listed.get(id) ?? null;
  }
  const known = recentRead?.(reader, roomId, 'members') ?? null;
  const list =
    known === null
      ? await reader.call('get_members', { roomId })
      : { status: 200, json: known.json };
  return (user) => listedMembership(list, user);
}

/** The list of members is read first: an unchanged check that follows does not read it again. @throws Broken */
async function requireAll(
  group: readonly ExpectedMembership[],
  recentRead: RecentRead | null,
  whole: boolean,
): Promise<void> {
  const [first] = group;
  if (first === undefined) return;
  const { reader, roomId } = first;
  const listedOf = await readerOf({ reader, roomId }, recentRead, whole);
  for (const { user, memberships } of group) {
    const listed = listedOf(user);
    if (listed !== undefined && memberships.includes(listed)) continue;
    // One of two views is enough, because a view that is wrong alone has cases of its own.
    if (memberships.includes(await membershipOf(reader, roomId, user.id))) continue;
    const [right] = memberships;
    throw new Broken(`the setup failed: the membership of ${user.name} should be ${right} now`);
  }
}

/** The users whose membership an operation changes. */
export function movedBy(
  nickname: Nickname,
  { userId, body }: Values,
  sender: string,
): readonly string[] {
  if (nickname === 'join' || nickname === 'join_room' || nickname === 'leave') return [sender];
  return [userId, at(body, 'user_id')].filter((id) => typeof id === 'string');
}
