import type { Faults } from './fault.ts';
import { allow, changeActions, forbid, onlyIn } from './vocabulary/index.ts';

/** Who may join a room, and which room is joined. */
export const joinRoomFaults: Faults = {
  'banned-joins-public-room': {
    summary: 'A banned user may join a public room.',
    violates: ['JOIN-11', 'BAN-14'],
    spoil: allow({ self: true, requested: 'join', target: 'ban', room: 'public' }),
  },
  'banned-joins-private-room': {
    summary: 'A banned user may join a private room.',
    violates: ['JOIN-11', 'BAN-14', 'SMEM-14'],
    spoil: allow({ self: true, requested: 'join', target: 'ban', room: 'private' }),
  },
  'outsider-banned-may-join': {
    summary: 'A user who was banned without ever being a member may join.',
    violates: ['JOIN-11', 'BAN-14'],
    spoil: allow({ self: true, requested: 'join', target: 'ban', everJoined: false }),
  },
  'join-room-of-the-banned': {
    summary: 'A banned user may join by join_room, but not by set_membership.',
    violates: ['JOIN-11', 'BAN-14', 'SMEM-21'],
    spoil: onlyIn(['join_room'], allow({ self: true, requested: 'join', target: 'ban' })),
  },
  'join-room-uninvited': {
    summary: 'A stranger may join a private room by join_room, but not by set_membership.',
    violates: ['JOIN-08', 'SMEM-21', 'CREATE-14'],
    spoil: onlyIn(['join_room'], allow({ self: true, requested: 'join', target: 'none' })),
  },
  'invited-cannot-join': {
    summary: 'An invited user cannot join a private room.',
    violates: ['JOIN-01', 'INV-03', 'SMEM-16', 'JOIN-03'],
    spoil: forbid({ self: true, requested: 'join', target: 'invite', room: 'private' }),
  },
  'joined-cannot-join': {
    summary: 'A member cannot join again.',
    violates: ['JOIN-10'],
    spoil: forbid({ self: true, requested: 'join', target: 'join' }),
  },
  'joined-cannot-join-private-room': {
    summary: 'A member of a private room cannot join it again.',
    violates: ['JOIN-10'],
    spoil: forbid({ self: true, requested: 'join', target: 'join', room: 'private' }),
  },
  'public-room-closed': {
    summary: 'A stranger cannot join a public room.',
    violates: ['JOIN-09', 'CREATE-13'],
    spoil: forbid({ self: true, requested: 'join', target: 'none', room: 'public' }),
  },
  'left-cannot-return-to-public-room': {
    summary: 'A user who left a public room cannot join it again.',
    violates: ['JOIN-09'],
    spoil: forbid({
      self: true,
      requested: 'join',
      target: 'leave',
      room: 'public',
      byOther: false,
    }),
  },
  'kicked-cannot-return-to-public-room': {
    summary: 'A user who was kicked from a public room cannot join it again.',
    violates: ['JOIN-09'],
    spoil: forbid({
      self: true,
      requested: 'join',
      target: 'leave',
      room: 'public',
      byOther: true,
    }),
  },
  'joining-joins-another-room': {
    summary: 'join_room joins the room that the creator of the named one made last.',
    violates: ['JOIN-07', 'JOIN-03'],
    spoil: changeActions(({ changeMembership }) => ({
      changeMembership: (context, change) => {
        const { params, world } = context;
        const creatorOf = (id: string): string | undefined =>
          world.rooms.get(id)?.events[0]?.sender;
        const latest =
          [...world.rooms.keys()].findLast((id) => creatorOf(id) === creatorOf(change.roomId)) ??
          change.roomId;
        const byJoinRoom =
          change.requested === 'join' && params.userId === '' && params.roomAliasOrId === '';
        return changeMembership(context, byJoinRoom ? { ...change, roomId: latest } : change);
      },
    })),
  },
};
