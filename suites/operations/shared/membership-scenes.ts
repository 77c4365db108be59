import type { User } from '../../../harness/judge/user.ts';
import * as rooms from '../../../harness/world/rooms.ts';
import { requireSeen } from '../set-membership/scenes.ts';

/*
 * The membership fixtures once more, each of them checked: where a scene is not what it should be the case can't be
 * judged, and the operation that made the scene is judged by cases of its own.
 */

/** The owner invites each user, who is invited then. @throws Broken */
export async function invite(
  owner: User,
  roomId: string,
  ...users: readonly User[]
): Promise<void> {
  await rooms.invite(owner, roomId, ...users);
  for (const user of users) await requireSeen(owner, roomId, user, 'invite');
}

/** The owner invites each user, who joins and is in the room then. @throws Broken */
export async function bring(owner: User, roomId: string, ...users: readonly User[]): Promise<void> {
  await rooms.bring(owner, roomId, ...users);
  for (const user of users) await requireSeen(owner, roomId, user, 'join');
}

/** Each user joins the owner's public room. @throws Broken */
export async function enter(owner: User, roomId: string, ...users: readonly User[]): Promise<void> {
  for (const user of users) {
    await user.need('join_room', { roomId });
    await requireSeen(owner, roomId, user, 'join');
  }
}

/** A user leaves the owner's room by itself. @throws Broken */
export async function leave(owner: User, roomId: string, user: User): Promise<void> {
  await rooms.leave(user, roomId);
  await requireSeen(owner, roomId, user, 'leave');
}

/** The owner bans a user, who is banned then. @throws Broken */
export async function ban(owner: User, roomId: string, user: User): Promise<void> {
  await rooms.ban(owner, roomId, user);
  await requireSeen(owner, roomId, user, 'ban');
}

/** The owner makes a user leave. @throws Broken */
export async function kick(owner: User, roomId: string, user: User): Promise<void> {
  await rooms.kick(owner, roomId, user);
  await requireSeen(owner, roomId, user, 'leave');
}
