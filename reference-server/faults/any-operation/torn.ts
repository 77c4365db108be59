import type { OperationName } from '../../parts.ts';
import { invalid } from '../../errors.ts';
import { perRow, type Faults, type Requirements, type Spoil } from '../fault.ts';
import {
  before,
  both,
  changeActions,
  changeView,
  kebab,
  meetingPoint,
  onlyIn,
  pause,
  readOnly,
} from '../vocabulary/index.ts';

/** While something is written it is not there for readers. */
const hideWhileWriting =
  (readers: readonly OperationName[], isMeant: (type: string, key: string) => boolean): Spoil =>
  (right) => {
    const writing = new Set<string>();
    const hide = async <T>(slot: string, write: () => T | Promise<T>): Promise<T> => {
      writing.add(slot);
      await pause(30);
      writing.delete(slot);
      return write();
    };
    return both(
      changeActions(({ setState, changeMembership }) => ({
        setState: (context, roomId, type, key, content) => {
          context.parts.permissions.setState(context, roomId, type);
          const write = () => setState(context, roomId, type, key, content);
          return isMeant(type, key) ? hide(`${roomId} ${type} ${key}`, write) : write();
        },
        changeMembership: (context, change) => {
          context.parts.permissions.changeMembership(context, change);
          const write = () => changeMembership(context, change);
          return isMeant('m.room.member', change.userId)
            ? hide(`${change.roomId} m.room.member ${change.userId}`, write)
            : write();
        },
      })),
      onlyIn(
        readers,
        changeView(({ slot, state }) => ({
          state: (room) =>
            state(room).filter(
              ({ type, stateKey }) => !writing.has(`${room.id} ${type} ${stateKey}`),
            ),
          slot: (room, type, key) =>
            writing.has(`${room.id} ${type} ${key}`) ? undefined : slot(room, type, key),
        })),
      ),
    )(right);
  };

/** Of events that an operation sends at once into a room, all but the first are lost. */
const loseSends =
  (name: OperationName): Spoil =>
  (right) => {
    const meet = meetingPoint();
    return onlyIn(
      [name],
      changeActions(({ send }) => ({
        send: (context, roomId, type, content) =>
          meet(roomId, (isLate) => {
            const { parts, caller } = context;
            const room = parts.permissions.send(context, roomId, type);
            const draft = { type, sender: caller.userId, content, stateKey: undefined };
            return isLate
              ? parts.rooms.append(context, readOnly(room), draft)
              : send(context, roomId, type, content);
          }),
      })),
    )(right);
  };

const lost: readonly (readonly [OperationName, string, Requirements])[] = [
  ['send_non_state_event', 'events', ['SEND-03']],
  ['send_feedback', 'feedback', ['FEED-03']],
];

const targets: readonly (readonly [OperationName, Requirements])[] = [
  ['invite', ['INV-09']],
  ['ban', ['BAN-10']],
  ['set_membership', ['SMEM-07']],
];

/** What readers see while others write, and what is legal in an id. */
export const tornFaults: Faults = {
  'topic-missing-while-it-is-set': {
    summary: 'GET topic finds no topic while another one is set.',
    violates: ['GTOPIC-03'],
    spoil: hideWhileWriting(['get_topic'], (type) => type === 'm.room.topic'),
  },
  'state-missing-while-it-is-written': {
    summary: 'A piece of state is not found while it is written again.',
    violates: ['STATE-07'],
    spoil: hideWhileWriting(['get_state', 'get_state_events'], (type) => !type.startsWith('m.')),
  },
  'membership-missing-while-it-is-set': {
    summary: 'A membership is not found while it is set again.',
    violates: ['GMEM-03'],
    spoil: hideWhileWriting(['get_membership'], (type) => type === 'm.room.member'),
  },
  ...perRow(lost, ([name, what, violates]) => ({
    [`${what}-at-once-lost`]: {
      summary: `Of ${what} sent into a room at once, all but the first are lost.`,
      violates,
      spoil: loseSends(name),
    },
  })),
  'types-at-once-mixed': {
    summary: 'Events that are sent at once into a room have the type of the last.',
    violates: ['SEND-14'],
    spoil: (right) => {
      const types = new Map<string, string>();
      return onlyIn(
        ['send_non_state_event'],
        changeActions(({ send }) => ({
          send: async (context, roomId, type, content) => {
            types.set(roomId, type);
            await pause();
            return send(context, roomId, types.get(roomId) ?? type, content);
          },
        })),
      )(right);
    },
  },
  ...perRow(targets, ([name, violates]) => ({
    [`equals-sign-in-the-target-of-${kebab(name)}`]: {
      summary: `${name} refuses a user id with an equals sign.`,
      violates,
      spoil: before([name], ({ request, params }) => {
        const text = `${params.userId} ${request.body.toString('utf8')}`;
        if (text.includes('=')) throw invalid('Not a user id.');
      }),
    },
  })),
};
