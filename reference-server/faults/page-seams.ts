import { documented, implied, type Fault } from './fault.ts';
import { operation } from './spoiling.ts';
import { messages, holding, walks, also, tokenOf, isEmpty } from './paged.ts';

/** The tokens at both ends of a page of messages. */
export const pageSeamFaults: readonly Fault[] = [
  implied(
    'start-of-now',
    'start is not where the page was asked to start.',
    ['MSGS-14'],
    messages((right) => (tokens, room, query) => {
      const page = right(tokens, room, query);
      return {
        ...page,
        start: query.from === undefined ? page.start : tokens.write(room, room.events.length),
      };
    }),
  ),
  implied(
    'start-and-end-swapped',
    'start and end change places.',
    ['MSGS-14', 'MSGS-13'],
    holding(({ start, end }) => ({ start: end, end: start })),
    also('MSGS-14', 'MSGS-13'),
  ),
  documented(
    'walk-forward-begins-nowhere',
    'messages without from, going forward, answers nothing and a token that it refuses.',
    ['MSGS-06', 'MSGS-13', 'MSGS-12'],
    messages((right) => (tokens, room, query) => {
      if (query.from !== undefined || query.direction === 'b') return right(tokens, room, query);
      const nowhere = tokens.write(room, room.events.length * 2);
      return { events: [], start: nowhere, end: nowhere };
    }),
  ),
  documented(
    'start-missing',
    'A page of messages has no start.',
    ['MODEL-17', 'MODEL-19', 'MSGS-02'],
    tokenOf('start', () => undefined),
    { follows: ['MSGS-14'], because: 'There is none to look at.' },
  ),
  documented(
    'start-a-number',
    'The start of a page of messages is a number.',
    ['MODEL-17', 'MSGS-02'],
    tokenOf('start', () => 0),
    { follows: ['MSGS-14', 'MODEL-19'], because: 'It is no token.' },
  ),
  documented(
    'start-null',
    'The start of a page of messages is null.',
    ['MODEL-17', 'MSGS-02'],
    tokenOf('start', () => null),
    { follows: ['MSGS-14', 'MODEL-19'], because: 'It is no token.' },
  ),
  documented(
    'end-missing',
    'A page of messages has no end.',
    ['MODEL-18', 'MODEL-19', 'MSGS-02'],
    tokenOf('end', () => undefined),
    also(),
  ),
  documented(
    'end-null',
    'The end of a page of messages is null.',
    ['MODEL-18', 'MSGS-02'],
    tokenOf('end', () => null),
    { ...also(), follows: [...walks, 'MODEL-19'] },
  ),
  documented(
    'end-a-number',
    'The end of a page of messages is a number.',
    ['MODEL-18', 'MSGS-02'],
    tokenOf('end', () => 7),
    { ...also(), follows: [...walks, 'MODEL-19'] },
  ),
  documented(
    'last-page-without-end',
    'An empty page of messages has no end.',
    ['MODEL-18', 'MODEL-19'],
    tokenOf('end', (body) => (isEmpty(body) ? undefined : body['end'])),
    { follows: ['MSGS-02'], because: 'It is no MessagePaginationChunk then.' },
  ),
  documented(
    'later-pages-without-start',
    'Only the first page of a walk has a start.',
    ['MODEL-17', 'MODEL-19'],
    operation(['get_messages'], (perform) => async (context) => {
      const answer = await perform(context);
      const body: unknown = answer.body;
      const later = context.request.query.has('from') && typeof body === 'object' && body !== null;
      return later
        ? {
            ...answer,
            body: Object.fromEntries(Object.entries(body).filter(([key]) => key !== 'start')),
          }
        : answer;
    }),
    { follows: ['MSGS-14', 'MSGS-02'], because: 'It is no MessagePaginationChunk then.' },
  ),
];
