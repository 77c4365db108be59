import { createHash } from 'node:crypto';
import { fullAlias } from '../domain/aliases.ts';
import { ApiError } from '../errors.ts';
import { badReference, claiming, claims, config, refusingKey } from './creation.ts';
import { convention, documented, implied, type Fault } from './fault.ts';
import { acting, answering, omit, refusing } from './spoiling.ts';

/** Which room gets which alias. */
export const aliasFaults: readonly Fault[] = [
  documented(
    'alias-ignored',
    'createRoom ignores room_alias_name.',
    ['CREATE-17', 'CREATE-12', 'MODEL-11'],
    config((given) => ({ ...given, alias: undefined })),
  ),
  documented(
    'alias-refused',
    'createRoom refuses room_alias_name.',
    ['CREATE-17', 'MODEL-11'],
    refusingKey('room_alias_name'),
  ),
  documented(
    'alias-taken-over',
    'An alias that is taken goes to the new room.',
    ['CREATE-12'],
    claiming(() => claims),
  ),
  documented(
    'alias-taken-in-silence',
    'A room is made without the alias that is taken.',
    ['CREATE-12'],
    acting(({ createRoom }) => ({
      createRoom: (context, given) =>
        createRoom(
          context,
          given.alias !== undefined && context.world.aliases.has(given.alias)
            ? { ...given, alias: undefined }
            : given,
        ),
    })),
  ),
  documented(
    'alias-taken-and-overwritten',
    'createRoom refuses an alias that is taken, and gives it away all the same.',
    ['CREATE-12'],
    claiming((right) => (aliases, alias, roomId) => {
      try {
        right(aliases, alias, roomId);
      } finally {
        claims(aliases, alias, roomId);
      }
    }),
  ),
  documented(
    'alias-taken-409',
    'An alias that is taken is a conflict.',
    ['CREATE-12'],
    refusing(['create_room'], (error) => {
      if (error.errcode !== 'M_ROOM_IN_USE') throw error;
      throw new ApiError(409, error.errcode, error.message);
    }),
  ),
  documented(
    'alias-taken-500',
    'An alias that is taken makes the server fail.',
    ['CREATE-12'],
    refusing(['create_room'], (error) => {
      if (error.errcode !== 'M_ROOM_IN_USE') throw error;
      throw new TypeError('Taken.');
    }),
  ),
  documented(
    'alias-taken-per-person',
    'An alias is taken for everybody but the one who has it.',
    ['CREATE-12'],
    acting(({ createRoom }) => ({
      createRoom: (context, given) => {
        const { world, parts, caller } = context;
        const old =
          given.alias === undefined
            ? undefined
            : parts.rooms.find(world, world.aliases.get(given.alias) ?? '');
        if (given.alias !== undefined && old?.events[0]?.sender === caller.userId)
          world.aliases.delete(given.alias);
        return createRoom(context, given);
      },
    })),
  ),
  documented(
    'alias-freed-by-a-refusal',
    'An alias that was asked for twice names no room any more.',
    ['CREATE-12'],
    claiming((right) => (aliases, alias, roomId) => {
      try {
        right(aliases, alias, roomId);
      } catch (error) {
        aliases.delete(alias);
        throw error;
      }
    }),
  ),
  implied(
    'alias-before-the-check',
    'createRoom registers the alias before it looks at name and topic.',
    ['CREATE-24'],
    (right) => ({
      operations: {
        ...right.operations,
        create_room: async (context) => {
          try {
            return await right.operations.create_room(context);
          } catch (error) {
            const body = right.validate.object(context.request.body);
            const local = body['room_alias_name'];
            if (
              typeof local === 'string' &&
              ['name', 'topic'].some((key) => key in body && typeof body[key] !== 'string')
            ) {
              context.world.aliases.set(fullAlias(local, context.world.domain), '!nowhere');
            }
            throw error;
          }
        },
      },
    }),
  ),
  implied(
    'half-made-rooms',
    'createRoom makes the room and its alias before it looks at name and topic.',
    ['CREATE-24', 'MODEL-12', 'MODEL-13'],
    refusing(['create_room'], async (error, context) => {
      const { parts, world, request } = context;
      const body = parts.validate.object(request.body);
      await parts.act.createRoom(
        context,
        parts.validate.roomConfig(omit(omit(body, 'name'), 'topic'), world.domain),
      );
      throw error;
    }),
  ),
  implied(
    'alias-of-another-domain',
    'An alias is of the domain example.org.',
    ['CREATE-18', 'CREATE-17'],
    config((given) => ({ ...given, alias: given.alias?.replace(/:.*/, ':example.org') })),
  ),
  implied(
    'alias-hashed',
    'The localpart of an alias is made up by the server.',
    ['CREATE-18', 'CREATE-17'],
    config((given) => ({
      ...given,
      alias: given.alias?.replace(
        /^#[^:]*/,
        (local) => `#${createHash('sha256').update(local).digest('hex').slice(0, 12)}`,
      ),
    })),
  ),
  implied(
    'alias-said-bare',
    'createRoom reports the localpart for the alias.',
    ['CREATE-19', 'CONV-09', 'MODEL-09'],
    answering(['create_room'], (body) =>
      typeof body['room_alias'] === 'string'
        ? { ...body, room_alias: body['room_alias'].replace(/^#([^:]*):.*/, '$1') }
        : body,
    ),
  ),
  implied(
    'alias-said-of-another',
    'createRoom reports the alias of another room.',
    ['CREATE-19'],
    answering(['create_room'], (body) =>
      'room_alias' in body ? { ...body, room_alias: '#another:localhost' } : body,
    ),
  ),
  convention(
    'alias-said-without-domain',
    'createRoom reports the alias without its domain.',
    ['CONV-09', 'CREATE-19'],
    answering(['create_room'], (body) =>
      typeof body['room_alias'] === 'string'
        ? { ...body, room_alias: body['room_alias'].replace(/:.*/, '') }
        : body,
    ),
  ),
  documented('bad-alias-500', 'A bad alias makes the server fail.', ['JID-08'], badReference(500)),
];
