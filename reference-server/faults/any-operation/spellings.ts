import { ApiError, invalid } from '../../errors.ts';
import type { Nickname } from '../../parts.ts';
import { perRow, type Faults } from '../fault.ts';
import { before, kebab, readBodyAs } from '../vocabulary/index.ts';

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

/** The operations that need a body, with the requirement that what is not JSON is refused. */
const strict: readonly (readonly [Nickname, string])[] = [
  ['send_message', 'MSG-09'],
  ['send_non_state_event', 'SEND-11'],
  ['send_feedback', 'FEED-06'],
  ['send_state_event', 'STATE-11'],
  ['set_topic', 'TOPIC-06'],
  ['invite', 'INV-08'],
  ['ban', 'BAN-09'],
  ['set_membership', 'SMEM-06'],
  ['create_room', 'CREATE-10'],
];

/** Ways in which readers of JSON are lenient: each makes JSON of what is none. */
const leniencies: readonly ((text: string) => string)[] = [
  (text) => text.replaceAll(/\/\*.*?\*\//g, ''),
  (text) => text.replaceAll(/,\s*\}/g, '}'),
  (text) => text.replaceAll(/:\s*NaN/g, ':null'),
  (text) => text.replace(/\}\s*\{.*$/s, '}'),
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
  ...perRow(strict, ([name, requirement]) => ({
    [`nearly-json-read-by-${kebab(name)}`]: {
      summary: `${name} reads comments, NaN, a comma too much and what stands behind the JSON.`,
      violates: [requirement],
      spoil: readBodyAs(name, (body, right) => {
        const text = leniencies.reduce((sofar, repair) => repair(sofar), body.toString());
        return right(Buffer.from(text));
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
