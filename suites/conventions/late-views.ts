import { measurements } from '../../harness/judge/symptoms.ts';
import type { User } from '../../harness/judge/user.ts';
import type { CaseBody } from '../../harness/run/case.ts';
import { membersOf, privateRoom } from '../../harness/world/rooms.ts';
import { newest } from '../../harness/world/pages.ts';

/** Turns of writing and reading: lateness comes and goes. */
const turns = 10;

/** Reads before a view counts as one that never shows the request; that it shows at all is judged elsewhere. */
const mostReads = 200;

/** Reads until the view shows a request. @returns the reads that came too early, and their milliseconds */
async function readUntil(
  shows: () => Promise<boolean>,
): Promise<{ readonly early: number; readonly milliseconds: number }> {
  const began = performance.now();
  let [early, milliseconds] = [0, 0];
  while (early < mostReads && !(await shows())) {
    early += 1;
    milliseconds = performance.now() - began;
  }
  return early === mostReads ? { early: 0, milliseconds: 0 } : { early, milliseconds };
}

/** An accepted request is visible to the next read (semantics, G7). */
export const lateViews: Readonly<Record<string, CaseBody>> = {
  'reads-show-what-was-accepted': {
    title: 'A read shows what was accepted before it, whoever reads',
    requires: ['CONV-24'],
    onTime: true,
    async run({ users, must, reading }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await privateRoom(owner);
      await owner.need('invite', { roomId, body: { user_id: member.id } });
      const views: number[] = [];
      const note = async (shows: () => Promise<boolean>): Promise<void> => {
        const { early, milliseconds } = await readUntil(shows);
        views.push(early === 0 ? 0 : milliseconds);
      };
      const isMember = (reader: User, expected: string) => async (): Promise<boolean> =>
        (await membersOf(reader, roomId)).get(member.id) === expected;

      for (let turn = 0; turn < turns; turn += 1) {
        await member.need('join_room', { roomId });
        await note(isMember(owner, 'join'));
        const sent = await owner.need('send_message', {
          roomId,
          body: { msgtype: 'm.text', body: `Turn ${turn}` },
        });
        await note(async () =>
          (await newest(member, roomId)).some((event) => event.event_id === sent.event_id),
        );
        await member.need('leave', { roomId });
        await note(isMember(owner, 'leave'));
        await owner.need('invite', { roomId, body: { user_id: member.id } });
      }

      const late = Math.ceil(Math.max(...views) / 10) * 10;
      reading('late-views', String(late));
      const count = views.filter((milliseconds) => milliseconds > 0).length;
      must.that(
        count === 0,
        measurements.lateness,
        'the next read shows it',
        `${count} of ${views.length} reads did not show it; the last one came ${late} ms later`,
      );
    },
  },
};
