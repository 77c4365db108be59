import { founding } from './creation.ts';
import { convention, implied, type Fault } from './fault.ts';
import { acting, viewing } from './spoiling.ts';

/** What a new room is. */
export const roomFaults: readonly Fault[] = [
  implied(
    'one-room-for-all',
    'createRoom answers the room that somebody made before.',
    ['CREATE-03'],
    acting(({ createRoom }) => {
      let count = 0;
      return {
        createRoom: async (context, given) => {
          count += 1;
          const old = [...context.world.rooms.values()].at(-1);
          return count % 2 === 0 && old !== undefined ? old : createRoom(context, given);
        },
      };
    }),
  ),
  implied(
    'one-room-per-creator',
    'Who makes a second room gets the first.',
    ['CREATE-03'],
    acting(({ createRoom }) => ({
      createRoom: async (context, given) =>
        [...context.world.rooms.values()].find(
          (room) => room.events[0]?.sender === context.caller.userId && given.alias === undefined,
        ) ?? createRoom(context, given),
    })),
  ),
  implied(
    'creator-not-joined',
    'Who makes a room is not in it.',
    ['CREATE-03', 'CREATE-25', 'CREATE-26'],
    founding((drafts) => drafts.filter(({ type }) => type !== 'm.room.member')),
  ),
  implied(
    'creator-only-invited',
    'Who makes a room is invited to it.',
    ['CREATE-03', 'CREATE-25', 'CREATE-26'],
    founding((drafts) =>
      drafts.map((draft) =>
        draft.type === 'm.room.member' ? { ...draft, content: { membership: 'invite' } } : draft,
      ),
    ),
  ),
  convention(
    'creator-without-power',
    'Who makes a room has no power in it.',
    ['CREATE-25', 'CREATE-26'],
    founding((drafts) =>
      drafts.map((draft) =>
        draft.type === 'm.room.power_levels'
          ? { ...draft, content: { ...draft.content, users: {} } }
          : draft,
      ),
    ),
  ),
  ...(['m.room.create', 'm.room.power_levels', 'm.room.join_rules'] as const).map((type) =>
    convention(
      `no-${type.replaceAll(/[._]/g, '-')}`,
      `A new room has no ${type}.`,
      ['CREATE-26'],
      viewing(({ state }) => ({
        state: (room) => state(room).filter((event) => event.type !== type),
      })),
    ),
  ),
];
