import { ApiError, badJson, notJson } from '../errors.ts';
import type { Nickname } from '../parts.ts';
import { convention, documented, type Fault } from './fault.ts';
import { before, kebab, operation } from './spoiling.ts';

const sends: readonly (readonly [Nickname, string])[] = [
  ['send_non_state_event', 'SEND-08'],
  ['send_message', 'MSG-08'],
  ['send_feedback', 'FEED-05'],
];

/** JSON that is understood in one form only; and two answers that look at how a request came. */
export const jsonFormFaults: readonly Fault[] = [
  ...sends.map(([name, consumes]) =>
    documented(
      `${kebab(name)}-reads-no-white-space`,
      `${name} refuses JSON with white space before it.`,
      ['META-07', consumes],
      before([name], ({ request }) => {
        if (/^\s/.test(request.body.toString())) throw notJson('No white space, please.');
      }),
    ),
  ),
  documented(
    'create-room-wants-a-charset',
    'createRoom refuses application/json without a charset.',
    ['META-07', 'CREATE-08'],
    before(['create_room'], ({ request }) => {
      if (request.headers['content-type']?.includes('charset') !== true)
        throw new ApiError(415, 'M_UNKNOWN', 'In which characters?');
    }),
  ),
  documented(
    'create-room-takes-a-name-or-a-topic',
    'createRoom refuses a body with both a name and a topic.',
    ['CREATE-09'],
    before(['create_room'], ({ parts, request }) => {
      const body = parts.validate.object(request.body);
      if ('name' in body && 'topic' in body) throw badJson('One of them, please.');
    }),
  ),
  convention(
    'join-twin-without-effect',
    'PUT /join/{roomAliasOrId}/{txnId} answers the room and joins nobody.',
    ['JID-05'],
    operation(['join'], (perform) => (context) => {
      const { params, parts } = context;
      return params.txnId === ''
        ? perform(context)
        : parts.answer.ok({ room_id: params.roomAliasOrId });
    }),
  ),
  convention(
    'limits-without-their-name',
    'Every seventh message is too much: 429, but not M_LIMIT_EXCEEDED.',
    ['CONV-12'],
    (right) => {
      let asked = 0;
      return before(['send_message'], () => {
        asked += 1;
        if (asked % 7 === 0)
          throw new ApiError(429, 'M_SLOW_DOWN', 'Not so fast.', { retry_after_ms: 1 });
      })(right);
    },
  ),
];
