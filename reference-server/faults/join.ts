import { invalid, notFound } from '../errors.ts';
import { perRow, type Faults, type Spoil } from './fault.ts';
import {
  before,
  changeActions,
  changeAnswers,
  changeBody,
  changeParams,
  changePermissions,
  changeWholeBody,
  noEvent,
  onlyIn,
  onRefusal,
  readPathAs,
  wrapOperation,
} from './vocabulary/index.ts';

/** Users of one membership may use /join although they may not join; `none` is a stranger. */
const letJoin = (membership: string): Spoil =>
  onlyIn(
    ['join'],
    changePermissions(({ changeMembership }) => ({
      changeMembership: (context, change) => {
        const { parts, world, caller } = context;
        const room = parts.rooms.find(world, change.roomId);
        return room !== undefined &&
          (parts.view.membership(room, caller.userId) ?? 'none') === membership
          ? room
          : changeMembership(context, change);
      },
    })),
  );

/** /join by an alias or id: which room it joins, and what it answers. */
export const joinFaults: Faults = {
  ...perRow(
    [
      ['aliases-not-joined', 'an alias', '#', ['JID-03', 'CREATE-17', 'JID-07']],
      ['ids-not-joined', 'a room id', '!', ['JID-03', 'JID-07']],
    ],
    ([id, what, sigil, violates]) => ({
      [id]: {
        summary: `join refuses ${what}.`,
        violates,
        spoil: before(['join'], ({ params }) => {
          if (params.roomAliasOrId.startsWith(sigil)) throw invalid('Not by that.');
        }),
      },
    }),
  ),
  'join-resolves-and-stays-out': {
    summary: 'join answers the room and does not join it.',
    violates: ['JID-03'],
    spoil: changeActions(({ changeMembership }) => ({
      changeMembership: (context, change) =>
        context.params.roomAliasOrId === '' ? changeMembership(context, change) : noEvent,
    })),
  },
  'join-put-without-effect': {
    summary: 'PUT /join/{roomAliasOrId}/{txnId} answers the room and does not join it.',
    violates: ['JID-05'],
    spoil: wrapOperation(['join'], (perform) => (context) => {
      const { params, parts } = context;
      return params.txnId === ''
        ? perform(context)
        : parts.answer.ok({ room_id: params.roomAliasOrId });
    }),
  },
  'join-answers-nothing': {
    summary: 'join answers an empty string.',
    violates: ['JID-02', 'MODEL-08', 'JID-04'],
    spoil: changeWholeBody(['join'], () => ''),
  },
  'join-answers-another-room': {
    summary: 'join answers the id of another room than it joined.',
    violates: ['JID-04'],
    spoil: onlyIn(
      ['join'],
      changeAnswers(({ roomInfo }) => ({
        roomInfo: (roomId, alias) => roomInfo(`${roomId}x`, alias),
      })),
    ),
  },
  'join-answers-the-alias': {
    summary: 'join answers the alias as the room id.',
    violates: ['JID-04'],
    spoil: changeBody(['join'], (_body, { params }) => ({ room_id: params.roomAliasOrId })),
  },
  'alias-names-the-latest-room': {
    summary: 'join by an alias joins the room whose alias was made last.',
    violates: ['JID-07', 'JID-03', 'CREATE-17'],
    spoil: ({ aliases }) => ({
      aliases: {
        ...aliases,
        resolve: (all, alias) =>
          aliases.resolve(all, alias) === undefined ? undefined : [...all.values()].at(-1),
      },
    }),
  },
  'aliases-read-raw': {
    summary: 'join does not decode the alias or id in its path.',
    violates: ['JID-07', 'CONV-17', 'JID-03'],
    spoil: readPathAs(
      ['roomAliasOrId'],
      (text, { path }) => /\/join\/([^/]*)/.exec(path)?.[1] ?? text,
    ),
  },
  'bad-alias-200': {
    summary: 'join answers 200 for a malformed alias or id.',
    violates: ['JID-08'],
    spoil: onRefusal(['join'], (error, { parts, params }) => {
      if (error.status !== 400) throw error;
      return parts.answer.ok({ room_id: `!${params.roomAliasOrId}` });
    }),
  },
  ...perRow(
    [
      ['alias-without-its-sigil', 'an alias without its #', /^[^#!]+:/],
      ['alias-without-its-domain', 'an alias without its domain', /^#[^:]+$/],
      ['localpart-of-an-alias', 'the localpart of an alias', /^[^#!:]+$/],
    ],
    ([id, what, form]) => ({
      [`join-by-${id}`]: {
        summary: `join takes ${what} for the alias.`,
        violates: ['JID-08'],
        spoil: changeParams(['join'], ({ params, world }) => {
          const { roomAliasOrId } = params;
          if (!form.test(roomAliasOrId)) return {};
          const [localpart = ''] = roomAliasOrId.replace(/^#/, '').split(':');
          const alias = `#${localpart}:${world.domain}`;
          return world.aliases.has(alias) ? { roomAliasOrId: alias } : {};
        }),
      },
    }),
  ),
  'bad-alias-500': {
    summary: 'join answers 500 for a malformed alias or id.',
    violates: ['JID-08'],
    spoil: onRefusal(['join'], (error) => {
      throw error.status === 400 ? new TypeError('No sigil.') : error;
    }),
  },
  'any-reference-is-an-alias': {
    summary: 'join answers 404 for a malformed alias or id.',
    violates: ['JID-08'],
    spoil: onRefusal(['join'], (error) => {
      throw error.status === 400 ? notFound('Nothing goes by that.') : error;
    }),
  },
  'alias-without-colon-404': {
    summary: 'join answers 404 for an alias without a colon.',
    violates: ['JID-08'],
    spoil: onRefusal(['join'], (error, { params }) => {
      throw error.status === 400 && params.roomAliasOrId.startsWith('#')
        ? notFound('Nothing goes by that.')
        : error;
    }),
  },
  'unknown-alias-200': {
    summary: 'join answers 200 for an unknown alias.',
    violates: ['JID-09'],
    spoil: onRefusal(['join'], (error, { params, parts }) => {
      if (error.status !== 404 || !params.roomAliasOrId.startsWith('#')) throw error;
      return parts.answer.ok({ room_id: '!none' });
    }),
  },
  'unknown-alias-makes-a-room': {
    summary: 'join creates a room for an unknown alias.',
    violates: ['JID-09'],
    spoil: onRefusal(['join'], async (error, context) => {
      const alias = context.params.roomAliasOrId;
      if (error.status !== 404 || !alias.startsWith('#')) throw error;
      const config = { alias, name: undefined, topic: undefined };
      const room = await context.parts.actions.createRoom(context, {
        ...config,
        joinRule: 'public',
      });
      return context.parts.answer.ok({ room_id: room.id });
    }),
  },
  'alias-opens-private-rooms': {
    summary: 'A stranger may join a private room by its alias or id.',
    violates: ['JID-10', 'JOIN-08'],
    spoil: letJoin('none'),
  },
  'alias-lifts-bans': {
    summary: 'A banned user may join by an alias or id.',
    violates: ['BAN-14', 'JOIN-11'],
    spoil: letJoin('ban'),
  },
};
