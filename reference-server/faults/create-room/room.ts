import { forbidden } from '../../errors.ts';
import { perRow, type Faults } from '../fault.ts';
import { isObject } from '../../domain/json.ts';
import {
  before,
  changeActions,
  changeFounding,
  changeFoundingEvents,
  changePermissions,
  changeView,
  changeWholeBody,
} from '../vocabulary/index.ts';

/** What a new room holds, and what its creator may do. */
export const newRoomFaults: Faults = {
  'create-room-is-a-string': {
    summary: 'createRoom answers the room id without an object around it.',
    violates: ['CREATE-02', 'MODEL-08'],
    spoil: changeWholeBody(['create_room'], (body) =>
      isObject(body) ? Object.values(body)[0] : body,
    ),
  },
  'one-room-for-all': {
    summary: 'Every second createRoom answers the room that was made last.',
    violates: ['CREATE-03'],
    spoil: (right) => {
      let count = 0;
      return changeActions(({ createRoom }) => ({
        createRoom: async (context, config) => {
          count += 1;
          const old = [...context.world.rooms.values()].at(-1);
          return count % 2 === 0 && old !== undefined ? old : createRoom(context, config);
        },
      }))(right);
    },
  },
  'one-room-per-creator': {
    summary: 'createRoom answers the first room of a creator who makes another one.',
    violates: ['CREATE-03'],
    spoil: changeActions(({ createRoom }) => ({
      createRoom: async (context, config) =>
        [...context.world.rooms.values()].find(
          (room) => room.events[0]?.sender === context.caller.userId && config.alias === undefined,
        ) ?? createRoom(context, config),
    })),
  },
  'creator-not-joined': {
    summary: 'The creator of a room is not in it.',
    violates: ['CREATE-03', 'CREATE-25', 'CREATE-26'],
    spoil: changeFoundingEvents((drafts) => drafts.filter(({ type }) => type !== 'm.room.member')),
  },
  'creator-only-invited': {
    summary: 'The creator of a room is only invited to it.',
    violates: ['CREATE-03', 'CREATE-25', 'CREATE-26'],
    spoil: changeFounding('m.room.member', () => ({ membership: 'invite' })),
  },
  'creator-without-power': {
    summary: 'The creator of a room has no power in it.',
    violates: ['CREATE-25', 'CREATE-26'],
    spoil: changeFounding('m.room.power_levels', (content) => ({ ...content, users: {} })),
  },
  'creator-cannot-change-the-name': {
    summary: 'The creator may set no state but the topic.',
    violates: ['CREATE-25', 'STATE-01'],
    spoil: changePermissions(({ setState }) => ({
      setState: (context, roomId, type) => {
        const nobody = { ...context, caller: { ...context.caller, userId: '' } };
        return setState(type === 'm.room.topic' ? context : nobody, roomId, type);
      },
    })),
  },
  'creator-cannot-set-the-topic': {
    summary: 'Nobody may set the topic, not even the creator.',
    violates: ['CREATE-25', 'TOPIC-01'],
    spoil: before(['set_topic'], () => {
      throw forbidden('Not you.');
    }),
  },
  'creator-cannot-set-state': {
    summary: 'Nobody may set state, not even the creator.',
    violates: ['CREATE-25', 'STATE-01', 'STATE-17'],
    spoil: before(['send_state_event'], () => {
      throw forbidden('Not you.');
    }),
  },
  ...perRow(['m.room.create', 'm.room.power_levels', 'm.room.join_rules'], (type) => ({
    [`no-${type.replaceAll(/[._]/g, '-')}`]: {
      summary: `The state of a new room has no ${type}.`,
      violates: ['CREATE-26'],
      spoil: changeView(({ state }) => ({
        state: (room) => state(room).filter((event) => event.type !== type),
      })),
    },
  })),
};
