import type { Room } from '../domain/room.ts';
import { elsewhere, otherRoom } from './elsewhere.ts';
import { documented, type Fault } from './fault.ts';
import { acting, operation, paging, viewing } from './spoiling.ts';

/** State and messages of another room. */
export const statePlaceFaults: readonly Fault[] = [
  documented(
    'topic-of-another-room',
    'GET topic answers the topic of another room of the caller.',
    ['GTOPIC-05', 'GTOPIC-03'],
    elsewhere(['get_topic']),
  ),
  documented(
    'messages-of-another-room',
    'GET messages lists another room of the caller.',
    ['MSGS-05', 'MSGS-03', 'MODEL-24'],
    elsewhere(['get_messages']),
  ),
  documented(
    'messages-of-all-rooms',
    'GET messages lists what happened in another room of the caller as well.',
    ['MSGS-05', 'MSGS-03', 'MODEL-24'],
    operation(['get_messages'], (perform) => (context) => {
      const other = otherRoom(context);
      const mixed = paging(({ messages }) => ({
        messages: (tokens, room, query) => {
          const page = messages(tokens, room, query);
          const last = other?.events.at(-1);
          return last === undefined ? page : { ...page, events: [...page.events, last] };
        },
      }));
      return perform({ ...context, parts: { ...context.parts, ...mixed(context.parts) } });
    }),
  ),
  documented(
    'messages-of-all-rooms-in-disguise',
    'GET messages lists an event of another room of the caller as if it were of this one.',
    ['MSGS-05', 'MSGS-03'],
    operation(['get_messages'], (perform) => (context) => {
      const other = otherRoom(context);
      const mixed = paging(({ messages }) => ({
        messages: (tokens, room, query) => {
          const page = messages(tokens, room, query);
          const last = other?.events.at(-1);
          return last === undefined
            ? page
            : { ...page, events: [...page.events, { ...last, roomId: room.id }] };
        },
      }));
      return perform({ ...context, parts: { ...context.parts, ...mixed(context.parts) } });
    }),
  ),
  documented(
    'state-of-another-room',
    'GET state lists another room of the caller.',
    ['GST-07', 'MODEL-24'],
    elsewhere(['get_state_events']),
  ),
  documented(
    'state-of-two-rooms',
    'GET state lists another room of the caller as well.',
    ['GST-07', 'MODEL-24'],
    operation(['get_state_events'], (perform) => (context) => {
      const other = otherRoom(context);
      const mixed = viewing(({ state }) => ({
        state: (room) => [...state(room), ...(other === undefined ? [] : state(other))],
      }));
      return perform({ ...context, parts: { ...context.parts, ...mixed(context.parts) } });
    }),
  ),
  documented(
    'state-of-two-rooms-in-disguise',
    'GET state lists what another room of the caller has of a type nobody knows.',
    ['STATE-12', 'STATE-09', 'GST-07'],
    operation(['get_state_events'], (perform) => (context) => {
      const other = otherRoom(context);
      const mixed = viewing(({ state }) => ({
        state: (room) => [
          ...state(room),
          ...(other === undefined
            ? []
            : state(other)
                .filter(({ type }) => !type.startsWith('m.'))
                .map((event) => ({ ...event, roomId: room.id }))),
        ],
      }));
      return perform({ ...context, parts: { ...context.parts, ...mixed(context.parts) } });
    }),
  ),
  documented(
    'joining-joins-another-room',
    'join_room joins the room that was made last.',
    ['JOIN-07', 'JOIN-03'],
    acting(({ changeMembership }) => ({
      changeMembership: (context, change) => {
        const latest = [...context.world.rooms.keys()].at(-1) ?? change.roomId;
        const plain =
          change.requested === 'join' &&
          context.params.userId === '' &&
          context.params.roomAliasOrId === '';
        return changeMembership(context, plain ? { ...change, roomId: latest } : change);
      },
    })),
  ),
  documented(
    'tokens-lead-into-their-room',
    'A token of another room shows that room, whoever asks.',
    ['MSGS-05', 'MSGS-03'],
    operation(['get_messages'], (perform) => (context) => {
      const named = /_(!.*)$/.exec(context.request.query.get('from')?.[0] ?? '')?.[1];
      const { parts, world, params } = context;
      const room = named === params.roomId ? undefined : parts.rooms.find(world, named ?? '');
      if (room === undefined) return perform(context);
      parts.permit.read(context, params.roomId);
      const permit = { ...parts.permit, read: (): Room => room };
      return perform({ ...context, parts: { ...parts, permit } });
    }),
  ),
];
