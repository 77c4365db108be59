import { ApiError } from '../errors.ts';
import { convention, type Fault } from './fault.ts';

function bare(userId: string): string {
  return userId.slice(1).split(':')[0] ?? '';
}

/** Ids of people and rooms, and the limit of requests. */
export const identifierFaults: readonly Fault[] = [
  convention(
    'event-senders-bare',
    'Events name their sender by the localpart.',
    ['CONV-07', 'CONV-19'],
    (right) => ({
      answer: {
        ...right.answer,
        event: (event) => ({
          ...right.answer.event(event),
          user_id: bare(event.sender),
          sender: bare(event.sender),
        }),
        member: (event) => ({
          ...right.answer.member(event),
          user_id: bare(event.sender),
          sender: bare(event.sender),
        }),
      },
    }),
  ),
  convention('room-ids-bare', 'Room ids do not start with !.', ['CONV-08'], ({ ids }) => ({
    ids: { ...ids, room: (domain) => ids.room(domain).slice(1) },
  })),
  convention('room-ids-with-another-sigil', 'Room ids start with #.', ['CONV-08'], ({ ids }) => ({
    ids: { ...ids, room: (domain) => ids.room(domain).replace('!', '#') },
  })),
  convention(
    'rate-limit-without-errcode',
    'One request in fifty is refused with 429 and an unknown errcode, and retry_after_ms is a text.',
    ['CONV-12'],
    (right) => {
      let count = 0;
      return {
        authenticate: (accounts, credentials) => {
          const caller = right.authenticate(accounts, credentials);
          count += 1;
          if (count % 50 !== 0) return caller;
          throw new ApiError(429, 'M_FORBIDDEN', 'Slow down.', { retry_after_ms: '15' });
        },
      };
    },
  ),
];
