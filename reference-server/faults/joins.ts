import { invalid, notFound } from '../errors.ts';
import { badReference, resolving, unknownAlias } from './creation.ts';
import { convention, documented, implied, type Fault } from './fault.ts';
import { acting, before, both, refusing, within, wording } from './spoiling.ts';

/** Joining by alias or id. */
export const joinFaults: readonly Fault[] = [
  documented(
    'aliases-not-joined',
    'join takes ids only.',
    ['JID-03', 'CREATE-17', 'JID-07'],
    before(['join'], ({ params }) => {
      if (params.roomAliasOrId.startsWith('#')) throw invalid('No alias.');
    }),
  ),
  documented(
    'ids-not-joined',
    'join takes aliases only.',
    ['JID-03', 'JID-07'],
    before(['join'], ({ params }) => {
      if (params.roomAliasOrId.startsWith('!')) throw invalid('No id.');
    }),
  ),
  documented(
    'join-resolves-and-stays-out',
    'join answers the room and does not join it.',
    ['JID-03'],
    acting(({ changeMembership }) => ({
      changeMembership: (context, change) =>
        context.params.roomAliasOrId === ''
          ? changeMembership(context, change)
          : {
              eventId: '',
              roomId: change.roomId,
              type: '',
              sender: '',
              content: {},
              stateKey: undefined,
              at: 0,
            },
    })),
  ),
  implied(
    'join-answers-another-room',
    'join answers the id of another room than it joined.',
    ['JID-04'],
    within(
      ['join'],
      wording(({ roomInfo }) => ({ roomInfo: (roomId, alias) => roomInfo(`${roomId}x`, alias) })),
    ),
  ),
  implied(
    'join-answers-the-alias',
    'join answers the alias for the room id.',
    ['JID-04'],
    (right) => ({
      operations: {
        ...right.operations,
        join: async (context) => {
          const answer = await right.operations.join(context);
          return { ...answer, body: { room_id: context.params.roomAliasOrId } };
        },
      },
    }),
  ),
  documented(
    'alias-names-the-latest-room',
    'Joining by alias joins the room that was made last.',
    ['JID-07', 'JID-03', 'CREATE-17'],
    (right) => ({
      aliases: {
        ...right.aliases,
        resolve: (aliases, alias) =>
          right.aliases.resolve(aliases, alias) === undefined
            ? undefined
            : [...aliases.values()].at(-1),
      },
    }),
  ),
  documented(
    'aliases-in-capitals',
    'Aliases are looked up in upper case.',
    ['CREATE-17', 'JID-03'],
    resolving((alias) => alias.toUpperCase()),
  ),
  documented(
    'any-reference-is-an-alias',
    'A bad alias is an alias that nobody has: 404.',
    ['JID-08'],
    badReference(404),
  ),
  documented(
    'bad-alias-200',
    'A bad alias is answered 200.',
    ['JID-08'],
    refusing(['join'], (error, { parts, params }) => {
      if (error.status !== 400) throw error;
      return parts.answer.ok({ room_id: `!${params.roomAliasOrId}` });
    }),
  ),
  documented(
    'alias-without-colon-404',
    'An alias without a colon is looked up.',
    ['JID-08'],
    refusing(['join'], (error, { params }) => {
      if (error.status === 400 && params.roomAliasOrId.startsWith('#'))
        throw notFound('Nothing goes by that.');
      throw error;
    }),
  ),
  implied(
    'unknown-alias-200',
    'Joining by an alias that names nothing is answered 200.',
    ['JID-09'],
    unknownAlias(({ parts }) => parts.answer.ok({ room_id: '!none' })),
  ),
  implied(
    'unknown-alias-makes-a-room',
    'Joining by an alias that names nothing makes a room.',
    ['JID-09'],
    refusing(['join'], async (error, context) => {
      const alias = context.params.roomAliasOrId;
      if (error.status !== 404 || !alias.startsWith('#')) throw error;
      const room = await context.parts.act.createRoom(context, {
        joinRule: 'public',
        alias,
        name: undefined,
        topic: undefined,
      });
      return context.parts.answer.ok({ room_id: room.id });
    }),
  ),
  convention(
    'alias-opens-private-rooms',
    'Who knows the alias of a private room needs no invite.',
    ['JID-10'],
    both(
      within(['join'], (right) => ({
        permit: {
          ...right.permit,
          changeMembership: (context, change) => {
            const room = right.rooms.find(context.world, change.roomId);
            const stranger =
              room !== undefined &&
              right.view.membership(room, context.caller.userId) === undefined;
            return stranger ? room : right.permit.changeMembership(context, change);
          },
        },
      })),
      () => ({}),
    ),
  ),
  convention(
    'alias-lifts-bans',
    'A banned user may come back by an alias or id.',
    ['BAN-14', 'JOIN-11'],
    within(['join'], (right) => ({
      permit: {
        ...right.permit,
        changeMembership: (context, change) => {
          const room = right.rooms.find(context.world, change.roomId);
          const banned =
            room !== undefined && right.view.membership(room, context.caller.userId) === 'ban';
          return banned ? room : right.permit.changeMembership(context, change);
        },
      },
    })),
  ),
];
