import type { Context, Nickname } from '../../parts.ts';
import { perRow, type Faults, type Spoil } from '../fault.ts';
import {
  changeActions,
  inAnotherRoom,
  kebab,
  noEvent,
  onlyIn,
  otherRoom,
  storeNothing,
  wrapOperation,
} from '../vocabulary/index.ts';

/** An operation is done in another room of the caller as well. */
const inTwoRooms = (name: Nickname, when: (context: Context) => boolean = () => true): Spoil =>
  wrapOperation([name], (perform) => async (context) => {
    const room = when(context) ? otherRoom(context) : undefined;
    const answer = await perform(context);
    if (room === undefined) return answer;
    try {
      await perform({ ...context, params: { ...context.params, roomId: room.id, txnId: '' } });
    } catch {
      // Where it is forbidden it is not done.
    }
    return answer;
  });

/** An operation checks a change of membership and does not make it. */
const changeNothing = (name: Nickname): Spoil =>
  onlyIn(
    [name],
    changeActions(() => ({
      changeMembership: (context, change) => {
        context.parts.permissions.changeMembership(context, change);
        return noEvent;
      },
    })),
  );

/** A change of membership is made in all rooms of the same creator. */
const inAllRooms = (name: Nickname): Spoil =>
  onlyIn(
    [name],
    changeActions(({ changeMembership }) => ({
      changeMembership: async (context, change) => {
        const event = await changeMembership(context, change);
        const { parts, world, caller } = context;
        const creator = parts.rooms.find(world, change.roomId)?.events[0]?.sender;
        for (const room of world.rooms.values()) {
          if (room.events[0]?.sender !== creator || room.id === change.roomId) continue;
          parts.rooms.append(context, room, {
            type: 'm.room.member',
            sender: caller.userId,
            stateKey: change.userId,
            content: { membership: change.requested },
          });
        }
        return event;
      },
    })),
  );

/** Whether a write has its effect, and in which room. */
export const effectFaults: Faults = {
  ...perRow(
    [
      ['send_non_state_event', 'SEND-12'],
      ['send_message', 'MSG-14'],
      ['send_feedback', 'FEED-07'],
      ['send_state_event', 'STATE-12'],
      ['set_topic', 'TOPIC-09'],
    ],
    ([name, requirement]) => ({
      [`${kebab(name)}-into-another-room`]: {
        summary: `${name} writes into another room of the caller, if there is one.`,
        violates: [requirement],
        spoil: inAnotherRoom([name]),
      },
      [`${kebab(name)}-into-two-rooms`]: {
        summary: `${name} writes into another room of the caller as well.`,
        violates: [requirement],
        spoil: inTwoRooms(name),
      },
    }),
  ),
  ...perRow(
    [
      ['send_non_state_event', 'SEND-03'],
      ['send_message', 'MSG-03'],
      ['send_feedback', 'FEED-03'],
      ['set_topic', 'TOPIC-03'],
    ],
    ([name, requirement]) => ({
      [`${kebab(name)}-without-effect`]: {
        summary: `${name} answers 200 and does nothing.`,
        violates: [requirement],
        spoil: storeNothing([name]),
      },
    }),
  ),
  'state-with-the-empty-key-in-two-rooms': {
    summary: 'State with the empty key is written into another room of the caller as well.',
    violates: ['STATE-12'],
    spoil: inTwoRooms('send_state_event', ({ params }) => params.stateKey === ''),
  },
  ...perRow(
    [
      ['invite', 'INV-03', 'INV-07'],
      ['join_room', 'JOIN-03', 'JOIN-07'],
      ['leave', 'LEAVE-03', 'LEAVE-07'],
      ['ban', 'BAN-03', 'BAN-08'],
      ['set_membership', 'SMEM-03', 'SMEM-08'],
    ],
    ([name, effect, ofOneRoom]) => ({
      [`${kebab(name)}-without-effect`]: {
        summary: `${name} answers 200 and changes no membership.`,
        violates: [effect, 'SMEM-21'],
        spoil: changeNothing(name),
      },
      [`${kebab(name)}-in-all-rooms`]: {
        summary: `${name} changes the membership in all rooms of the same creator.`,
        violates: [ofOneRoom],
        spoil: inAllRooms(name),
      },
    }),
  ),
};
