import { createHash } from 'node:crypto';
import { fullAlias } from '../../domain/aliases.ts';
import type { Parts } from '../../parts.ts';
import { ApiError } from '../../errors.ts';
import type { Faults } from '../fault.ts';
import {
  changeActions,
  changeBody,
  changeClaim,
  changeConfig,
  omit,
  onRefusal,
  pause,
  refuseKey,
} from '../vocabulary/index.ts';

/** Gives an alias to a room, whether or not it is taken. */
const overwrite: Parts['aliases']['claim'] = (aliases, alias, roomId) =>
  void aliases.set(alias, roomId);

/** Which alias a new room gets, and what becomes of one that is taken. */
export const roomAliasFaults: Faults = {
  'alias-ignored': {
    summary: 'createRoom ignores room_alias_name.',
    violates: ['CREATE-17', 'CREATE-12', 'MODEL-11'],
    spoil: changeConfig(() => ({ alias: undefined })),
  },
  'alias-refused': {
    summary: 'createRoom refuses room_alias_name.',
    violates: ['CREATE-17', 'MODEL-11'],
    spoil: refuseKey('room_alias_name'),
  },
  'aliases-in-capitals': {
    summary: 'Aliases are looked up in upper case.',
    violates: ['CREATE-17', 'JID-03'],
    spoil: ({ aliases }) => ({
      aliases: {
        ...aliases,
        resolve: (all, alias) => aliases.resolve(all, alias.toUpperCase()),
      },
    }),
  },
  'alias-taken-over': {
    summary: 'An alias that is taken is given to the new room.',
    violates: ['CREATE-12'],
    spoil: changeClaim(() => overwrite),
  },
  'alias-of-a-private-room-taken-over': {
    summary: 'An alias that a private room has is given to the new room.',
    violates: ['CREATE-12'],
    spoil: changeActions(({ createRoom }) => ({
      createRoom: (context, config) => {
        const { parts, world } = context;
        const taken = world.rooms.get(world.aliases.get(config.alias ?? '') ?? '');
        const isPrivate = taken !== undefined && parts.view.joinRule(taken) !== 'public';
        const aliases = isPrivate ? { ...parts.aliases, claim: overwrite } : parts.aliases;
        return createRoom({ ...context, parts: { ...parts, aliases } }, config);
      },
    })),
  },
  'alias-taken-in-silence': {
    summary: 'createRoom makes a room without an alias where the alias is taken.',
    violates: ['CREATE-12'],
    spoil: changeActions(({ createRoom }) => ({
      createRoom: (context, config) =>
        createRoom(
          context,
          config.alias !== undefined && context.world.aliases.has(config.alias)
            ? { ...config, alias: undefined }
            : config,
        ),
    })),
  },
  'alias-taken-and-overwritten': {
    summary: 'createRoom refuses an alias that is taken and gives it to the new room all the same.',
    violates: ['CREATE-12'],
    spoil: changeClaim((right) => (aliases, alias, roomId) => {
      try {
        right(aliases, alias, roomId);
      } finally {
        overwrite(aliases, alias, roomId);
      }
    }),
  },
  'alias-taken-409': {
    summary: 'createRoom answers 409 for an alias that is taken.',
    violates: ['CREATE-12'],
    spoil: onRefusal(['create_room'], (error) => {
      if (error.errcode !== 'M_ROOM_IN_USE') throw error;
      throw new ApiError(409, error.errcode, error.message);
    }),
  },
  'alias-taken-500': {
    summary: 'createRoom answers 500 for an alias that is taken.',
    violates: ['CREATE-12'],
    spoil: onRefusal(['create_room'], (error) => {
      if (error.errcode !== 'M_ROOM_IN_USE') throw error;
      throw new TypeError('Taken.');
    }),
  },
  'alias-taken-per-person': {
    summary: 'createRoom takes an alias away from another room of the same creator.',
    violates: ['CREATE-12'],
    spoil: changeActions(({ createRoom }) => ({
      createRoom: (context, config) => {
        const { world, parts, caller } = context;
        const old = parts.rooms.find(world, world.aliases.get(config.alias ?? '') ?? '');
        if (config.alias !== undefined && old?.events[0]?.sender === caller.userId)
          world.aliases.delete(config.alias);
        return createRoom(context, config);
      },
    })),
  },
  'alias-freed-by-a-refusal': {
    summary: 'An alias that is asked for while it is taken does not name a room any more.',
    violates: ['CREATE-12'],
    spoil: changeClaim((right) => (aliases, alias, roomId) => {
      try {
        right(aliases, alias, roomId);
      } catch (error) {
        aliases.delete(alias);
        throw error;
      }
    }),
  },
  'alias-race': {
    summary: 'Several rooms that ask for one alias at the same moment get it.',
    violates: ['CREATE-12'],
    spoil: changeActions(({ createRoom }) => ({
      createRoom: async (context, config) => {
        const { alias } = config;
        const free = alias === undefined || !context.world.aliases.has(alias);
        await pause();
        if (alias === undefined || !free) return createRoom(context, config);
        const room = await createRoom(context, { ...config, alias: undefined });
        context.world.aliases.set(alias, room.id);
        return room;
      },
    })),
  },
  'alias-before-the-check': {
    summary: 'createRoom registers the alias before it checks name and topic.',
    violates: ['CREATE-24'],
    spoil: onRefusal(['create_room'], (error, { parts, world, request }) => {
      const body = parts.validate.object(request.body);
      const local = body['room_alias_name'];
      const bad = ['name', 'topic'].some((key) => key in body && typeof body[key] !== 'string');
      if (typeof local === 'string' && bad) {
        world.aliases.set(fullAlias(local, world.domain), '!nowhere');
      }
      throw error;
    }),
  },
  'half-made-rooms': {
    summary: 'createRoom makes the room and its alias before it checks name and topic.',
    violates: ['CREATE-24', 'MODEL-12', 'MODEL-13'],
    spoil: onRefusal(['create_room'], async (error, context) => {
      const { parts, world, request } = context;
      const body = omit(omit(parts.validate.object(request.body), 'name'), 'topic');
      await parts.actions.createRoom(context, parts.validate.roomConfig(body, world.domain));
      throw error;
    }),
  },
  'alias-of-another-domain': {
    summary: 'createRoom makes the alias in the domain example.org.',
    violates: ['CREATE-18', 'CREATE-17'],
    spoil: changeConfig(({ alias }) => ({ alias: alias?.replace(/:.*/, ':example.org') })),
  },
  'alias-hashed': {
    summary: 'createRoom replaces the localpart of the alias by a hash.',
    violates: ['CREATE-18', 'CREATE-17'],
    spoil: changeConfig(({ alias }) => ({
      alias: alias?.replace(
        /^#[^:]*/,
        (local) => `#${createHash('sha256').update(local).digest('hex').slice(0, 12)}`,
      ),
    })),
  },
  'alias-said-bare': {
    summary: 'createRoom answers the localpart of the alias.',
    violates: ['CREATE-19', 'CONV-09', 'MODEL-09'],
    spoil: changeBody(['create_room'], (body) =>
      typeof body['room_alias'] === 'string'
        ? { ...body, room_alias: body['room_alias'].replace(/^#([^:]*):.*/, '$1') }
        : body,
    ),
  },
  'alias-said-of-another': {
    summary: 'createRoom answers an alias that is not the alias of the room.',
    violates: ['CREATE-19'],
    spoil: changeBody(['create_room'], (body) =>
      'room_alias' in body ? { ...body, room_alias: '#another:localhost' } : body,
    ),
  },
  'alias-always': {
    summary: 'createRoom answers an alias where none was asked for.',
    violates: ['CREATE-22'],
    spoil: changeBody(['create_room'], (body) => ({
      ...body,
      room_alias: body['room_alias'] ?? '#new:localhost',
    })),
  },
  'room-alias-a-list': {
    summary: 'createRoom answers room_alias as a list.',
    violates: ['MODEL-09', 'CREATE-19', 'CREATE-02'],
    spoil: changeBody(['create_room'], (body) =>
      'room_alias' in body ? { ...body, room_alias: [body['room_alias']] } : body,
    ),
  },
  'room-alias-null': {
    summary: 'createRoom answers room_alias as null where no alias was asked for.',
    violates: ['MODEL-09', 'CREATE-22'],
    spoil: changeBody(['create_room'], (body) => ({ room_alias: null, ...body })),
  },
};
