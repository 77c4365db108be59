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
  readonly room?: (user: User) => Promise<string>;
  /** Sets the text. @returns the answer, and where to read the text */
  readonly set: (
    user: User,
    text: string,
    roomId: string,
  ) => Promise<{ readonly reply: Reply; readonly read: () => Promise<unknown> }>;
  /** Reads all texts that the room has, the oldest first; left out, it has one at a time. */
  readonly readAll?: (user: User, roomId: string) => Promise<readonly unknown[]>;
}

/** Each text comes back as it was sent. A text that the target refuses is recorded, unless it answers 5xx. */
export const unusualTextCase = ({
  thing,
  requirement,
  room,
  set,
  readAll,
}: TextCarrier): CaseBody => ({
  title: `${thing} of unusual characters comes back as it was sent, if it is accepted`,
  requires: [requirement],
  async run({ users, must, reading }) {
    const [owner] = await users('owner');
    const roomId = (await room?.(owner)) ?? '';
    const plain = await set(owner, 'Tea', roomId);
    if (!isSuccess(plain.reply))
      throw new Broken(`a plain text is refused (${plain.reply.status})`);

    // Most targets keep all of them, so they are read together first; where one does not come back, each is read alone.
    if (readAll !== undefined) {
      const texts = loneTexts.map(([, text]) => text);
      for (const text of texts) await set(owner, text, roomId);
      const read = await readAll(owner, roomId);
      if (same(read.slice(-texts.length), texts)) {
        must.equal(read.slice(-texts.length), texts, `${thing} that is unusual`);
        reading('unusual-json', 'all');
        return;
      }
    }

    let refused = 0;
    for (const [what, text] of loneTexts) {
      const { reply, read } = await set(owner, text, roomId);
      must.that(reply.status < 500, `answer to ${what}`, 'a success or a 4xx', reply.status);
      if (isSuccess(reply)) must.equal(await read(), text, `${thing} that is ${what}`);
      else refused += 1;
    }
    reading('unusual-json', refused === 0 ? 'all' : 'some refused');
  },
});
