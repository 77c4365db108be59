import { invalid, notFound } from '../errors.ts';
import { documented, implied, type Fault } from './fault.ts';
import { asked, messages, read } from './paged.ts';
import { before, validating, within } from './spoiling.ts';

/** What messages does with from, to and limit. */
export const pageParameterFaults: readonly Fault[] = [
  documented(
    'from-ignored',
    'messages starts where it likes, whatever from says.',
    ['MSGS-06', 'MSGS-13'],
    asked((query) => ({ ...query, from: undefined })),
  ),
  documented(
    'from-ignored-forwards',
    'messages ignores from when it goes forward.',
    ['MSGS-06', 'MSGS-13'],
    asked((query) => (query.direction === 'f' ? { ...query, from: undefined } : query)),
  ),
  documented(
    'from-needed',
    'messages wants to know where to start.',
    ['MSGS-06'],
    before(['get_messages'], ({ request }) => {
      if (!request.query.has('from')) throw invalid('No from.');
    }),
  ),
  documented(
    'to-ignored',
    'messages goes on beyond to.',
    ['MSGS-07'],
    asked((query) => ({ ...query, to: undefined })),
  ),
  documented(
    'to-ignored-backwards',
    'messages goes on beyond to when it goes back.',
    ['MSGS-07'],
    asked((query) => (query.direction === 'b' ? { ...query, to: undefined } : query)),
  ),
  documented(
    'to-ignored-forwards',
    'messages goes on beyond to when it goes forward.',
    ['MSGS-07'],
    asked((query) => (query.direction === 'f' ? { ...query, to: undefined } : query)),
  ),
  documented(
    'to-two-too-far',
    'messages stops two events behind to.',
    ['MSGS-07'],
    messages((right) => (tokens, room, query) => {
      if (query.to === undefined) return right(tokens, room, query);
      const stop = tokens.read(room, query.to) + (query.direction === 'b' ? -2 : 2);
      return right(tokens, room, {
        ...query,
        to: tokens.write(room, Math.max(0, Math.min(room.events.length, stop))),
      });
    }),
  ),
  documented(
    'to-empties-the-page',
    'messages answers nothing where to is given.',
    ['MSGS-07'],
    messages(
      (right) => (tokens, room, query) =>
        right(tokens, room, query.to === undefined ? query : { ...query, limit: 0 }),
    ),
  ),
  documented(
    'to-refused',
    'messages does not know a parameter called to.',
    ['MSGS-07'],
    before(['get_messages'], ({ request }) => {
      if (request.query.has('to')) throw invalid('Unknown parameter.');
    }),
  ),
  documented(
    'from-and-to-swapped',
    'messages takes from for to and to for from where both are given.',
    ['MSGS-07', 'MSGS-06'],
    asked((query) =>
      query.from !== undefined && query.to !== undefined
        ? { ...query, from: query.to, to: query.from }
        : query,
    ),
  ),
  documented(
    'limit-ignored',
    'messages answers ten events, whatever the limit.',
    ['MSGS-08'],
    asked((query) => ({ ...query, limit: 10 })),
  ),
  documented(
    'limit-means-everything',
    'messages answers everything, whatever the limit.',
    ['MSGS-08'],
    asked((query) => ({ ...query, limit: 1000 })),
  ),
  documented(
    'one-more-than-the-limit',
    'messages answers one event more than the limit.',
    ['MSGS-08'],
    asked((query) => (query.limit === undefined ? query : { ...query, limit: query.limit + 1 })),
  ),
  documented(
    'one-less-than-the-limit',
    'messages answers one event less than the limit.',
    ['MSGS-08'],
    asked((query) =>
      query.limit === undefined || query.limit < 2 ? query : { ...query, limit: query.limit - 1 },
    ),
  ),
  documented(
    'twice-the-limit',
    'messages answers twice as many events as the limit, on every page but the first.',
    ['MSGS-08'],
    asked((query) =>
      query.limit === undefined || query.from === undefined
        ? query
        : { ...query, limit: query.limit * 2 },
    ),
  ),
  documented(
    'limit-counts-messages',
    'messages counts only what is no state against the limit.',
    ['MSGS-08'],
    messages((right) => (tokens, room, query) => {
      for (let limit = query.limit ?? 10; ; limit += 1) {
        const page = right(tokens, room, { ...query, limit });
        const sent = page.events.filter(({ stateKey }) => stateKey === undefined).length;
        if (sent >= (query.limit ?? 10) || page.events.length < limit) return page;
      }
    }),
  ),
  documented(
    'limit-of-five-at-most',
    'A page of messages holds no more than five events.',
    ['MSGS-08'],
    asked((query) => ({ ...query, limit: Math.min(query.limit ?? 5, 5) })),
  ),
  documented(
    'limit-needed',
    'messages wants a limit.',
    ['MSGS-09'],
    before(['get_messages'], ({ request }) => {
      if (!request.query.has('limit')) throw invalid('No limit.');
    }),
  ),
  implied(
    'limit-of-letters',
    'A limit that is no number is ignored.',
    ['MSGS-10'],
    within(
      ['get_messages'],
      validating(({ pageQuery }) => ({
        pageQuery: (query) =>
          pageQuery(
            /^\d+$/.test(query.get('limit')?.[0] ?? '0')
              ? query
              : new Map([...query].filter(([key]) => key !== 'limit')),
          ),
      })),
    ),
  ),
  ...(
    [
      ['limit-up-to-a-letter', 'A limit is read up to what is no digit.', /^\d+/],
      ['limit-behind-letters', 'A limit is what digits stand at its end.', /\d+$/],
    ] as const
  ).map(([id, summary, digits]) =>
    implied(
      id,
      summary,
      ['MSGS-10'],
      within(
        ['get_messages'],
        validating(({ pageQuery }) => ({
          pageQuery: (query) => {
            const found = digits.exec(query.get('limit')?.[0] ?? '')?.[0];
            return pageQuery(found === undefined ? query : new Map([...query, ['limit', [found]]]));
          },
        })),
      ),
    ),
  ),
  implied(
    'limit-of-letters-500',
    'A limit that is no number makes the server fail.',
    ['MSGS-10'],
    before(['get_messages'], ({ request }) => {
      const limit = request.query.get('limit')?.[0];
      if (limit !== undefined && !/^\d+$/.test(limit)) throw new TypeError('NaN');
    }),
  ),
  implied(
    'bad-token-ignored',
    'A token that is none is taken for the beginning of the room.',
    ['MSGS-11'],
    read((right) => (room, token) => {
      try {
        return right(room, token);
      } catch {
        return 0;
      }
    }),
  ),
  implied(
    'bad-token-is-now',
    'A token that is none is taken for now.',
    ['MSGS-11'],
    read((right) => (room, token) => {
      try {
        return right(room, token);
      } catch {
        return room.events.length;
      }
    }),
  ),
  implied(
    'bad-token-500',
    'A token that is none makes the server fail.',
    ['MSGS-11'],
    read((right) => (room, token) => {
      try {
        return right(room, token);
      } catch {
        throw new TypeError('NaN');
      }
    }),
  ),
  implied(
    'bad-token-404',
    'A token that is none is not found.',
    ['MSGS-11'],
    read((right) => (room, token) => {
      try {
        return right(room, token);
      } catch {
        throw notFound('No such token.');
      }
    }),
  ),
];
