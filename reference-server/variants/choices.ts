import { ApiError, badJson, forbidden, notFound, unrecognizedMethod } from '../errors.ts';
import type { Context, Parts } from '../parts.ts';
import { readUntilBan } from './read-until-ban.ts';
import { type Variant, withParts } from './variant.ts';

/** Permissions are checked before contents. */
function permissionFirst(right: Parts): Partial<Parts> {
  const first =
    (
      nickname: 'send_message' | 'send_feedback' | 'set_topic' | 'send_state_event',
      ask: (c: Context) => unknown,
    ) =>
    (context: Context): ReturnType<Parts['operations']['send_message']> => {
      ask(context);
      return right.operations[nickname](context);
    };
  const send = (c: Context): unknown =>
    c.parts.permissions.send(c, c.params.roomId, 'm.room.message');
  const set = (c: Context): unknown =>
    c.parts.permissions.setState(c, c.params.roomId, 'm.room.topic');
  return {
    operations: {
      ...right.operations,
      send_message: first('send_message', send),
      send_feedback: first('send_feedback', send),
      set_topic: first('set_topic', set),
      send_state_event: first('send_state_event', set),
    },
  };
}

/** More users than the joined members may read; the predicate says which. */
const readers = (
  id: string,
  summary: string,
  mayRead: (context: Context, roomId: string) => boolean,
  operations: readonly (
    | 'get_messages'
    | 'get_members'
    | 'get_state_events'
    | 'get_room_sync_data'
    | 'get_topic'
    | 'get_membership'
  )[],
): Variant =>
  withParts(id, summary, (right) => {
    const read: Parts['permissions']['read'] = (context, roomId) => {
      const room = context.parts.rooms.find(context.world, roomId);
      return room !== undefined && mayRead(context, roomId)
        ? room
        : right.permissions.read(context, roomId);
    };
    const opened = operations.map((name) => [
      name,
      (context: Context) =>
        right.operations[name]({
          ...context,
          parts: { ...context.parts, permissions: { ...context.parts.permissions, read } },
        }),
    ]);
    return { operations: { ...right.operations, ...Object.fromEntries(opened) } };
  });

const membershipOf = ({ parts, world, caller }: Context, roomId: string): string | undefined => {
  const room = parts.rooms.find(world, roomId);
  return room === undefined ? undefined : parts.view.membership(room, caller.userId);
};

const unknownRoom = (right: Parts): Partial<Parts> => {
  const demand = ({ parts, world }: Context, roomId: string): void => {
    if (parts.rooms.find(world, roomId) === undefined) throw notFound('No such room.');
  };
  const { permissions } = right;
  return {
    permissions: {
      read: (context, roomId) => {
        demand(context, roomId);
        return permissions.read(context, roomId);
      },
      send: (context, roomId, type) => {
        demand(context, roomId);
        return permissions.send(context, roomId, type);
      },
      setState: (context, roomId, type) => {
        demand(context, roomId);
        return permissions.setState(context, roomId, type);
      },
      changeMembership: (context, change) => {
        demand(context, change.roomId);
        return permissions.changeMembership(context, change);
      },
    },
  };
};

/** A write that would change nothing succeeds for anybody, and makes no new event. */
const nothingToChange = ({ actions, view, rooms }: Parts): Partial<Parts> => ({
  actions: {
    ...actions,
    setState: async (context, roomId, type, stateKey, content) => {
      const room = rooms.find(context.world, roomId);
      const old = room === undefined ? undefined : view.slot(room, type, stateKey);
      const same = old !== undefined && JSON.stringify(old.content) === JSON.stringify(content);
      return same ? old : actions.setState(context, roomId, type, stateKey, content);
    },
  },
});

/** A write that changes nothing, by the same sender, makes no new event. */
const sameState = ({ rooms, view }: Parts): Partial<Parts> => ({
  rooms: {
    ...rooms,
    append: (context, room, draft) => {
      const { type, stateKey, sender, content } = draft;
      const old = stateKey === undefined ? undefined : view.slot(room, type, stateKey);
      const same =
        old !== undefined &&
        old.sender === sender &&
        JSON.stringify(old.content) === JSON.stringify(content);
      return same ? old : rooms.append(context, room, draft);
    },
  },
});

/** Nobody can join a room whose last member left, not even a public one. */
const deadWhenEmpty = ({ permissions }: Parts): Partial<Parts> => ({
  permissions: {
    ...permissions,
    changeMembership: (context, change) => {
      const room = permissions.changeMembership(context, change);
      const members = room.state.get('m.room.member');
      const alive = [...(members?.keys() ?? [])].some(
        (userId) => context.parts.view.membership(room, userId) === 'join',
      );
      if (!alive) throw notFound('Nobody is in the room.');
      return room;
    },
  },
});

/** Permissions, and the order of checks, where the declaration leaves them open. */
export const choiceVariants: readonly Variant[] = [
  withParts('knock-is-a-bad-value', 'A knock is a bad membership value.', ({ validate }) => ({
    validate: {
      ...validate,
      membership: (body) => {
        const requested = validate.membership(body);
        if (requested === 'knock') throw badJson('Bad membership value.');
        return requested;
      },
    },
  })),
  withParts('public-by-default', 'A room made without visibility is public.', ({ validate }) => ({
    validate: {
      ...validate,
      roomConfig: (body, domain) => validate.roomConfig({ visibility: 'public', ...body }, domain),
    },
  })),
  withParts('rooms-have-a-name', 'A room made without a name has one.', ({ validate }) => ({
    validate: {
      ...validate,
      roomConfig: (body, domain) =>
        validate.roomConfig({ name: body['room_alias_name'] ?? 'A room', ...body }, domain),
    },
  })),
  withParts('m-text-needs-body', 'A message of msgtype m.text needs a body.', ({ validate }) => ({
    validate: {
      ...validate,
      message: (content) => {
        validate.message(content);
        if (content['msgtype'] === 'm.text' && typeof content['body'] !== 'string') {
          throw badJson('No body.');
        }
      },
    },
  })),
  withParts('permission-first', 'Permission is asked before content.', permissionFirst),
  withParts(
    'body-before-token',
    'A broken body is 400 although the token is unknown.',
    ({ authenticate, validate }) => ({
      authenticate: (accounts, credentials) => {
        try {
          return authenticate(accounts, credentials);
        } catch (error) {
          if (
            'body' in credentials &&
            Buffer.isBuffer(credentials.body) &&
            credentials.body.length > 0
          ) {
            validate.object(credentials.body);
          }
          throw error;
        }
      },
    }),
  ),
  withParts('unknown-rooms-404', 'A room that does not exist is 404.', unknownRoom),
  withParts('same-state-same-event', 'Writing the same state again makes no event.', sameState),
  withParts(
    'unchanged-state-for-anybody',
    'Writing the state that is there already is answered 200, whoever asks.',
    nothingToChange,
  ),
  withParts(
    'banned-read-until-ban',
    'A banned user who was a member reads the room as it was at the ban.',
    readUntilBan,
  ),
  withParts('dead-when-empty', 'Nobody joins a room that everybody left.', deadWhenEmpty),
  readers(
    'leavers-read',
    'Somebody who left may still read.',
    (context, roomId) => membershipOf(context, roomId) === 'leave',
    [
      'get_messages',
      'get_members',
      'get_state_events',
      'get_room_sync_data',
      'get_topic',
      'get_membership',
    ],
  ),
  readers(
    'public-topics',
    'Anybody reads topic and memberships of a public room.',
    (context, roomId) => {
      const room = context.parts.rooms.find(context.world, roomId);
      return room !== undefined && context.parts.view.joinRule(room) === 'public';
    },
    ['get_topic', 'get_membership'],
  ),
  withParts(
    'reads-refused-otherwise',
    'Reading state from outside is refused with M_UNKNOWN.',
    ({ permissions }) => ({
      permissions: {
        ...permissions,
        read: (context, roomId) => {
          try {
            return permissions.read(context, roomId);
          } catch (error) {
            if (!(error instanceof ApiError) || context.request.method !== 'GET') throw error;
            throw new ApiError(forbidden('').status, 'M_UNKNOWN', error.message);
          }
        },
      },
    }),
  ),
  withParts(
    'state-without-paths',
    'A piece of state that is neither a topic nor a membership cannot be read by its path.',
    ({ operations }) => ({
      operations: {
        ...operations,
        get_state: () => {
          throw unrecognizedMethod(['PUT', 'OPTIONS']);
        },
      },
    }),
  ),
];
