import { ApiError, invalid } from '../../errors.ts';
import type { Nickname } from '../../parts.ts';
import { perRow, type Faults } from '../fault.ts';
import { before, kebab } from '../vocabulary/index.ts';

/** The operations that read a body, with the requirement that it is JSON. */
const readers: readonly (readonly [Nickname, string])[] = [
  ['send_message', 'MSG-08'],
  ['send_non_state_event', 'SEND-08'],
  ['send_feedback', 'FEED-05'],
  ['send_state_event', 'STATE-10'],
  ['set_topic', 'TOPIC-05'],
  ['invite', 'INV-06'],
  ['ban', 'BAN-07'],
  ['set_membership', 'SMEM-05'],
  ['join_room', 'JOIN-05'],
  ['leave', 'LEAVE-05'],
  ['create_room', 'CREATE-08'],
];

const escapes = readers.filter(([name]) => name === 'send_message' || name === 'create_room');

/** Bodies that are JSON, written otherwise than most programs write it. */
export const spellingFaults: Faults = {
  ...perRow(readers, ([name, requirement]) => ({
    [`white-space-before-the-body-of-${kebab(name)}`]: {
      summary: `${name} refuses a body that does not begin with a brace.`,
      violates: [requirement],
      spoil: before([name], ({ request }) => {
        if (/^\s/.test(request.body.toString('utf8'))) throw invalid('No brace.');
      }),
    },
  })),
  ...perRow(escapes, ([name, requirement]) => ({
    [`escaped-keys-of-${kebab(name)}-unread`]: {
      summary: `${name} refuses a body whose keys are escaped.`,
      violates: [requirement],
      spoil: before([name], ({ request }) => {
        if (request.body.toString('utf8').startsWith('{"\\u')) throw invalid('No such key.');
      }),
    },
  })),
  'charset-refused': {
    summary: 'A body of application/json with a charset is refused.',
    violates: ['META-07'],
    spoil: before(
      readers.map(([name]) => name),
      ({ request }) => {
        const type = request.headers['content-type'] ?? '';
        if (type.includes(';')) throw new ApiError(415, 'M_UNKNOWN', 'Not JSON.');
      },
    ),
  },
};
