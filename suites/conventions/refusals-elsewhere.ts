import type { CallOptions, User } from '../../harness/judge/user.ts';
import { Broken } from '../../harness/judge/verdict.ts';
import { isSuccess } from '../../harness/world/answers.ts';
import { feedbackOn } from '../../harness/world/pages.ts';
import { enter, publicRoom, unknownRoomLike } from '../../harness/world/rooms.ts';
import type { CaseBody } from '../../harness/run/case.ts';
import type { Arguments, Nickname, RequirementId } from '../../harness/document/ids.ts';

/** The operations that change a room named by its id. */
type Write = Exclude<
  Nickname,
  | 'create_room'
  | 'join'
  | 'join_room'
  | 'leave'
  | 'get_topic'
  | 'get_membership'
  | 'get_members'
  | 'get_messages'
  | 'get_state_events'
  | 'get_room_sync_data'
>;

interface Setup {
  readonly owner: User;
  /** A member with the default power level of both rooms. */
  readonly member: User;
  /** Not in any of the rooms. */
  readonly stranger: User;
  readonly roomId: string;
}

interface Row<N extends Write> {
  /** As titles say it. */
  readonly thing: string;
  readonly args: (setup: Setup) => Arguments[N] | Promise<Arguments[N]>;
  /** A body whose types are wrong. */
  readonly wrong: object;
  /** The requirement that refuses a body that is not JSON, one that is wrong, and a user who may not. */
  readonly malformed: RequirementId;
  readonly invalid: RequirementId;
  readonly forbidden: RequirementId;
  /** The user who may not: nobody outside of a room may do anything in it. */
  readonly by: 'member' | 'stranger';
}

const eventType = 'com.example.conf';

const rows: { readonly [N in Write]: Row<N> } = {
  send_message: {
    thing: 'message',
    args: ({ roomId }) => ({ roomId, body: { msgtype: 'm.text', body: 'Hello' } }),
    wrong: { msgtype: 5, body: 'Hello' },
    malformed: 'MSG-09',
    invalid: 'MSG-11',
    forbidden: 'SEND-15',
    by: 'stranger',
  },
  send_non_state_event: {
    thing: 'event',
    args: ({ roomId }) => ({ roomId, eventType, body: { v: 1 } }),
    wrong: [],
    malformed: 'SEND-11',
    invalid: 'SEND-11',
    forbidden: 'SEND-15',
    by: 'stranger',
  },
  send_feedback: {
    thing: 'feedback',
    args: async ({ owner, roomId }) => ({ roomId, body: await feedbackOn(owner, roomId) }),
    wrong: { type: 'seen', target_event_id: '$none' },
    malformed: 'FEED-06',
    invalid: 'FEED-08',
    forbidden: 'SEND-15',
    by: 'stranger',
  },
  send_state_event: {
    thing: 'state event',
    args: ({ roomId }) => ({ roomId, eventType, stateKey: 'k', body: { v: 1 } }),
    wrong: [],
    malformed: 'STATE-11',
    invalid: 'STATE-11',
    forbidden: 'STATE-17',
    by: 'member',
  },
  set_topic: {
    thing: 'topic',
    args: ({ roomId }) => ({ roomId, body: { topic: 'Wine' } }),
    wrong: { topic: 5 },
    malformed: 'TOPIC-06',
    invalid: 'TOPIC-07',
    forbidden: 'TOPIC-11',
    by: 'member',
  },
  invite: {
    thing: 'invite',
    args: ({ roomId, stranger }) => ({ roomId, body: { user_id: stranger.id } }),
    wrong: { user_id: 'nobody' },
    malformed: 'INV-08',
    invalid: 'INV-09',
    forbidden: 'INV-11',
    by: 'stranger',
  },
  ban: {
    thing: 'ban',
    args: ({ roomId, member }) => ({ roomId, body: { user_id: member.id } }),
    wrong: { user_id: 'nobody' },
    malformed: 'BAN-09',
    invalid: 'BAN-10',
    forbidden: 'BAN-06',
    by: 'stranger',
  },
  set_membership: {
    thing: 'membership',
    args: ({ roomId, stranger }) => ({
      roomId,
      userId: stranger.id,
      body: { membership: 'invite' },
    }),
    wrong: { membership: 'guest' },
    malformed: 'SMEM-06',
    invalid: 'SMEM-10',
    forbidden: 'SMEM-11',
    by: 'stranger',
  },
};

/** A reason for a refusal: who asks, with which arguments and options, and the requirement that refuses. */
interface Reason<N extends Write> {
  readonly requirement: RequirementId;
  readonly by: User;
  readonly args: Arguments[N];
  readonly options?: CallOptions;
}

/** One request for each reason for which the operation is refused. */
function reasonsOf<N extends Write>(
  { wrong, malformed, invalid, forbidden, by }: Row<N>,
  args: Arguments[N],
  users: Setup,
  unknownRoom: string,
): readonly Reason<N>[] {
  const { owner } = users;
  return [
    { requirement: malformed, by: owner, args, options: { wrong: true, raw: '{"a":' } },
    { requirement: invalid, by: owner, args: { ...args, body: wrong }, options: { wrong: true } },
    { requirement: forbidden, by: users[by], args },
    { requirement: 'CONV-11', by: owner, args: { ...args, roomId: unknownRoom } },
    { requirement: 'CONV-03', by: owner, args, options: { token: 'unknown' } },
  ];
}

const rowCase = <N extends Write>(operation: N, row: Row<N>): CaseBody => {
  const { thing, args: make, malformed, invalid, forbidden } = row;
  const [first = malformed, ...others] = new Set([
    malformed,
    invalid,
    forbidden,
    'CONV-11' as const,
    'CONV-03' as const,
  ]);
  return {
    title: `${thing === 'event' || thing === 'invite' ? 'An' : 'A'} ${thing} that is refused, for whichever reason, does nothing in another room of the same owner`,
    requires: [first, ...others],
    async run({ users, must, fresh }) {
      const [owner, member, stranger] = await users('owner', 'member', 'stranger');
      const roomId = await publicRoom(owner, { topic: 'Tea' });
      const other = await publicRoom(owner, { topic: 'Tea' });
      for (const each of [roomId, other]) await enter(owner, each, member);
      const setup = { owner, member, stranger, roomId };
      const args = await make(setup);
      const reasons = reasonsOf(row, args, setup, unknownRoomLike(roomId, fresh()));

      // Which status a refusal has, and that the room it names stays as it is, is asserted where the reason has its case.
      for (const { requirement, by, args: refused, options } of reasons) {
        const elsewhere = { ...options, observer: owner, roomId: other };
        await must.on(requirement).refuse('refused', by, operation, refused, elsewhere);
      }
      const control = await owner.call(operation, args);
      if (!isSuccess(control)) throw new Broken(`${operation} fails for the owner of the room too`);
    },
  };
};

/** Every write, refused for every reason: nothing happens in another room instead. */
export const refusalsElsewhere: Readonly<Record<string, CaseBody>> = {
  'refused-message-does-nothing-elsewhere': rowCase('send_message', rows.send_message),
  'refused-event-does-nothing-elsewhere': rowCase(
    'send_non_state_event',
    rows.send_non_state_event,
  ),
  'refused-feedback-does-nothing-elsewhere': rowCase('send_feedback', rows.send_feedback),
  'refused-state-does-nothing-elsewhere': rowCase('send_state_event', rows.send_state_event),
  'refused-topic-does-nothing-elsewhere': rowCase('set_topic', rows.set_topic),
  'refused-invite-does-nothing-elsewhere': rowCase('invite', rows.invite),
  'refused-ban-does-nothing-elsewhere': rowCase('ban', rows.ban),
  'refused-membership-does-nothing-elsewhere': rowCase('set_membership', rows.set_membership),
};
