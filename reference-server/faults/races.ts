import { setImmediate as pause } from 'node:timers/promises';
import type { Parts } from '../parts.ts';
import { convention, documented, implied, type Fault, type Spoil } from './fault.ts';
import { acting, housing } from './spoiling.ts';

/** Something is looked at, and done a moment later. */
const later = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn += 1) await pause();
};

const checkedThenMade: Spoil = ({ act }) => {
  const createRoom: Parts['act']['createRoom'] = async (context, config) => {
    const { alias } = config;
    const free = alias === undefined || !context.world.aliases.has(alias);
    await later();
    if (alias === undefined || !free) return act.createRoom(context, config);
    const room = await act.createRoom(context, { ...config, alias: undefined });
    context.world.aliases.set(alias, room.id);
    return room;
  };
  return { act: { ...act, createRoom } };
};

const changedLater: Spoil = acting(() => ({
  changeMembership: async (context, change) => {
    const { parts, caller } = context;
    const room = parts.permit.changeMembership(context, change);
    await later();
    return parts.rooms.append(context, room, {
      type: 'm.room.member',
      sender: caller.userId,
      content: { ...change.content, membership: change.requested },
      stateKey: change.userId,
    });
  },
}));

/** Faults of timing: what two requests do to each other, and what is done too late. */
export const raceFaults: readonly Fault[] = [
  documented(
    'alias-race',
    'Of rooms that ask for one alias at the same moment several get it.',
    ['CREATE-12'],
    checkedThenMade,
  ),
  convention(
    'membership-race',
    'A change of membership is checked, and made a moment later.',
    // Whichever check and whichever change meet: what was checked is no longer so, and what was made is overwritten.
    [
      'BAN-14',
      'INV-12',
      'SMEM-12',
      'JOIN-08',
      'JOIN-11',
      'LEAVE-08',
      'SMEM-03',
      'SMEM-20',
      'INV-03',
      'JOIN-03',
      'LEAVE-03',
      'BAN-03',
    ],
    changedLater,
  ),
  implied(
    'sends-lost-in-a-crowd',
    'Of events that are sent in one room at the same moment some are lost.',
    ['SEND-03', 'MSG-03'],
    ({ act, rooms }) => {
      const busy = new Set<string>();
      return {
        act: {
          ...act,
          send: async (context, roomId, type, content) => {
            const room = context.parts.permit.send(context, roomId, type);
            const alone = !busy.has(roomId);
            busy.add(roomId);
            await later();
            busy.delete(roomId);
            return rooms.append(context, alone ? room : { ...room, append: () => undefined }, {
              type,
              sender: context.caller.userId,
              content,
              stateKey: undefined,
            });
          },
        },
      };
    },
  ),
  documented(
    'event-ids-race',
    'Events that are sent in one room at the same moment have the same id.',
    ['MODEL-22'],
    ({ act }) => {
      const current = new Map<string, string>();
      return {
        act: {
          ...act,
          send: async (context, roomId, type, content) => {
            const id = current.get(roomId) ?? context.parts.ids.event();
            current.set(roomId, id);
            await later();
            current.delete(roomId);
            const parts = { ...context.parts, ids: { ...context.parts.ids, event: () => id } };
            return act.send({ ...context, parts }, roomId, type, content);
          },
        },
      };
    },
  ),
  implied(
    'fifth-send-without-effect',
    'From the fifth message of a person on nothing is kept.',
    ['MSG-03', 'SEND-03'],
    (right) => {
      const count = new Map<string, number>();
      return housing(({ append }) => ({
        append: (context, room, draft) => {
          if (draft.stateKey !== undefined) return append(context, room, draft);
          const who = draft.sender + room.id;
          const sent = (count.get(who) ?? 0) + 1;
          count.set(who, sent);
          return append(context, sent < 5 ? room : { ...room, append: () => undefined }, draft);
        },
      }))(right);
    },
  ),
];
