import { convention, family, implied, type Fault } from './fault.ts';
import { acting, viewing } from './spoiling.ts';
import { founding, creation, but } from './creation.ts';

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
    {
      follows: creation.filter((row) => row !== 'CREATE-03'),
      because: 'Every other room is somebody else’s.',
    },
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
    {
      follows: [
        ...but(creation, 'CREATE-03'),
        'MSGS-05',
        'GST-07',
        'MEMB-06',
        'SEND-12',
        'MSG-14',
        'STATE-09',
        'STATE-12',
        'TOPIC-09',
        'GTOPIC-05',
        'FEED-07',
        'GMEM-06',
        'SMEM-08',
        'INV-07',
        'JOIN-07',
        'LEAVE-07',
        'BAN-08',
        'SYNC-13',
      ],
      because: 'Two rooms of one person are one.',
    },
  ),
  implied(
    'creator-not-joined',
    'Who makes a room is not in it.',
    ['CREATE-03', 'CREATE-25', 'CREATE-26'],
    founding((drafts) => drafts.filter(({ type }) => type !== 'm.room.member')),
    {
      follows: but(creation, 'CREATE-03', 'CREATE-25', 'CREATE-26'),
      because: 'Nothing can be done with such a room.',
    },
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
    {
      follows: but(creation, 'CREATE-03', 'CREATE-25', 'CREATE-26'),
      because: 'Nothing can be done with such a room.',
    },
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
    {
      follows: [
        'TOPIC-01',
        'STATE-01',
        'BAN-01',
        'BAN-05',
        'SMEM-19',
        'SMEM-20',
        'STATE-04',
        ...family('TOPIC', 2, 11),
        'STATE-03',
      ],
      because: 'What takes power cannot be done by anybody.',
    },
  ),
  ...(['m.room.create', 'm.room.power_levels', 'm.room.join_rules'] as const).map((type) =>
    convention(
      `no-${type.replaceAll(/[._]/g, '-')}`,
      `A new room has no ${type}.`,
      ['CREATE-26'],
      viewing(({ state }) => ({
        state: (room) => state(room).filter((event) => event.type !== type),
      })),
      { follows: ['GST-04'], because: 'All current state is not there.' },
    ),
  ),
];
