import { single } from '../domain/query.ts';
import type { PageQuery } from '../domain/pagination.ts';
import { invalid } from '../errors.ts';
import type { Context, Parts } from '../parts.ts';
import { type Variant, withParts } from './variant.ts';

const pageSize =
  (size: number): ((right: Parts) => Partial<Parts>) =>
  (right) => ({
    page: {
      ...right.page,
      messages: (tokens, room, query) =>
        right.page.messages(tokens, room, { ...query, limit: query.limit ?? size }),
      recent: (tokens, room, limit) => right.page.recent(tokens, room, limit ?? size),
    },
  });

/** A backward page begins with the last event of the page before it, and the page of the oldest event repeats for ever. */
function overlapping(right: Parts): Partial<Parts> {
  return {
    page: {
      ...right.page,
      messages: (tokens, room, query) => {
        if (query.direction === 'f' || query.from === undefined) {
          return right.page.messages(tokens, room, query);
        }
        const position = tokens.read(room, query.from);
        const inclusive = tokens.write(room, Math.min(position + 1, room.events.length));
        const page = right.page.messages(tokens, room, { ...query, from: inclusive });
        return { ...page, start: query.from };
      },
    },
  };
}

/** One place of a room has another token in every answer. */
function freshTokens({ page, tokens }: Parts): Partial<Parts> {
  let given = 0;
  const fresh: Parts['tokens'] = {
    write: (room, position) => `${tokens.write(room, position)}~${(given += 1)}`,
    read: (room, token) => tokens.read(room, token.replace(/~\d+$/, '')),
  };
  const messages: Parts['page']['messages'] = (_tokens, room, query) => {
    const found = page.messages(fresh, room, query);
    const { from } = query;
    return from === undefined
      ? found
      : { ...found, start: fresh.write(room, fresh.read(room, from)) };
  };
  return { tokens: fresh, page: { ...page, messages } };
}

/** A token of pages is good for the user alone who was given it, and pages forward begin at now. */
function ownTokens({ operations, page }: Parts): Partial<Parts> {
  const own = (context: Context): Context => {
    const { parts, caller } = context;
    const mark = `~${caller.userId}`;
    const tokens: Parts['tokens'] = {
      write: (room, position) => `${parts.tokens.write(room, position)}${mark}`,
      read: (room, token) => {
        if (!token.endsWith(mark)) throw invalid('Not a token of this user.');
        return parts.tokens.read(room, token.slice(0, -mark.length));
      },
    };
    return { ...context, parts: { ...parts, tokens } };
  };
  const messages: Parts['page']['messages'] = (tokens, room, query) => {
    const isOpen = query.direction === 'f' && query.from === undefined;
    const from = isOpen ? tokens.write(room, room.events.length) : query.from;
    return page.messages(tokens, room, { ...query, from });
  };
  return {
    page: { ...page, messages },
    operations: {
      ...operations,
      get_messages: (context) => operations.get_messages(own(context)),
      get_room_sync_data: (context) => operations.get_room_sync_data(own(context)),
    },
  };
}

const withoutDir =
  (choose: (query: PageQuery, now: () => string) => PageQuery) =>
  (right: Parts): Partial<Parts> => ({
    operations: {
      ...right.operations,
      get_messages: (context) => {
        const { parts, params, request, world } = context;
        if (single(request.query, 'dir') !== undefined)
          return right.operations.get_messages(context);
        const now = (): string => {
          const room = parts.rooms.find(world, params.roomId);
          return room === undefined ? '' : parts.tokens.write(room, room.events.length);
        };
        const pageQuery: Parts['validate']['pageQuery'] = (query) =>
          choose(parts.validate.pageQuery(query), now);
        const changed = { ...parts, validate: { ...parts.validate, pageQuery } };
        return right.operations.get_messages({ ...context, parts: changed });
      },
    },
  });

/** Where pages start, how they meet and how long they are. */
export const pageVariants: readonly Variant[] = [
  withParts(
    'newest-first',
    'Without dir, messages come newest first.',
    withoutDir((query) => ({ ...query, direction: 'b' })),
  ),
  withParts(
    'starts-at-now',
    'Without dir and from, messages start now and go forward.',
    withoutDir((query, now) => ({ ...query, from: query.from ?? now() })),
  ),
  withParts('overlapping-pages', 'Backward pages repeat their boundary.', overlapping),
  withParts('fresh-tokens', 'The tokens of pages are never the same twice.', freshTokens),
  withParts(
    'tokens-of-their-reader',
    'A token is good for the user who got it, and pages forward begin at now.',
    ownTokens,
  ),
  withParts('pages-of-three', 'A page without a limit holds three events.', pageSize(3)),
  withParts('pages-of-everything', 'A page without a limit holds all.', pageSize(1000)),
  withParts(
    'members-unpaged',
    'Members are listed in full, whatever the limit, without tokens.',
    ({ page, answer }) => ({
      page: {
        ...page,
        members: (room) =>
          page.members(room, { from: undefined, to: undefined, limit: undefined, direction: 'f' }),
      },
      answer: {
        ...answer,
        chunk: (items, given) =>
          given.start.startsWith('m') ? { chunk: items } : answer.chunk(items, given),
      },
    }),
  ),
];
