import { type Room } from '../domain/room.ts';
import type { Context, OperationName } from '../parts.ts';
import { type Spoil } from './fault.ts';
import { operation } from './spoiling.ts';

/** The latest room in which the caller is, other than the one that was named; if there is one. */
export function otherRoom({ parts, world, caller, params }: Context): Room | undefined {
  return [...world.rooms.values()].findLast(
    (room) => room.id !== params.roomId && parts.view.membership(room, caller.userId) === 'join',
  );
}

/** An operation is done in another room of the caller. */
export const elsewhere = (names: readonly OperationName[]): Spoil =>
  operation(names, (perform) => (context) => {
    const roomId = otherRoom(context)?.id ?? context.params.roomId;
    return perform({ ...context, params: { ...context.params, roomId } });
  });
