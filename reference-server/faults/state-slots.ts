import type { Draft, RoomEvent } from '../domain/event.ts';
import type { Room } from '../domain/room.ts';
import type { Context, OperationName, Permit } from '../parts.ts';
import { type Spoil } from './fault.ts';
import { acting, both, housing, permitting, viewing, within } from './spoiling.ts';

/** Types whose state no rule of the room depends on. */
export const ours = (type: string): boolean =>
  !type.startsWith('m.room.') || type === 'm.room.topic';

/** State is kept in another slot than was asked for. */
export const keptAs = (
  names: readonly OperationName[],
  change: (draft: Draft, context: Context) => Partial<Draft>,
): Spoil =>
  within(
    names,
    housing(({ append }) => ({
      append: (context, room, draft) =>
        append(context, room, { ...draft, ...change(draft, context) }),
    })),
  );

/** Another slot is read than was asked for. */
export const readAs = (
  find: (room: Room, type: string, key: string) => RoomEvent | undefined,
): Spoil =>
  within(
    ['get_state'],
    viewing(() => ({ slot: find })),
  );

/** Both what is kept and what is read go by the same wrong slot. */
export const slotted = (
  change: (type: string, key: string) => readonly [type: string, key: string],
): Spoil =>
  both(
    within(
      ['get_state'],
      viewing(({ slot }) => ({ slot: (room, type, key) => slot(room, ...change(type, key)) })),
    ),
    within(
      ['send_state_event'],
      acting(({ setState }) => ({
        setState: (context, roomId, type, key, content) =>
          setState(context, roomId, ...change(type, key), content),
      })),
    ),
  );

/** The current state, chosen among all events otherwise. */
export const current = (
  choose: (events: readonly RoomEvent[], right: readonly RoomEvent[]) => readonly RoomEvent[],
): Spoil =>
  viewing(({ state }) => ({
    state: (room) =>
      choose(
        room.events.filter(({ stateKey }) => stateKey !== undefined),
        state(room),
      ),
  }));

/** The latest event of every key, whatever its type. */
export const seenByKeyAlone = (events: readonly RoomEvent[]): readonly RoomEvent[] => [
  ...new Map(
    events.map((event) => [
      ours(event.type) ? `${event.stateKey}` : `${event.type} ${event.stateKey}`,
      event,
    ]),
  ).values(),
];
/** The latest event of every type, whatever its key. */
export const seenByTypeAlone = (events: readonly RoomEvent[]): readonly RoomEvent[] => [
  ...new Map(
    events.map((event) => [
      ours(event.type) ? event.type : `${event.type} ${event.stateKey}`,
      event,
    ]),
  ).values(),
];

/** New state is laid over the old state of its slot. */
export const merging: Spoil = within(
  ['send_state_event'],
  housing(({ append }) => ({
    append: (context, room, draft) => {
      const old = room.state.get(draft.type)?.get(draft.stateKey ?? '')?.content;
      return append(context, room, { ...draft, content: { ...old, ...draft.content } });
    },
  })),
);

/** Decides who may set state. */
export type Setter = Permit['setState'];

/** Whom setting state is allowed to although it ought not to be. */
export const setters = (
  names: readonly OperationName[],
  may: (membership: string | undefined) => boolean,
): Spoil =>
  within(
    names,
    permitting(({ setState }) => {
      const permission: Setter = (context, roomId, type) => {
        const room = context.parts.rooms.find(context.world, roomId);
        return room !== undefined && may(context.parts.view.membership(room, context.caller.userId))
          ? room
          : setState(context, roomId, type);
      };
      return { setState: permission };
    }),
  );

/** Events are made and not kept. */
export const noEffect: Spoil = housing(({ append }) => ({
  append: (context, room, draft) => append(context, { ...room, append: () => undefined }, draft),
}));
