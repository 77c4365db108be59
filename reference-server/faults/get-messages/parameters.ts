import type { PageQuery } from '../../domain/pagination.ts';
import { invalid, notFound } from '../../errors.ts';
import { perRow, type Faults, type Requirements, type Spoil } from '../fault.ts';
import {
  before,
  changeQuery,
  changeValidation,
  cutMessages,
  onBadToken,
  onlyIn,
} from '../vocabulary/index.ts';

/** GET messages refuses a request with, or without, a parameter. */
const refuseParameter = (name: string, present: boolean): Spoil =>
  before(['get_messages'], ({ request }) => {
    if (request.query.has(name) === present) throw invalid(`Bad use of ${name}.`);
  });

/** GET messages reads another limit than was given; undefined leaves it as it is, null drops it. */
const readLimitAs = (read: (limit: string) => string | null | undefined): Spoil =>
  onlyIn(
    ['get_messages'],
    changeValidation(({ pageQuery }) => ({
      pageQuery: (query) => {
        const limit = query.get('limit')?.[0];
        const found = limit === undefined ? undefined : read(limit);
        if (found === undefined) return pageQuery(query);
        const others = [...query].filter(([key]) => key !== 'limit');
        return pageQuery(new Map(found === null ? others : [...others, ['limit', [found]]]));
      },
    })),
  );

/** Wrong readings of from, to and limit. */
const misread: readonly (readonly [
  id: string,
  summary: string,
  violates: Requirements,
  change: (query: PageQuery) => Partial<PageQuery>,
])[] = [
  [
    'from-ignored',
    'GET messages ignores from.',
    ['MSGS-06', 'MSGS-13'],
    () => ({ from: undefined }),
  ],
  [
    'from-ignored-forwards',
    'GET messages ignores from when it goes forward.',
    ['MSGS-06', 'MSGS-13'],
    ({ direction }) => (direction === 'f' ? { from: undefined } : {}),
  ],
  [
    'from-ignored-beside-to',
    'GET messages ignores from where to is given as well.',
    ['MSGS-06'],
    ({ to }) => (to === undefined ? {} : { from: undefined }),
  ],
  ['to-ignored', 'GET messages ignores to.', ['MSGS-07'], () => ({ to: undefined })],
  [
    'to-ignored-without-limit',
    'GET messages ignores to where no limit is given.',
    ['MSGS-07'],
    ({ limit }) => (limit === undefined ? { to: undefined } : {}),
  ],
  [
    'to-ignored-backwards',
    'GET messages ignores to when it goes backward.',
    ['MSGS-07'],
    ({ direction }) => (direction === 'b' ? { to: undefined } : {}),
  ],
  [
    'to-ignored-forwards',
    'GET messages ignores to when it goes forward.',
    ['MSGS-07'],
    ({ direction }) => (direction === 'f' ? { to: undefined } : {}),
  ],
  [
    'to-empties-the-page',
    'GET messages answers an empty page for a request with to.',
    ['MSGS-07'],
    ({ to }) => (to === undefined ? {} : { limit: 0 }),
  ],
  [
    'from-and-to-swapped',
    'GET messages swaps from and to where both are given.',
    ['MSGS-07', 'MSGS-06'],
    ({ from, to }) => (from !== undefined && to !== undefined ? { from: to, to: from } : {}),
  ],
  [
    'limit-ignored',
    'GET messages answers ten events whatever limit says.',
    ['MSGS-08'],
    () => ({ limit: 10 }),
  ],
  [
    'limit-ignored-with-to',
    'GET messages ignores limit where to is given.',
    ['MSGS-08'],
    ({ to }) => (to === undefined ? {} : { limit: 1000 }),
  ],
  [
    'limit-means-everything',
    'GET messages answers all events whatever limit says.',
    ['MSGS-08'],
    () => ({ limit: 1000 }),
  ],
  [
    'one-more-than-the-limit',
    'GET messages answers one event more than limit says.',
    ['MSGS-08'],
    ({ limit }) => (limit === undefined ? {} : { limit: limit + 1 }),
  ],
  [
    'one-less-than-the-limit',
    'GET messages answers one event less than limit says.',
    ['MSGS-08'],
    ({ limit }) => (limit === undefined || limit < 2 ? {} : { limit: limit - 1 }),
  ],
  [
    'twice-the-limit',
    'GET messages answers twice as many events as limit says on every page but the first.',
    ['MSGS-08'],
    ({ limit, from }) => (limit === undefined || from === undefined ? {} : { limit: limit * 2 }),
  ],
  [
    'limit-of-five-at-most',
    'GET messages never answers more than five events.',
    ['MSGS-08'],
    ({ limit }) => ({ limit: Math.min(limit ?? 5, 5) }),
  ],
];

/** How GET messages reads from, to and limit. */
export const messageParameterFaults: Faults = {
  ...perRow(misread, ([id, summary, violates, change]) => ({
    [id]: { summary, violates, spoil: changeQuery((query) => ({ ...query, ...change(query) })) },
  })),
  'from-needed': {
    summary: 'GET messages answers 400 for a request without from.',
    violates: ['MSGS-06'],
    spoil: refuseParameter('from', false),
  },
  'to-refused': {
    summary: 'GET messages answers 400 for a request with to.',
    violates: ['MSGS-07'],
    spoil: refuseParameter('to', true),
  },
  'limit-needed': {
    summary: 'GET messages answers 400 for a request without limit.',
    violates: ['MSGS-09'],
    spoil: refuseParameter('limit', false),
  },
  'to-two-too-far': {
    summary: 'GET messages stops two events behind to.',
    violates: ['MSGS-07'],
    spoil: cutMessages((right) => (tokens, room, query) => {
      if (query.to === undefined) return right(tokens, room, query);
      const stop = tokens.read(room, query.to) + (query.direction === 'b' ? -2 : 2);
      const position = Math.max(0, Math.min(room.events.length, stop));
      return right(tokens, room, { ...query, to: tokens.write(room, position) });
    }),
  },
  'limit-counts-messages': {
    summary: 'GET messages does not count state events against the limit.',
    violates: ['MSGS-08'],
    spoil: cutMessages((right) => (tokens, room, query) => {
      for (let limit = query.limit ?? 10; ; limit += 1) {
        const page = right(tokens, room, { ...query, limit });
        const sent = page.events.filter(({ stateKey }) => stateKey === undefined).length;
        if (sent >= (query.limit ?? 10) || page.events.length < limit) return page;
      }
    }),
  },
  'limit-of-letters': {
    summary: 'GET messages ignores a limit that is not a number.',
    violates: ['MSGS-10'],
    spoil: readLimitAs((limit) => (/^\d+$/.test(limit) ? undefined : null)),
  },
  'limit-null-is-none': {
    summary: 'GET messages takes the limit "null" for none.',
    violates: ['MSGS-10'],
    spoil: readLimitAs((limit) => (limit === 'null' ? null : undefined)),
  },
  'limit-up-to-a-letter': {
    summary: 'GET messages reads a limit up to the first character that is not a digit.',
    violates: ['MSGS-10'],
    spoil: readLimitAs((limit) => /^\d+/.exec(limit)?.[0]),
  },
  'limit-behind-letters': {
    summary: 'GET messages reads the digits at the end of a limit.',
    violates: ['MSGS-10'],
    spoil: readLimitAs((limit) => /\d+$/.exec(limit)?.[0]),
  },
  'limit-of-letters-500': {
    summary: 'GET messages answers 500 for a limit that is not a number.',
    violates: ['MSGS-10'],
    spoil: before(['get_messages'], ({ request }) => {
      const limit = request.query.get('limit')?.[0];
      if (limit !== undefined && !/^\d+$/.test(limit)) throw new TypeError('NaN');
    }),
  },
  'bad-token-ignored': {
    summary: 'GET messages reads an invalid token as the beginning of the room.',
    violates: ['MSGS-11'],
    spoil: onBadToken(() => 0),
  },
  'bad-token-is-now': {
    summary: 'GET messages reads an invalid token as the end of the room.',
    violates: ['MSGS-11'],
    spoil: onBadToken((room) => room.events.length),
  },
  'bad-token-500': {
    summary: 'GET messages answers 500 for an invalid token.',
    violates: ['MSGS-11'],
    spoil: onBadToken(() => {
      throw new TypeError('NaN');
    }),
  },
  'bad-token-404': {
    summary: 'GET messages answers 404 for an invalid token.',
    violates: ['MSGS-11'],
    spoil: onBadToken(() => {
      throw notFound('No such token.');
    }),
  },
};
