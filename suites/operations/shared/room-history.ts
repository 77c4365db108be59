import type { User } from '../../../harness/judge/user.ts';
import {
  idsOf,
  oldestToken,
  page,
  plainDirection,
  say,
  type Page,
  type PageChoices,
} from '../../../harness/world/pages.ts';
import { privateRoom } from '../../../harness/world/rooms.ts';

const eightTexts = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight'];

/** A room whose events carry known texts. */
export interface RoomWithHistory {
  readonly roomId: string;
  /** The texts of all events, in the order in which they were sent. */
  readonly texts: readonly string[];
  /** Those that were sent as messages. */
  readonly messages: readonly string[];
}

/**
 * Messages and topics in turn, so that a server that counts only messages on a page counts wrong.
 * @param count how many there are; a few are enough for a case that reads a page or two
 */
export async function roomWithHistory(owner: User, count = 8): Promise<RoomWithHistory> {
  const roomId = await privateRoom(owner);
  const texts = eightTexts.slice(0, count);
  const messages: string[] = [];
  for (const [i, text] of texts.entries()) {
    if (i % 2 === 1) await owner.need('set_topic', { roomId, body: { topic: text } });
    else {
      await say(owner, roomId, text);
      messages.push(text);
    }
  }
  return { roomId, texts, messages };
}

/** The texts that events of such a room carry, in the order of the listing. */
export const textsIn = (events: Page['chunk']): readonly unknown[] =>
  events
    .map((e) => e.content['body'] ?? e.content['topic'])
    .filter((text) => typeof text === 'string' && text !== '');

/** Whether a page is the same whatever `dir` says: the declaration does not have it. The room has more than one event. */
export async function hasOneDirection(reader: User, roomId: string): Promise<boolean> {
  const back = idsOf((await page(reader, roomId, { dir: 'b', limit: 3 })).chunk);
  const forth = idsOf((await page(reader, roomId, { dir: 'f', limit: 3 })).chunk);
  return back.length > 1 && back.join(' ') === forth.join(' ');
}

/** The ways to page through a room: as the declaration has it, and in each undeclared direction. */
export async function pagingDirections(
  reader: User,
  roomId: string,
): Promise<readonly PageChoices[]> {
  const plain = await plainDirection(reader, roomId);
  const back: PageChoices = { dir: 'b' };
  const forth: PageChoices = { dir: 'f', from: await oldestToken(reader, roomId) };
  // A target that does not page forwards from there is judged by the cases of MSGS-12.
  const goes = (await page(reader, roomId, { ...forth, limit: 3 })).chunk.length > 0;
  return [...(plain === null ? [{ dir: null }] : []), back, ...(goes ? [forth] : [])];
}
