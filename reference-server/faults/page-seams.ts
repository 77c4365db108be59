import { documented, implied, type Fault } from './fault.ts';
import { holding, isEmpty, messages, tokenOf } from './paged.ts';
import { operation } from './spoiling.ts';

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
  ),
  documented(
    'start-a-number',
    'The start of a page of messages is a number.',
    ['MODEL-17', 'MSGS-02'],
    tokenOf('start', () => 0),
  ),
  documented(
    'start-null',
    'The start of a page of messages is null.',
    ['MODEL-17', 'MSGS-02'],
    tokenOf('start', () => null),
  ),
  documented(
    'end-missing',
    'A page of messages has no end.',
    ['MODEL-18', 'MODEL-19', 'MSGS-02'],
    tokenOf('end', () => undefined),
  ),
  documented(
    'end-null',
    'The end of a page of messages is null.',
    ['MODEL-18', 'MSGS-02'],
    tokenOf('end', () => null),
  ),
  documented(
    'end-a-number',
    'The end of a page of messages is a number.',
    ['MODEL-18', 'MSGS-02'],
    tokenOf('end', () => 7),
  ),
  documented(
    'last-page-without-end',
    'An empty page of messages has no end.',
    ['MODEL-18', 'MODEL-19'],
    tokenOf('end', (body) => (isEmpty(body) ? undefined : body['end'])),
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
  ),
];
