import type { User } from '../../../harness/judge/user.ts';
import { Broken } from '../../../harness/judge/verdict.ts';
import { feedbackOn } from '../../../harness/world/pages.ts';
import {
  ban,
  bring,
  invite,
  leave,
  membershipOf,
  privateRoom,
  publicRoom,
} from '../../../harness/world/rooms.ts';
import type { CaseBody } from '../../../harness/run/case.ts';

const eventType = 'com.example.conf';
const message = { msgtype: 'm.text', body: 'May I?' };

/** How somebody came to stand outside a room; only the owner is in it. */
interface Outside {
  readonly title: string;
  readonly room: (owner: User) => Promise<string>;
  readonly come: (owner: User, roomId: string, outsider: User) => Promise<unknown>;
  /** Whether the twin comes last; who was in the room before has sent already. */
  readonly twin: boolean;
}

const stay = (): Promise<void> => Promise.resolve();

async function visit(owner: User, roomId: string, visitor: User): Promise<void> {
  await bring(owner, roomId, visitor);
  await visitor.need('send_non_state_event', { roomId, eventType, body: { still: 'in' } });
}

const outside: Readonly<Record<string, Outside>> = {
  'outsider-cannot-send': {
    title: 'A user who never was in a private room cannot send into it',
    room: privateRoom,
    come: stay,
    twin: true,
  },
  'outsider-cannot-send-into-public-room': {
    title: 'A user who never was in a public room cannot send into it',
    room: publicRoom,
    come: stay,
    twin: true,
  },
  'invited-user-cannot-send': {
    title: 'A user who is only invited cannot send',
    room: privateRoom,
    come: invite,
    twin: true,
  },
  'user-who-left-cannot-send': {
    title: 'A user who left cannot send any more',
    room: publicRoom,
    async come(owner, roomId, outsider) {
      await visit(owner, roomId, outsider);
      await leave(outsider, roomId);
    },
    twin: false,
  },
  'banned-user-cannot-send': {
    title: 'A banned user cannot send',
    room: publicRoom,
    async come(owner, roomId, outsider) {
      await visit(owner, roomId, outsider);
      await ban(owner, roomId, outsider);
    },
    twin: false,
  },
};

const refused = ({ title, room, come, twin }: Outside): CaseBody => ({
  title,
  requires: ['SEND-15'],
  async run({ users, must, fresh }) {
    const [owner, outsider] = await users('owner', 'outsider');
    const roomId = await room(owner);
    await come(owner, roomId, outsider);
    if ((await membershipOf(owner, roomId, outsider.id)) === 'join') {
      throw new Broken(`${outsider.name} is in the room all the same`);
    }
    const feedback = { roomId, body: await feedbackOn(owner, roomId) };
    const options = { observer: owner };

    const event = { roomId, eventType, body: { v: 1 } };
    await must.refuse(403, outsider, 'send_non_state_event', event, options);
    await must.refuse(403, outsider, 'send_message', { roomId, body: message }, options);
    await must.refuse(403, outsider, 'send_feedback', feedback, options);
    // Whether the twin is served at all is SEND-05's business.
    const put = { ...event, txnId: fresh() };
    await must.refuse('refused', outsider, 'send_non_state_event', put, options);

    if (twin) await bring(owner, roomId, outsider);
    if (twin) await outsider.need('send_non_state_event', event);
  },
});

/** Only joined members may send (SEND-15): events, messages, feedback, and by PUT. */
export const senderCases: Readonly<Record<string, CaseBody>> = Object.fromEntries(
  Object.entries(outside).map(([name, how]) => [name, refused(how)]),
);
