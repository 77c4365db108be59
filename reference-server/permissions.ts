import type { Room } from './domain/room.ts';
import { forbidden, notFound } from './errors.ts';
import type { Context, MembershipChange, Permissions } from './parts.ts';

/**
 * Only joined members read (MSGS-15, MEMB-12, GST-08, SYNC-14). A room that does not exist is refused
 * like one the caller is not in: the answer does not tell which rooms exist (CONV-11).
 */
function read({ parts, world, caller }: Context, roomId: string): Room {
  const room = parts.rooms.find(world, roomId);
  if (room === undefined || parts.view.membership(room, caller.userId) !== 'join') {
    throw forbidden('You are not in the room.');
  }
  return room;
}

/** Joined members with the power to send (SEND-15, BAN-14). */
function send(context: Context, roomId: string, type: string): Room {
  const { parts, caller } = context;
  const room = parts.permissions.read(context, roomId);
  const levels = parts.power.levels(room);
  if (parts.power.of(levels, caller.userId) < parts.power.toSend(levels, type)) {
    throw forbidden('You may not send this.');
  }
  return room;
}

/** Joined members with the power to set state (STATE-17, TOPIC-11). */
function setState(context: Context, roomId: string, type: string): Room {
  const { parts, caller } = context;
  const room = parts.permissions.read(context, roomId);
  const levels = parts.power.levels(room);
  if (parts.power.of(levels, caller.userId) < parts.power.toSetState(levels, type)) {
    throw forbidden('You may not set this.');
  }
  return room;
}

/** Users whom the membership table allows the change. */
function changeMembership({ parts, world, caller }: Context, change: MembershipChange): Room {
  const room = parts.rooms.find(world, change.roomId);
  if (room === undefined) {
    // Joining and leaving do not need to hide which rooms exist.
    if (change.requested === 'join' || change.requested === 'leave')
      throw notFound('No such room.');
    throw forbidden('You are not in the room.');
  }
  const levels = parts.power.levels(room);
  const ruling = parts.membership({
    requested: change.requested,
    self: change.userId === caller.userId,
    actor: parts.view.membership(room, caller.userId),
    target: parts.view.membership(room, change.userId),
    joinRule: parts.view.joinRule(room),
    actorPower: parts.power.of(levels, caller.userId),
    targetPower: parts.power.of(levels, change.userId),
    needed: levels,
  });
  if (ruling.verdict === 'refused') throw forbidden(ruling.reason);
  return room;
}

export const referencePermissions: Permissions = { read, send, setState, changeMembership };
