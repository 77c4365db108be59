import type { User } from '../../../harness/judge/user.ts';
import { Broken } from '../../../harness/judge/verdict.ts';
import { membersOf, membershipOf } from '../../../harness/world/rooms.ts';
import type { Arguments } from '../../../harness/document/ids.ts';

/** The request to set a user's membership. */
export const change = (
  roomId: string,
  user: User,
  membership: unknown,
): Arguments['set_membership'] => ({ roomId, userId: user.id, body: { membership } });

/** Whether get_membership or get_members shows the membership; where only one does the other is judged elsewhere. */
export async function isSeen(
  reader: User,
  roomId: string,
  user: User,
  membership: string | null,
): Promise<boolean> {
  if ((await membershipOf(reader, roomId, user.id)) === membership) return true;
  return ((await membersOf(reader, roomId)).get(user.id) ?? null) === membership;
}

/** Makes sure that a scene stands: an act that had no effect is judged where the act is. @throws Broken */
export async function requireSeen(
  reader: User,
  roomId: string,
  user: User,
  membership: string | null,
): Promise<void> {
  if (await isSeen(reader, roomId, user, membership)) return;
  throw new Broken(`the setup failed: ${user.name} should have the membership ${membership} now`);
}
