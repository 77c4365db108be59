import type { RequirementId } from '../../harness/document/ids.ts';
import type { User } from '../../harness/judge/user.ts';
import { Broken } from '../../harness/judge/verdict.ts';
import { isSuccess } from '../../harness/world/answers.ts';
import { feedbackOn } from '../../harness/world/pages.ts';
import {
  admit,
  enter,
  invite,
  leave,
  membershipOf,
  privateRoom,
  publicRoom,
} from '../../harness/world/rooms.ts';
import type { CaseBody } from '../../harness/run/case.ts';

interface Setup {
  readonly owner: User;
  readonly guest: User;
  /** The room of the act. */
  readonly roomId: string;
}

/** An act in one of two rooms that have the same creator and the same guest. */
interface Act {
  /** As titles say it. */
  readonly what: string;
  /** The requirement that it stays in its room. */
  readonly requirement: RequirementId;
  /** What the guest is in both rooms. */
  readonly guestIs: 'invited' | 'joined';
  /** The operation with effects of this sort: they are looked for in the other rooms. */
  readonly like: 'send_message' | 'send_state_event' | 'set_membership';
  readonly perform: (setup: Setup) => Promise<unknown>;
}

const eventType = 'com.example.conf';

const setGuest =
  (membership: 'invite' | 'join' | 'leave') =>
  ({ owner, guest, roomId }: Setup): Promise<unknown> => {
    const by = membership === 'join' ? guest : owner;
    return by.need('set_membership', { roomId, userId: guest.id, body: { membership } });
  };

const acts: Readonly<Record<string, Act>> = {
  message: {
    what: 'A message',
    requirement: 'MSG-14',
    guestIs: 'joined',
    like: 'send_message',
    perform: ({ guest, roomId }) =>
      guest.need('send_message', { roomId, body: { msgtype: 'm.text', body: 'Hello' } }),
  },
  event: {
    what: 'An event',
    requirement: 'SEND-12',
    guestIs: 'joined',
    like: 'send_message',
    perform: ({ guest, roomId }) =>
      guest.need('send_non_state_event', { roomId, eventType, body: { v: 1 } }),
  },
  feedback: {
    what: 'Feedback',
    requirement: 'FEED-07',
    guestIs: 'joined',
    like: 'send_message',
    perform: async ({ owner, guest, roomId }) =>
      guest.need('send_feedback', { roomId, body: await feedbackOn(owner, roomId) }),
  },
  state: {
    what: 'State',
    requirement: 'STATE-12',
    guestIs: 'joined',
    like: 'send_state_event',
    perform: ({ owner, roomId }) =>
      owner.need('send_state_event', { roomId, eventType, stateKey: 'k', body: { v: 2 } }),
  },
  'state-with-the-empty-key': {
    what: 'State with the empty key',
    requirement: 'STATE-12',
    guestIs: 'joined',
    like: 'send_state_event',
    perform: ({ owner, roomId }) =>
      owner.need('send_state_event', { roomId, eventType, body: { v: 2 } }),
  },
  topic: {
    what: 'A topic',
    requirement: 'TOPIC-09',
    guestIs: 'joined',
    like: 'send_state_event',
    perform: ({ owner, roomId }) => owner.need('set_topic', { roomId, body: { topic: 'Wine' } }),
  },
  join: {
    what: 'A join',
    requirement: 'JOIN-07',
    guestIs: 'invited',
    like: 'set_membership',
    perform: ({ guest, roomId }) => guest.need('join_room', { roomId }),
  },
  'join-by-set-membership': {
    what: 'A join by set_membership',
    requirement: 'SMEM-08',
    guestIs: 'invited',
    like: 'set_membership',
    perform: setGuest('join'),
  },
  leave: {
    what: 'A leave',
    requirement: 'LEAVE-07',
    guestIs: 'joined',
    like: 'set_membership',
    perform: ({ owner, guest, roomId }) => leave(owner, roomId, guest),
  },
  kick: {
    what: 'A kick',
    requirement: 'SMEM-08',
    guestIs: 'joined',
    like: 'set_membership',
    perform: setGuest('leave'),
  },
  ban: {
    what: 'A ban',
    requirement: 'BAN-08',
    guestIs: 'joined',
    like: 'set_membership',
    perform: ({ owner, guest, roomId }) =>
      owner.need('ban', { roomId, body: { user_id: guest.id } }),
  },
  'ban-of-an-invited-user': {
    what: 'A ban of an invited user',
    requirement: 'BAN-08',
    guestIs: 'invited',
    like: 'set_membership',
    perform: ({ owner, guest, roomId }) =>
      owner.need('ban', { roomId, body: { user_id: guest.id } }),
  },
};

/** A room with some state, where the guest is what the act says. */
async function setUp(owner: User, guest: User, guestIs: Act['guestIs']): Promise<string> {
  const roomId = await (guestIs === 'joined' ? publicRoom : privateRoom)(owner);
  await owner.need('send_state_event', { roomId, eventType, stateKey: 'k', body: { v: 1 } });
  await owner.need('send_state_event', { roomId, eventType, body: { v: 1 } });
  await (guestIs === 'joined' ? enter : invite)(owner, roomId, guest);
  return roomId;
}

const actCase = ({ what, requirement, guestIs, like, perform }: Act): CaseBody => ({
  title: `${what} in one room leaves another room of the same users as it was`,
  requires: [requirement],
  async run({ users, must }) {
    const [owner, guest] = await users('owner', 'guest');
    const before = await setUp(owner, guest, guestIs);
    const roomId = await setUp(owner, guest, guestIs);
    const after = await setUp(owner, guest, guestIs);

    await must.unchanged(
      owner,
      before,
      () => must.unchanged(owner, after, () => perform({ owner, guest, roomId }), like),
      like,
    );
    // A guest who is invited must still be able to join, and one who is joined to send.
    const body = { msgtype: 'm.text', body: 'Still here' };
    for (const other of [before, after]) {
      must.succeed(
        guestIs === 'invited'
          ? await guest.call('join_room', { roomId: other })
          : await guest.call('send_message', { roomId: other, body }),
      );
    }
  },
});

/** Acts in one room, and the other rooms of the same users. */
export const otherRooms: Readonly<Record<string, CaseBody>> = {
  ...Object.fromEntries(
    Object.entries(acts).map(([name, act]) => [`${name}-stays-in-its-room`, actCase(act)]),
  ),
  'ban-does-not-close-other-rooms': {
    title: 'A user who is banned from one room can join another public room of the same creator',
    requires: ['BAN-08'],
    async run({ users, must }) {
      const [owner, guest, ...others] = await users('owner', 'guest', 'other', 'another');
      const [closed, open] = [await publicRoom(owner), await publicRoom(owner)];
      await admit(owner, closed, guest);
      // Whether this join succeeds is judged elsewhere: who is outside can be banned too.
      await guest.call('join_room', { roomId: closed });
      await owner.need('ban', { roomId: closed, body: { user_id: guest.id } });

      await admit(owner, open, guest, ...others);
      const reply = await guest.call('join_room', { roomId: open });
      const controls: boolean[] = [isSuccess(reply)];
      for (const other of others) {
        controls.push(isSuccess(await other.call('join_room', { roomId: open })));
      }
      if (!controls.includes(true)) throw new Broken('nobody can join the other room');
      must.succeed(reply);
      const membership = await membershipOf(owner, open, guest.id);
      must.equal(membership, 'join', 'membership of the other room');
    },
  },
  'state-does-not-show-in-rooms-without-it': {
    title: 'A room without a topic and without state shows none of other rooms of its creator',
    requires: ['GTOPIC-05', 'GST-07', 'STATE-12'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const bare = await privateRoom(owner);
      const full = await privateRoom(owner, { topic: 'Tea' });
      await owner.need('send_state_event', {
        roomId: full,
        eventType,
        stateKey: 'k',
        body: { v: 1 },
      });
      const later = await privateRoom(owner);

      for (const roomId of [bare, later]) {
        const topic = await owner.call('get_topic', { roomId });
        must.on('GTOPIC-05').status(topic, 404);
        const state = await owner.need('get_state_events', { roomId });
        const foreign = state.filter((event) => event.room_id !== roomId).length;
        must.on('GST-07').equal(foreign, 0, 'number of events of other rooms in the state');
        const types = state.map(({ type }) => type);
        must.on('STATE-12').that(!types.includes(eventType), 'state', 'of the other room', types);
      }
    },
  },
};
