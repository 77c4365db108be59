import { perRow, type Faults } from '../fault.ts';
import { changeBody, changePage, changeToken, cutMessages, omit } from '../vocabulary/index.ts';

/** The tokens at both ends of a page. */
export const messageTokenFaults: Faults = {
  'start-of-now': {
    summary:
      'The start of a page of GET messages is the end of the room, not where the page starts.',
    violates: ['MSGS-14'],
    spoil: cutMessages((right) => (tokens, room, query) => {
      const page = right(tokens, room, query);
      const now = tokens.write(room, room.events.length);
      return { ...page, start: query.from === undefined ? page.start : now };
    }),
  },
  'start-and-end-swapped': {
    summary: 'GET messages swaps start and end.',
    violates: ['MSGS-14', 'MSGS-13'],
    spoil: changePage(({ start, end }) => ({ start: end, end: start })),
  },
  'second-page-is-the-first': {
    summary: 'The end of a page of GET messages is its start.',
    violates: ['MSGS-13'],
    spoil: changePage(({ start }) => ({ end: start })),
  },
  'walk-forward-begins-nowhere': {
    summary: 'GET messages forward without from answers an empty page and a token that it refuses.',
    violates: ['MSGS-06', 'MSGS-13', 'MSGS-12'],
    spoil: cutMessages((right) => (tokens, room, query) => {
      if (query.from !== undefined || query.direction === 'b') return right(tokens, room, query);
      const nowhere = tokens.write(room, room.events.length * 2);
      return { events: [], start: nowhere, end: nowhere };
    }),
  },
  ...perRow(
    [
      ['start', 'missing', undefined, ['MODEL-17', 'MODEL-19', 'MSGS-02']],
      ['start', 'a-number', 0, ['MODEL-17', 'MSGS-02']],
      ['start', 'null', null, ['MODEL-17', 'MSGS-02']],
      ['end', 'missing', undefined, ['MODEL-18', 'MODEL-19', 'MSGS-02']],
      ['end', 'null', null, ['MODEL-18', 'MSGS-02']],
      ['end', 'a-number', 7, ['MODEL-18', 'MSGS-02']],
    ],
    ([key, form, value, violates]) => ({
      [`${key}-${form}`]: {
        summary: `The ${key} of a page of GET messages is ${form.replace('-', ' ')}.`,
        violates,
        spoil: changeToken(key, () => value),
      },
    }),
  ),
  'last-page-without-end': {
    summary: 'An empty page of GET messages has no end.',
    violates: ['MODEL-18', 'MODEL-19'],
    spoil: changeToken('end', ({ chunk, end }) =>
      Array.isArray(chunk) && chunk.length === 0 ? undefined : end,
    ),
  },
  'later-pages-without-start': {
    summary: 'Only the first page of GET messages has a start.',
    violates: ['MODEL-17', 'MODEL-19'],
    spoil: changeBody(['get_messages'], (body, { request }) =>
      request.query.has('from') ? omit(body, 'start') : body,
    ),
  },
};
