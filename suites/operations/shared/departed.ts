import type { Must } from '../../../harness/judge/must.ts';
import type { Reply, User } from '../../../harness/judge/user.ts';
import { isSuccess } from '../../../harness/world/answers.ts';
import { say } from '../../../harness/world/pages.ts';
import { invite } from '../../../harness/world/rooms.ts';

/** Texts that stand in every view of a room since a user has left it, and in none before. */
export type Later = readonly [string, ...string[]];

/** Changes every view of a room: its messages, its state, and its members, by inviting a guest. */
export async function changeLater(owner: User, roomId: string, guest: User): Promise<Later> {
  const text = 'sent after the ban';
  await say(owner, roomId, text);
  await owner.need('set_topic', { roomId, body: { topic: text } });
  await invite(owner, roomId, guest);
  return [text, guest.id];
}

/**
 * A user who is out of a room is refused, or reads what was there before: servers of today show the past of a room to
 * those who were in it. What came later stays hidden.
 */
export function judgeDeparted(must: Must, reply: Reply, later: Later | null): void {
  if (!isSuccess(reply) || later === null) {
    must.status(reply, 403);
    return;
  }
  const read = JSON.stringify(reply.json ?? null);
  const leaked = later.filter((text) => read.includes(text));
  must.that(
    leaked.length === 0,
    `what ${reply.operation ?? 'an answer'} shows to a user who is banned`,
    'status 403, or nothing from after the ban',
    leaked,
  );
}
