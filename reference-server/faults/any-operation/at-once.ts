import type { RoomEvent } from '../../domain/event.ts';
import type { Room } from '../../domain/room.ts';
import type { Answer } from '../../parts.ts';
import type { Faults, Spoil } from '../fault.ts';
import {
  both,
  changeActions,
  changePage,
  changeView,
  chooseState,
  meetingPoint,
  onlyIn,
  pause,
  readOnly,
} from '../vocabulary/index.ts';

/** Of two that were set at once, the one that came first. */
const firstOfTwo =
  (type: string): Spoil =>
  (right) => {
    const meet = meetingPoint();
    const first = new Map<string, RoomEvent>();
    return both(
      changeActions(({ setState }) => ({
        setState: (context, roomId, ...rest) =>
          rest[0] === type
            ? meet(roomId, async (isLate) => {
                const before = context.parts.rooms
                  .find(context.world, roomId)
                  ?.state.get(type)
                  ?.get('');
                const event = await setState(context, roomId, ...rest);
                if (isLate && before !== undefined) first.set(roomId, before);
                else first.delete(roomId);
                return event;
              })
            : setState(context, roomId, ...rest),
      })),
      onlyIn(
        ['get_topic'],
        changeView(({ slot }) => ({
          slot: (room, ...of) => first.get(room.id) ?? slot(room, ...of),
        })),
      ),
    )(right);
  };

/** What goes wrong when requests of different users, or for different things, arrive at the same moment. */
export const atOnceFaults: Faults = {
  'state-at-once-listed-twice': {
    summary: 'State that is set twice at once is listed twice.',
    violates: ['GST-05'],
    spoil: (right) => {
      const meet = meetingPoint();
      const kept = new Set<RoomEvent>();
      return both(
        changeActions(({ setState }) => ({
          setState: (context, roomId, type, key, content) =>
            meet(`${roomId} ${type} ${key}`, (isLate) => {
              const before = context.parts.rooms
                .find(context.world, roomId)
                ?.state.get(type)
                ?.get(key);
              if (isLate && before !== undefined) kept.add(before);
              return setState(context, roomId, type, key, content);
            }),
        })),
        chooseState((events, current) => [
          ...current,
          ...events.filter((event) => kept.has(event)),
        ]),
      )(right);
    },
  },
  'state-at-once-lost': {
    summary:
      'Of state with different types or keys that is set at once, all but the first is lost.',
    violates: ['STATE-08', 'STATE-09', 'STATE-03'],
    spoil: (right) => {
      const meet = meetingPoint();
      return changeActions(({ setState }) => ({
        setState: (context, roomId, type, key, content) =>
          meet(roomId, (isLate) => {
            const room = context.parts.permissions.setState(context, roomId, type);
            const draft = { type, sender: context.caller.userId, content, stateKey: key };
            return isLate
              ? context.parts.rooms.append(context, readOnly(room), draft)
              : setState(context, roomId, type, key, content);
          }),
      }))(right);
    },
  },
  'topics-at-once-differ': {
    summary: 'Of topics that are set at once, GET topic shows the first and the state the last.',
    violates: ['GTOPIC-03', 'TOPIC-03'],
    spoil: firstOfTwo('m.room.topic'),
  },
  'messages-at-once-in-another-order': {
    summary: 'Messages that are sent at once are in another order forward than backward.',
    violates: ['MSGS-12'],
    spoil: (right) => {
      const meet = meetingPoint();
      const late = new Set<RoomEvent>();
      return both(
        changeActions(({ send }) => ({
          send: (context, ...rest) =>
            meet(rest[0], async (isLate) => {
              const event = await send(context, ...rest);
              if (isLate) late.add(event);
              return event;
            }),
        })),
        changePage(({ events }, { direction }) =>
          direction === 'b'
            ? {}
            : {
                events: events
                  .map((event, i) => ({ event, place: late.has(event) ? i - 1.5 : i }))
                  .toSorted((a, b) => a.place - b.place)
                  .map(({ event }) => event),
              },
        ),
      )(right);
    },
  },
  'messages-at-once-in-one-room': {
    summary:
      'Of messages that a user sends into two rooms at once, both go to the room of the last.',
    violates: ['MSG-14', 'SEND-12', 'MSGS-05'],
    spoil: (right) => {
      const rooms = new Map<string, string>();
      return changeActions(({ send }) => ({
        send: async (context, roomId, ...rest) => {
          const { userId } = context.caller;
          context.parts.permissions.send(context, roomId, rest[0]);
          rooms.set(userId, roomId);
          await pause();
          return send(context, rooms.get(userId) ?? roomId, ...rest);
        },
      }))(right);
    },
  },
  'message-outruns-a-kick': {
    summary: 'A message that began before its sender was kicked is sent afterwards.',
    violates: ['SEND-15'],
    spoil: changeActions(() => ({
      send: async (context, roomId, type, content) => {
        const { parts, caller } = context;
        const room = parts.permissions.send(context, roomId, type);
        await pause(40);
        const draft = { type, sender: caller.userId, content, stateKey: undefined };
        return parts.rooms.append(context, room, draft);
      },
    })),
  },
  'txns-of-two-users-at-once-are-one': {
    summary: 'PUTs of two users with one txnId at the same moment are one request.',
    violates: ['MSG-07', 'CONV-13'],
    spoil: ({ transactions }) => {
      const open = new Map<string, Promise<Answer>>();
      return {
        transactions: {
          ...transactions,
          run: async (store, caller, key, perform) => {
            const other = key.startsWith('["send_') ? open.get(key) : undefined;
            if (other !== undefined) return other;
            const own = pause().then(() => transactions.run(store, caller, key, perform));
            open.set(key, own);
            try {
              return await own;
            } finally {
              open.delete(key);
            }
          },
        },
      };
    },
  },
  'rooms-at-once-are-one': {
    summary: 'Rooms that a user makes at the same moment are one room.',
    violates: ['CREATE-03'],
    spoil: (right) => {
      const open = new Map<string, Promise<Room>>();
      return changeActions(({ createRoom }) => ({
        createRoom: async (context, config) => {
          const { userId } = context.caller;
          const other = open.get(userId);
          if (other !== undefined) return other;
          const own = pause().then(() => createRoom(context, config));
          open.set(userId, own);
          try {
            return await own;
          } finally {
            open.delete(userId);
          }
        },
      }))(right);
    },
  },
};
