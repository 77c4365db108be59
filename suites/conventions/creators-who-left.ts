import type { RequirementId } from '../../harness/document/ids.ts';
import type { Reply, User } from '../../harness/judge/user.ts';
import { requireSuccess } from '../../harness/world/answers.ts';
import { feedbackOn, idsOf } from '../../harness/world/pages.ts';
import {
  bring,
  enter,
  invite,
  leave,
  membersOf,
  privateRoom,
  room,
  type Visibility,
} from '../../harness/world/rooms.ts';
import type { CaseBody } from '../../harness/run/case.ts';

interface Setup {
  readonly roomId: string;
  /** A member of the room, and somebody who never was there. */
  readonly member: User;
  readonly stranger: User;
  readonly feedback: { readonly type: string; readonly target_event_id: string };
  /** What is sent and set, new each time: a server may accept what changes nothing. */
  readonly text: string;
}

/** What only a member, or only a member with power, may do. */
interface Deed {
  readonly requirement: RequirementId;
  readonly ask: (creator: User, setup: Setup) => Promise<Reply>;
}

const eventType = 'com.example.conf';

const setTo = (creator: User, roomId: string, user: User, membership: string): Promise<Reply> =>
  creator.call('set_membership', { roomId, userId: user.id, body: { membership } });

const deeds: readonly Deed[] = [
  {
    requirement: 'SEND-15',
    ask: (creator, { roomId }) =>
      creator.call('send_message', { roomId, body: { msgtype: 'm.text', body: 'Hello' } }),
  },
  {
    requirement: 'SEND-15',
    ask: (creator, { roomId }) =>
      creator.call('send_non_state_event', { roomId, eventType, body: { v: 1 } }),
  },
  {
    requirement: 'SEND-15',
    ask: (creator, { roomId, feedback }) =>
      creator.call('send_feedback', { roomId, body: feedback }),
  },
  {
    requirement: 'STATE-17',
    ask: (creator, { roomId, text }) =>
      creator.call('send_state_event', { roomId, eventType, stateKey: 'k', body: { text } }),
  },
  {
    requirement: 'TOPIC-11',
    ask: (creator, { roomId, text }) =>
      creator.call('set_topic', { roomId, body: { topic: text } }),
  },
  {
    requirement: 'INV-11',
    ask: (creator, { roomId, stranger }) =>
      creator.call('invite', { roomId, body: { user_id: stranger.id } }),
  },
  {
    requirement: 'SMEM-11',
    ask: (creator, { roomId, stranger }) => setTo(creator, roomId, stranger, 'invite'),
  },
  {
    requirement: 'SMEM-20',
    ask: (creator, { roomId, member }) => setTo(creator, roomId, member, 'leave'),
  },
  {
    requirement: 'BAN-06',
    ask: (creator, { roomId, member }) =>
      creator.call('ban', { roomId, body: { user_id: member.id } }),
  },
];

/** @returns the ids of the events in the state of the room that are not about members. */
async function stateBesidesMembers(reader: User, roomId: string): Promise<readonly string[]> {
  const events = await reader.need('get_state_events', { roomId });
  return idsOf(events.filter(({ type }) => type !== 'm.room.member'));
}

/** The power of a creator is that of a member: it ends with the membership. */
const withoutPower = (visibility: Visibility): CaseBody => ({
  title: `A creator who left a ${visibility} room neither sends, sets, invites, kicks nor bans there`,
  requires: [
    'SEND-15',
    'STATE-17',
    'TOPIC-11',
    'INV-11',
    'SMEM-11',
    'SMEM-20',
    'BAN-06',
    'GST-04',
    'MEMB-04',
  ],
  async run({ users, must }) {
    const [creator, member, stranger] = await users('creator', 'member', 'stranger');
    const roomId = await room(creator, visibility);
    await bring(creator, roomId, member);
    const feedback = await feedbackOn(member, roomId);
    const setup = { roomId, member, stranger, feedback, text: 'Wine' };
    const before = { ...setup, text: 'Tea' };
    for (const { ask } of deeds.slice(0, 5)) requireSuccess(await ask(creator, before));
    const set = await stateBesidesMembers(member, roomId);
    await leave(member, roomId, creator);
    const kept = await stateBesidesMembers(member, roomId);
    const lost = set.filter((id) => !kept.includes(id));
    // A state that is empty all the time is reported where state is set.
    if (set.length === 0) must.notApplicable('GST-04', 'get_state_events shows no state');
    else must.on('GST-04').equal(lost, [], 'state that is gone after its sender left');
    const listed = (await membersOf(member, roomId)).get(member.id) ?? null;
    must.on('MEMB-04').equal(listed, 'join', 'membership of the member in the list');

    for (const requirement of new Set(deeds.map((deed) => deed.requirement))) {
      const judge = must.on(requirement);
      await judge.unchanged(member, roomId, async () => {
        for (const { ask } of deeds.filter((deed) => deed.requirement === requirement))
          judge.status(await ask(creator, setup), 403);
      });
    }
    // Invites, kicks and bans have their controls in other rooms, since they would change this one.
    const other = { ...setup, roomId: await privateRoom(creator) };
    await bring(creator, other.roomId, member);
    for (const { requirement, ask } of deeds.slice(5)) {
      // Whether somebody who was kicked can be banned is open.
      if (requirement === 'BAN-06') await bring(creator, other.roomId, member);
      requireSuccess(await ask(creator, other));
    }
  },
});

/** Users in a private room from which its creator has gone. */
export const creatorsWhoLeft: Readonly<Record<string, CaseBody>> = {
  'creator-who-left-a-private-room': withoutPower('private'),
  'creator-who-left-a-public-room': withoutPower('public'),
  'creator-needs-an-invite-to-come-back': {
    title:
      'A creator who left a private room needs an invite to come back, and then sets, invites and bans there again',
    requires: ['LEAVE-09', 'CREATE-25', 'INV-01', 'BAN-01'],
    async run({ users, must }) {
      const [creator, member, guest] = await users('creator', 'member', 'guest');
      const roomId = await privateRoom(creator);
      await bring(creator, roomId, member);
      await leave(member, roomId, creator);

      await must.refuse(403, creator, 'join_room', { roomId }, { observer: member });
      await invite(member, roomId, creator);
      await enter(member, roomId, creator);
      const body = { topic: 'Back again' };
      must.on('CREATE-25').succeed(await creator.call('set_topic', { roomId, body }));
      const about = { roomId, body: { user_id: guest.id } };
      must.on('INV-01').succeed(await creator.call('invite', about));
      must.on('BAN-01').succeed(await creator.call('ban', about));
    },
  },
};
