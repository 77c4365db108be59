import type { RequirementId } from '../../../harness/document/ids.ts';
import { same } from '../../../harness/judge/compare.ts';
import type { Reply, User } from '../../../harness/judge/user.ts';
import { Broken } from '../../../harness/judge/verdict.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import { isSuccess } from '../../../harness/world/answers.ts';
import { loneTexts } from './unusual-json.ts';

/** An operation that takes one text, and a way to read it back. */
export interface TextCarrier {
  /** As the title says it, with its article. */
  readonly thing: string;
  readonly requirement: RequirementId;
  /** Makes the room in which texts are set one after the other; left out, each makes a room of its own. */
  readonly room?: (user: User, reader: User) => Promise<string>;
  /** Sets the text. @returns the answer, and where to read the text */
  readonly set: (
    user: User,
    text: string,
    roomId: string,
  ) => Promise<{ readonly reply: Reply; readonly read: () => Promise<unknown> }>;
  /** Further texts, each with what it is. */
  readonly more?: readonly (readonly [what: string, text: string])[];
  /** Reads all texts that the room has, the oldest first, as one of its two members; left out, it has one at a time. */
  readonly readAll?: (user: User, roomId: string) => Promise<readonly unknown[]>;
}

/** @throws Broken where plain texts that are set one after the other do not come back either */
async function requireReplacement(
  user: User,
  roomId: string,
  set: TextCarrier['set'],
): Promise<void> {
  for (const text of ['Coffee', 'Milk']) {
    const { reply, read } = await set(user, text, roomId);
    if (isSuccess(reply) && (await read()) !== text)
      throw new Broken('plain texts do not come back either');
  }
}

/** Each text comes back as it was sent. A text that the target refuses is recorded, unless it answers 5xx. */
export const unusualTextCase = ({
  thing,
  requirement,
  room,
  set,
  more = [],
  readAll,
}: TextCarrier): CaseBody => ({
  title: `${thing} of unusual characters comes back as it was sent, if it is accepted`,
  requires: [requirement],
  async run({ users, must, reading }) {
    const [owner, reader] = await users('owner', 'reader');
    const roomId = (await room?.(owner, reader)) ?? '';
    const all = [...loneTexts, ...more];
    const plain = await set(owner, 'Tea', roomId);
    if (!isSuccess(plain.reply))
      throw new Broken(`a plain text is refused (${plain.reply.status})`);

    // Most targets keep all of them, so they are read together first; where one does not come back, each is read alone.
    if (readAll !== undefined) {
      const texts = all.map(([, text]) => text);
      for (const text of texts) await set(owner, text, roomId);
      const read = (await readAll(owner, roomId)).slice(-texts.length);
      if (same(read, texts)) {
        const others = (await readAll(reader, roomId)).slice(-texts.length);
        must.equal(others, texts, `${thing} that is unusual, as another member reads it`);
        reading('unusual-json', 'all');
        return;
      }
    }

    let refused = 0;
    for (const [what, text] of all) {
      const { reply, read } = await set(owner, text, roomId);
      must.that(reply.status < 500, `answer to ${what}`, 'a success or a 4xx', reply.status);
      if (isSuccess(reply)) {
        const found = await read();
        if (room !== undefined && !same(found, text)) await requireReplacement(owner, roomId, set);
        must.equal(found, text, `${thing} that is ${what}`);
      } else refused += 1;
    }
    reading('unusual-json', refused === 0 ? 'all' : 'some refused');
  },
});
