import type { RoomEvent } from '../../domain/event.ts';
import type { Room } from '../../domain/room.ts';
import { forbidden } from '../../errors.ts';
import type { Context, MembershipChange, OperationName } from '../../parts.ts';
import type { Faults, Spoil } from '../fault.ts';
import {
  allow,
  both,
  changeActions,
  changePage,
  changePermissions,
  changesOf,
  changeView,
  hasMembership,
  onlyIn,
  perRequest,
  wrapOperation,
} from '../vocabulary/index.ts';

const [isInvite, isJoin, isLeave, isBan] = [
  hasMembership('invite'),
  hasMembership('join'),
  hasMembership('leave'),
  hasMembership('ban'),
];

/** What a rule that looks at the past of a user makes of a join. */
type Ruling = 'allow' | 'forbid' | 'right';

interface Past {
  readonly room: Room;
  readonly isPublic: boolean;
  /** The changes of the membership of the user who asks, oldest first. */
  readonly changes: readonly RoomEvent[];
  readonly last: RoomEvent;
  readonly before: RoomEvent | undefined;
  readonly isMember: (userId: string) => boolean;
}

/** Decides the joins of users who have a past in the room. */
const judgeJoins = (rule: (past: Past, userId: string) => Ruling): Spoil =>
  changePermissions(({ changeMembership }) => {
    const ruled = (context: Context, change: MembershipChange): Room => {
      const { parts, world, caller } = context;
      const room = parts.rooms.find(world, change.roomId);
      const changes = room === undefined ? [] : changesOf(room, change.userId);
      const last = changes.at(-1);
      const isOwn = change.requested === 'join' && change.userId === caller.userId;
      if (room === undefined || last === undefined || !isOwn)
        return changeMembership(context, change);
      const isPublic = parts.view.joinRule(room) === 'public';
      const isMember = (userId: string): boolean => parts.view.membership(room, userId) === 'join';
      const past = { room, isPublic, changes, last, before: changes.at(-2), isMember };
      const ruling = rule(past, caller.userId);
      if (ruling === 'forbid') throw forbidden('Not you.');
      return ruling === 'allow' ? room : changeMembership(context, change);
    };
    return { changeMembership: ruled };
  });

/** Lets users set state although they may not, in some rooms. */
const letSet = (
  names: readonly OperationName[],
  may: (context: Context, room: Room, membership: string) => boolean,
): Spoil =>
  onlyIn(
    names,
    changePermissions(({ setState }) => ({
      setState: (context: Context, roomId: string, type: string) => {
        const room = context.parts.rooms.find(context.world, roomId);
        if (room === undefined) return setState(context, roomId, type);
        const membership = context.parts.view.membership(room, context.caller.userId) ?? 'none';
        return may(context, room, membership) ? room : setState(context, roomId, type);
      },
    })),
  );

const isCreator = ({ caller }: Context, room: Room): boolean =>
  room.events[0]?.sender === caller.userId;

/** What depends on what somebody was before, or on what became of somebody else. */
export const historyFaults: Faults = {
  'kick-outlives-an-invite': {
    summary: 'Who was kicked from a private room cannot join it again by an invite.',
    violates: ['INV-03', 'JOIN-01', 'SMEM-16'],
    spoil: judgeJoins(({ isPublic, last, changes }, userId) =>
      !isPublic && isInvite(last) && changes.some((e) => isLeave(e) && e.sender !== userId)
        ? 'forbid'
        : 'right',
    ),
  },
  'lifted-ban-outlives-an-invite': {
    summary:
      'Who was banned from a private room cannot join it by an invite when the ban is lifted.',
    violates: ['INV-03', 'JOIN-01'],
    spoil: judgeJoins(({ isPublic, last, changes }) =>
      !isPublic && isInvite(last) && changes.some(isBan) ? 'forbid' : 'right',
    ),
  },
  'three-kicks-keep-out': {
    summary: 'Who was kicked three times from a private room cannot join it by an invite.',
    violates: ['INV-03', 'JOIN-01'],
    spoil: judgeJoins(({ isPublic, last, changes }, userId) => {
      const kicks = changes.filter((event) => isLeave(event) && event.sender !== userId);
      return !isPublic && isInvite(last) && kicks.length >= 3 ? 'forbid' : 'right';
    }),
  },
  'creator-comes-back-without-power': {
    summary: 'A creator who left and came back sets nothing.',
    violates: ['CREATE-25'],
    spoil: changePermissions(({ setState }) => ({
      setState: (context: Context, roomId: string, type: string) => {
        const room = setState(context, roomId, type);
        const isBack = changesOf(room, context.caller.userId).some(isLeave);
        if (isBack && isCreator(context, room)) throw forbidden('Not you.');
        return room;
      },
    })),
  },
  'lifted-ban-keeps-out': {
    summary: 'Who was banned from a public room cannot join it again when the ban is lifted.',
    violates: ['JOIN-09'],
    spoil: judgeJoins(({ isPublic, last, before }) =>
      isPublic && isLeave(last) && before !== undefined && isBan(before) ? 'forbid' : 'right',
    ),
  },
  'ban-ends-with-the-one-who-banned': {
    summary: 'A ban ends when the user who banned leaves.',
    violates: ['BAN-14', 'JOIN-11'],
    spoil: judgeJoins(({ last, isMember }) =>
      isBan(last) && !isMember(last.sender) ? 'allow' : 'right',
    ),
  },
  'kick-ends-with-the-one-who-kicked': {
    summary: 'Who was kicked from a private room can join it again once the kicker has left.',
    violates: ['LEAVE-09', 'JOIN-08', 'SMEM-14'],
    spoil: judgeJoins(({ last, isMember }, userId) =>
      isLeave(last) && last.sender !== userId && !isMember(last.sender) ? 'allow' : 'right',
    ),
  },
  'topic-ends-with-the-one-who-set-it': {
    summary: 'GET topic does not show the topic of a user who has left.',
    violates: ['GTOPIC-03'],
    spoil: onlyIn(
      ['get_topic'],
      changeView(({ slot }) => ({
        slot: (room, type, key) => {
          const event = slot(room, type, key);
          const sender = changesOf(room, event?.sender ?? '').at(-1);
          return sender !== undefined && isLeave(sender) ? undefined : event;
        },
      })),
    ),
  },
  'creator-comes-back-uninvited': {
    summary: 'A creator who left a private room joins it again without an invite.',
    violates: ['LEAVE-09', 'JOIN-08', 'SMEM-14'],
    spoil: judgeJoins(({ room, last }, userId) =>
      isLeave(last) && room.events[0]?.sender === userId ? 'allow' : 'right',
    ),
  },
  'creator-who-left-sets-state': {
    summary: 'A creator who left still sets state.',
    violates: ['STATE-17'],
    spoil: letSet(
      ['send_state_event'],
      (context, room, own) => own === 'leave' && isCreator(context, room),
    ),
  },
  'creator-who-left-sets-the-topic': {
    summary: 'A creator who left still sets the topic.',
    violates: ['TOPIC-11'],
    spoil: letSet(
      ['set_topic'],
      (context, room, own) => own === 'leave' && isCreator(context, room),
    ),
  },
  'creator-who-left-kicks': {
    summary: 'A creator who left still kicks.',
    violates: ['SMEM-20'],
    spoil: allow({
      requested: 'leave',
      self: false,
      actor: 'leave',
      powerful: true,
      target: 'join',
    }),
  },
  'creator-who-left-bans': {
    summary: 'A creator who left still bans.',
    violates: ['BAN-06'],
    spoil: allow({ requested: 'ban', self: false, actor: 'leave', powerful: true }),
  },
  'first-topic-by-any-member': {
    summary: 'Any member sets the topic of a room that has none.',
    violates: ['TOPIC-11'],
    spoil: letSet(
      ['set_topic'],
      ({ parts }, room, own) =>
        own === 'join' && parts.view.slot(room, 'm.room.topic', '') === undefined,
    ),
  },
  'name-by-any-member': {
    summary: 'Any member sets the name of a room that has none.',
    violates: ['STATE-17'],
    spoil: letSet(
      ['send_state_event'],
      ({ parts, params }, room, own) =>
        own === 'join' &&
        params.eventType === 'm.room.name' &&
        parts.view.slot(room, 'm.room.name', '') === undefined,
    ),
  },
  'absence-hides-messages-for-ever': {
    summary: 'Who left and came back does not see what was sent meanwhile.',
    violates: ['MSGS-03', 'MSGS-13', 'MSGS-16'],
    spoil: perRequest('get_messages', ({ caller }) =>
      changePage(({ events }, _query, room) => {
        const changes = changesOf(room, caller.userId);
        const left = changes.findLast(isLeave);
        const back = changes.findLast(isJoin);
        if (left === undefined || back === undefined) return {};
        const [from, to] = [room.events.indexOf(left), room.events.indexOf(back)];
        const isMissed = (event: RoomEvent): boolean =>
          room.events.indexOf(event) > from && room.events.indexOf(event) < to;
        return { events: events.filter((event) => !isMissed(event)) };
      }),
    ),
  },
  'member-by-alias-does-not-see-members': {
    summary: 'Who joined by an alias cannot list the members.',
    violates: ['JID-03', 'MEMB-01', 'MEMB-04'],
    spoil: (right) => {
      const joined = new Set<string>();
      return both(
        wrapOperation(['join'], (perform) => async (context) => {
          const { params, world, caller } = context;
          const answer = await perform(context);
          joined.add(`${world.aliases.get(params.roomAliasOrId) ?? ''} ${caller.userId}`);
          return answer;
        }),
        onlyIn(
          ['get_members'],
          changePermissions(({ read }) => ({
            read: (context: Context, roomId: string) => {
              const room = read(context, roomId);
              if (joined.has(`${roomId} ${context.caller.userId}`)) throw forbidden('Not you.');
              return room;
            },
          })),
        ),
      )(right);
    },
  },
  'kick-from-one-room-is-from-all': {
    summary: 'A kick removes the user from all rooms that the kicker created.',
    violates: ['SMEM-08'],
    spoil: changeActions(({ changeMembership }) => ({
      changeMembership: async (context, change) => {
        const { parts, world, caller } = context;
        const event = await changeMembership(context, change);
        if (change.requested !== 'leave' || change.userId === caller.userId) return event;
        for (const room of world.rooms.values()) {
          if (!isCreator(context, room) || parts.view.membership(room, change.userId) !== 'join')
            continue;
          const { type, sender, content, stateKey } = event;
          parts.rooms.append(context, room, { type, sender, content, stateKey });
        }
        return event;
      },
    })),
  },
  'ban-from-one-room-is-from-all': {
    summary: 'Who is banned from a room cannot join other public rooms of its creator.',
    violates: ['BAN-08', 'JOIN-09'],
    spoil: changePermissions(({ changeMembership }) => ({
      changeMembership: (context: Context, change: MembershipChange) => {
        const room = changeMembership(context, change);
        const { parts, world } = context;
        const isBanned = [...world.rooms.values()].some(
          (other) =>
            other !== room &&
            other.events[0]?.sender === room.events[0]?.sender &&
            parts.view.membership(other, change.userId) === 'ban',
        );
        if (change.requested === 'join' && isBanned) throw forbidden('Not you.');
        return room;
      },
    })),
  },
};
