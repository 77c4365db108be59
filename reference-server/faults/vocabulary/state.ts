import type { RoomEvent } from '../../domain/event.ts';
import type { Room } from '../../domain/room.ts';
import type { OperationName, Permissions } from '../../parts.ts';
import type { Spoil } from '../fault.ts';
import { both, changeActions, changePermissions, changeView, onlyIn } from './parts.ts';

/** Whether no rule of a room depends on state of this type. */
export const isFreeType = (type: string): boolean =>
  !type.startsWith('m.room.') || type === 'm.room.topic';

/** GET of one piece of state reads another one. */
export const readStateAs = (
  find: (room: Room, type: string, key: string) => RoomEvent | undefined,
): Spoil =>
  onlyIn(
    ['get_state'],
    changeView(() => ({ slot: find })),
  );

/** State is stored under another type or key, and read from there. */
export const useSlot = (
  change: (type: string, key: string) => readonly [type: string, key: string],
): Spoil =>
  both(
    onlyIn(
      ['get_state'],
      changeView(({ slot }) => ({ slot: (room, type, key) => slot(room, ...change(type, key)) })),
    ),
    onlyIn(
      ['send_state_event'],
      changeActions(({ setState }) => ({
        setState: (context, roomId, type, key, content) =>
          setState(context, roomId, ...change(type, key), content),
      })),
    ),
  );

/** Chooses the current state otherwise, from all state events of a room. */
export const chooseState = (
  choose: (events: readonly RoomEvent[], right: readonly RoomEvent[]) => readonly RoomEvent[],
): Spoil =>
  changeView(({ state }) => ({
    state: (room) =>
      choose(
        room.events.filter(({ stateKey }) => stateKey !== undefined),
        state(room),
      ),
  }));

/** @returns the latest event of every slot, where `slotOf` says what counts as one slot. */
export const latestOf = (
  events: readonly RoomEvent[],
  slotOf: (event: RoomEvent) => string,
): readonly RoomEvent[] => [...new Map(events.map((event) => [slotOf(event), event])).values()];

/** Lets users of one membership set state although they may not; `none` is a stranger. */
export const letSetState = (name: OperationName, membership: string): Spoil =>
  onlyIn(
    [name],
    changePermissions(({ setState }) => {
      const permission: Permissions['setState'] = (context, roomId, type) => {
        const room = context.parts.rooms.find(context.world, roomId);
        if (room === undefined) return setState(context, roomId, type);
        const own = context.parts.view.membership(room, context.caller.userId) ?? 'none';
        return own === membership ? room : setState(context, roomId, type);
      };
      return { setState: permission };
    }),
  );
