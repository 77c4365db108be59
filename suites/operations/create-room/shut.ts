import type { Must } from '../../../harness/judge/must.ts';
import type { User } from '../../../harness/judge/user.ts';
import { Broken } from '../../../harness/judge/verdict.ts';
import { isUnrouted } from '../../../harness/world/answers.ts';

/** A stranger cannot join the room. How the request is refused is another statement than that it is. */
export async function isShut(
  must: Must,
  stranger: User,
  owner: User,
  roomId: string,
): Promise<void> {
  const refusal = { observer: owner };
  const joining = must.on('CREATE-14');
  const reply = await joining.refuse('refused', stranger, 'join_room', { roomId }, refusal);
  if (isUnrouted(reply)) throw new Broken('join_room is not offered');
  must.on('JOIN-08').status(reply, 403);
}
