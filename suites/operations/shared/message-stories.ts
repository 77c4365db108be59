import type { User } from '../../../harness/judge/user.ts';
import {
  oldestToken,
  page,
  plainDirection,
  say,
  type Page,
  type PageChoices,
} from '../../../harness/world/pages.ts';
import { privateRoom } from '../../../harness/world/rooms.ts';

const texts = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight'];

/** A room in which something was told, in this order; what was said in messages is part of it. */
export interface Story {
  readonly roomId: string;
  readonly told: readonly string[];
  readonly said: readonly string[];
}

/** A room with messages and changes of state in turn: whoever counts only messages counts wrong. */
export async function storyOf(owner: User): Promise<Story> {
  const roomId = await privateRoom(owner);
  const said: string[] = [];
  for (const [i, text] of texts.entries()) {
    if (i % 2 === 1) await owner.need('set_topic', { roomId, body: { topic: text } });
    else {
      await say(owner, roomId, text);
      said.push(text);
    }
  }
  return { roomId, told: texts, said };
}

/** What a story is told by, in the order of the listing. */
export const tellings = (events: Page['chunk']): readonly unknown[] =>
  events
    .map((e) => e.content['body'] ?? e.content['topic'])
    .filter((text) => typeof text === 'string' && text !== '');

/** The ways to page through a room: as the declaration has it, and in either undeclared direction. */
export async function waysThrough(reader: User, roomId: string): Promise<readonly PageChoices[]> {
  const plain = await plainDirection(reader, roomId);
  const back: PageChoices = { dir: 'b' };
  const forth: PageChoices = { dir: 'f', from: await oldestToken(reader, roomId) };
  // A target that does not go forwards from there is judged for its directions (MSGS-12), not here.
  const goes = (await page(reader, roomId, { ...forth, limit: 3 })).chunk.length > 0;
  return [...(plain === null ? [{ dir: null }] : []), back, ...(goes ? [forth] : [])];
}
