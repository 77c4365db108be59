import type { MembershipRequest } from '../../domain/membership.ts';
import type { Context, MembershipChange, OperationName } from '../../parts.ts';
import { perRow, type Faults, type Requirements, type Spoil } from '../fault.ts';
import {
  both,
  changeActions,
  changeMemberList,
  changeView,
  meetingPoint,
  onlyIn,
  readOnly,
} from '../vocabulary/index.ts';

/** Of changes of memberships that are asked for at once, all but the first are lost. */
const loseChanges =
  (names: readonly OperationName[], requested: MembershipRequest): Spoil =>
  (right) => {
    const meet = meetingPoint();
    const append = right.rooms.append;
    const lossy = changeActions(({ changeMembership }) => ({
      changeMembership: (context: Context, change: MembershipChange) =>
        change.requested === requested
          ? meet(change.roomId, (isLate) => {
              const { parts } = context;
              const rooms = isLate
                ? {
                    ...parts.rooms,
                    append: (...[of, room, draft]: Parameters<typeof append>) =>
                      append(of, readOnly(room), draft),
                  }
                : parts.rooms;
              return changeMembership({ ...context, parts: { ...parts, rooms } }, change);
            })
          : changeMembership(context, change),
    }));
    return onlyIn(names, lossy)(right);
  };

const lost: readonly (readonly [
  id: string,
  what: string,
  violates: Requirements,
  names: readonly OperationName[],
  requested: MembershipRequest,
])[] = [
  ['invites-at-once-lost', 'invites', ['INV-03'], ['invite'], 'invite'],
  [
    'long-invites-at-once-lost',
    'invites by set_membership',
    ['SMEM-03'],
    ['set_membership'],
    'invite',
  ],
  ['joins-at-once-lost', 'joins', ['JOIN-03'], ['join_room'], 'join'],
  ['long-joins-at-once-lost', 'joins by set_membership', ['SMEM-03'], ['set_membership'], 'join'],
  ['leaves-at-once-lost', 'leaves', ['LEAVE-03'], ['leave'], 'leave'],
  ['kicks-at-once-lost', 'kicks', ['SMEM-20', 'SMEM-03'], ['set_membership'], 'leave'],
  ['bans-at-once-lost', 'bans', ['BAN-03'], ['ban'], 'ban'],
];

const joinedTwice: Spoil = (right) => {
  const meet = meetingPoint();
  const twice = new Set<string>();
  return both(
    changeActions(({ changeMembership }) => ({
      changeMembership: (context, change) =>
        change.requested === 'join'
          ? meet(`${change.roomId} ${change.userId}`, (isLate) => {
              if (isLate) twice.add(`${change.roomId} ${change.userId}`);
              return changeMembership(context, change);
            })
          : changeMembership(context, change),
    })),
    changeMemberList((events, room) =>
      events.flatMap((event) =>
        twice.has(`${room.id} ${event.stateKey}`) ? [event, event] : [event],
      ),
    ),
  )(right);
};

const leftTwice: Spoil = (right) => {
  const meet = meetingPoint();
  const gone = new Set<string>();
  return both(
    changeActions(({ changeMembership }) => ({
      changeMembership: (context, change) => {
        const key = `${change.roomId} ${change.userId}`;
        const isOwn = change.userId === context.caller.userId;
        if (change.requested === 'leave' && isOwn)
          return meet(key, async (isLate) => {
            const event = await changeMembership(context, change);
            if (isLate) gone.add(key);
            return event;
          });
        gone.delete(key);
        return changeMembership(context, change);
      },
    })),
    onlyIn(
      ['get_membership'],
      changeView(({ slot }) => ({
        slot: (room, type, key) =>
          gone.has(`${room.id} ${key}`) ? undefined : slot(room, type, key),
      })),
    ),
  )(right);
};

/** What goes wrong when changes of memberships arrive at the same moment. */
export const membershipAtOnceFaults: Faults = {
  ...perRow(lost, ([id, what, violates, names, requested]) => ({
    [id]: {
      summary: `Of ${what} that arrive at once, all but the first are lost.`,
      violates,
      spoil: loseChanges(names, requested),
    },
  })),
  'joins-at-once-listed-twice': {
    summary: 'A user who joins twice at once is listed twice.',
    violates: ['MEMB-11', 'JOIN-10'],
    spoil: joinedTwice,
  },
  'leaves-at-once-forget-the-user': {
    summary: 'A user who leaves twice at once is not found any more.',
    violates: ['GMEM-08'],
    spoil: leftTwice,
  },
};
