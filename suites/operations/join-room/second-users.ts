import type { User } from '../../../harness/judge/user.ts';
import { isSuccess } from '../../../harness/world/answers.ts';
import {
  ban,
  invite,
  isJoined,
  kick,
  leave,
  privateRoomWith,
  requireMembership,
} from '../../../harness/world/rooms.ts';
import type { CaseBody } from '../../../harness/run/case.ts';

type Out = (owner: User, roomId: string, user: User) => Promise<void>;

const departures: readonly (readonly [how: string, text: string, out: Out])[] = [
  ['left', 'has left', leave],
  ['was-kicked', 'was kicked', kick],
  ['was-banned', 'was banned', ban],
];

/** An invite is the room's, not the inviter's: it outlives the one who made it. */
const inviteOutlives = (text: string, out: Out): CaseBody => ({
  title: `A user can join by the invite of a member who ${text} since then, and send messages`,
  requires: ['JOIN-01', 'JOIN-03', 'MSG-01'],
  async run({ users, must }) {
    const [owner, inviter, guest] = await users('owner', 'inviter', 'guest');
    const roomId = await privateRoomWith(owner, inviter);
    // Any member may invite into a private room (CONV-23).
    await inviter.need('invite', { roomId, body: { user_id: guest.id } });
    await out(owner, roomId, inviter);

    must.succeed(await guest.call('join_room', { roomId }));
    const joined = await isJoined(owner, roomId, guest);
    must.on('JOIN-03').that(joined, 'user who joins by that invite', 'joined', 'not joined');
    const body = { msgtype: 'm.text', body: 'Hello' };
    must.on('MSG-01').succeed(await guest.call('send_message', { roomId, body }));
  },
});

/** A member stays whatever becomes of the inviter. */
const memberOutlives = (text: string, out: Out): CaseBody => ({
  title: `A member stays joined and can send after the member who invited them ${text}`,
  requires: ['JOIN-03', 'MSG-01'],
  async run({ users, must }) {
    const [owner, inviter, guest] = await users('owner', 'inviter', 'guest');
    const roomId = await privateRoomWith(owner, inviter);
    await inviter.need('invite', { roomId, body: { user_id: guest.id } });
    await guest.need('join_room', { roomId });
    await out(owner, roomId, inviter);

    const joined = await isJoined(owner, roomId, guest);
    must.that(joined, 'member whose inviter is gone', 'joined', 'not joined');
    const body = { msgtype: 'm.text', body: 'Hello' };
    must.on('MSG-01').succeed(await guest.call('send_message', { roomId, body }));
  },
});

/** Joins that rest on what a third user did. */
export const secondUsers: Readonly<Record<string, CaseBody>> = {
  ...Object.fromEntries(
    departures.flatMap(([how, text, out]) => [
      [`invite-outlives-inviter-who-${how}`, inviteOutlives(text, out)],
      [`member-outlives-inviter-who-${how}`, memberOutlives(text, out)],
    ]),
  ),
  'invite-of-two-outlives-either': {
    title: 'A user who was invited by two members can join after the first of them has left',
    requires: ['JOIN-01'],
    async run({ users, must }) {
      const [owner, inviter, guest] = await users('owner', 'inviter', 'guest');
      const roomId = await privateRoomWith(owner, inviter);
      await inviter.need('invite', { roomId, body: { user_id: guest.id } });
      await invite(owner, roomId, guest);
      await leave(owner, roomId, inviter);

      must.succeed(await guest.call('join_room', { roomId }));
    },
  },
  'withdrawn-invite-of-two-is-withdrawn': {
    title:
      'A user who was invited by two members cannot join once the invite is withdrawn, until they are invited again',
    requires: ['JOIN-08', 'INV-03'],
    async run({ users, must }) {
      const [owner, inviter, guest] = await users('owner', 'inviter', 'guest');
      const roomId = await privateRoomWith(owner, inviter);
      await inviter.need('invite', { roomId, body: { user_id: guest.id } });
      await invite(owner, roomId, guest);
      const withdrawn = { roomId, userId: guest.id, body: { membership: 'leave' } };
      const reply = await owner.call('set_membership', withdrawn);
      if (!isSuccess(reply)) {
        const why = 'this target does not let the owner withdraw an invite';
        must.notApplicable('JOIN-08', why);
        must.notApplicable('INV-03', why);
        return;
      }
      await requireMembership(owner, roomId, guest, 'leave');

      await must.refuse(403, guest, 'join_room', { roomId }, { observer: owner });
      const again = await owner.call('invite', { roomId, body: { user_id: guest.id } });
      must.on('INV-03').succeed(again);
      must.succeed(await guest.call('join_room', { roomId }));
    },
  },
};
