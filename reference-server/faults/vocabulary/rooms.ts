import type { Draft, RoomEvent } from '../../domain/event.ts';
import { openRoom, type Room } from '../../domain/room.ts';
import type { Context, OperationName, Parts } from '../../parts.ts';
import type { Spoil } from '../fault.ts';
import { changeParams, onlyIn } from './parts.ts';

/** Changes how rooms are made, found and written. */
export const changeRooms =
  (change: (right: Parts['rooms']) => Partial<Parts['rooms']>): Spoil =>
  ({ rooms }) => ({ rooms: { ...rooms, ...change(rooms) } });

/** Stores events otherwise than they were sent, in some operations or in all. */
export const storeAs = (
  names: readonly OperationName[] | 'all',
  change: (draft: Draft, context: Context, room: Room) => Partial<Draft>,
): Spoil => {
  const spoil = changeRooms(({ append }) => ({
    append: (context, room, draft) =>
      append(context, room, { ...draft, ...change(draft, context, room) }),
  }));
  return names === 'all' ? spoil : onlyIn(names, spoil);
};

/** @returns the room, into which nothing is written any more. */
export const readOnly = (room: Room): Room => ({ ...room, append: () => undefined });

/** Events are made and not stored. */
export const storeNothing = (names: readonly OperationName[]): Spoil =>
  onlyIn(
    names,
    changeRooms(({ append }) => ({
      append: (context, room, draft) => append(context, readOnly(room), draft),
    })),
  );

/** @returns the room as it would be with the chosen events alone. */
export function roomOf(room: Room, chosen: (event: RoomEvent) => boolean): Room {
  const part = openRoom(room.id);
  for (const event of room.events) if (chosen(event)) part.append(event);
  return part;
}

/** @returns the latest room in which the caller is, other than the one that was named. */
export function otherRoom({ parts, world, caller, params }: Context): Room | undefined {
  return [...world.rooms.values()].findLast(
    (room) => room.id !== params.roomId && parts.view.membership(room, caller.userId) === 'join',
  );
}

/** An operation is done in another room of the caller. */
export const inAnotherRoom = (names: readonly OperationName[]): Spoil =>
  changeParams(names, (context) => ({ roomId: otherRoom(context)?.id ?? context.params.roomId }));

/** An operation shows the room that the caller made last. */
export const readTheLatestRoom = (name: OperationName): Spoil =>
  onlyIn([name], ({ permissions }) => ({
    permissions: {
      ...permissions,
      read: (context, roomId) => {
        const room = permissions.read(context, roomId);
        const made = [...context.world.rooms.values()].findLast(
          ({ events }) => events[0]?.sender === context.caller.userId,
        );
        return made ?? room;
      },
    },
  }));
