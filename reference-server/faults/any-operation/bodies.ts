import type { JsonObject } from '../../domain/event.ts';
import { isObject } from '../../domain/json.ts';
import { ApiError, notJson } from '../../errors.ts';
import type { Bytes } from '../../node-types.ts';
import type { Nickname } from '../../parts.ts';
import { perRow, type Faults, type Requirements, type Spoil } from '../fault.ts';
import { before, kebab, onRefusal, readBodyAs } from '../vocabulary/index.ts';

type Kind = 'empty' | 'unparsable' | 'not-an-object';

const kinds = {
  empty: 'an empty body',
  unparsable: 'a body that is not JSON',
  'not-an-object': 'a body that is JSON but not an object',
} as const;

/** What is wrong with a body; undefined for an object. */
function kindOf(body: Bytes): Kind | undefined {
  if (body.length === 0) return 'empty';
  try {
    return isObject(JSON.parse(body.toString())) ? undefined : 'not-an-object';
  } catch {
    return 'unparsable';
  }
}

/** An operation reads another body instead of refusing a bad one. */
const readInstead = (name: Nickname, kind: Kind, instead: JsonObject): Spoil =>
  readBodyAs(name, (body, right) => (kindOf(body) === kind ? instead : right(body)));

/** An operation answers 200 instead of refusing a bad body. */
const succeed = (name: Nickname, kind: Kind): Spoil =>
  onRefusal([name], (error, { request, parts }) => {
    if (kindOf(request.body) !== kind) throw error;
    return parts.answer.ok(parts.answer.nothing());
  });

/** An operation refuses a bad body with another status. */
const refuseBodyWith = (name: Nickname, kind: Kind, status: number): Spoil =>
  onRefusal([name], (error, { request }) => {
    const chosen = error.status === 400 && kindOf(request.body) === kind;
    throw new ApiError(chosen ? status : error.status, error.errcode, error.message);
  });

/** The operations that need a body, and what they read instead of a bad one; nothing if they just answer 200. */
const lenient: readonly (readonly [Nickname, string, JsonObject | undefined])[] = [
  ['send_state_event', 'STATE-11', {}],
  ['send_message', 'MSG-09', { msgtype: 'm.text', body: '' }],
  ['set_topic', 'TOPIC-06', { topic: '' }],
  ['send_feedback', 'FEED-06', { type: 'read', target_event_id: '$none' }],
  ['invite', 'INV-08', undefined],
  ['ban', 'BAN-09', undefined],
  ['set_membership', 'SMEM-06', undefined],
];

const taken: readonly (readonly [Nickname, Kind, Requirements, JsonObject | undefined])[] = [
  ['send_non_state_event', 'empty', ['SEND-11', 'SEND-09'], {}],
  ['send_non_state_event', 'unparsable', ['SEND-11', 'SEND-09'], {}],
  ['send_non_state_event', 'not-an-object', ['SEND-11', 'SEND-09'], {}],
  ['create_room', 'empty', ['CREATE-10', 'CREATE-09'], {}],
  ['create_room', 'unparsable', ['CREATE-10'], {}],
  ['create_room', 'not-an-object', ['CREATE-11', 'CREATE-09'], {}],
  ...lenient.flatMap(([name, requirement, instead]) =>
    (['empty', 'unparsable', 'not-an-object'] as const).map(
      // A message is an event: what holds for the body of an event that is sent holds for it as well.
      (kind): [Nickname, Kind, Requirements, JsonObject | undefined] => [
        name,
        kind,
        name === 'send_message' && kind !== 'empty' ? [requirement, 'SEND-11'] : [requirement],
        instead,
      ],
    ),
  ),
];

/** Which bodies are understood, and how the others are refused. */
export const bodyFaults: Faults = {
  ...perRow(taken, ([name, kind, violates, instead]) => ({
    [`${kebab(name)}-takes-${kind}`]: {
      summary: `${name} answers 200 for ${kinds[kind]}.`,
      violates,
      spoil: instead === undefined ? succeed(name, kind) : readInstead(name, kind, instead),
    },
  })),
  ...perRow(
    [
      ['send-bad-json-500', 'send_non_state_event', 'unparsable', 500, 'SEND-11'],
      ['send-bad-json-422', 'send_non_state_event', 'not-an-object', 422, 'SEND-11'],
      ['state-bad-json-415', 'send_state_event', 'unparsable', 415, 'STATE-11'],
      ['create-room-bad-json-500', 'create_room', 'unparsable', 500, 'CREATE-10'],
      ['create-room-empty-500', 'create_room', 'empty', 500, 'CREATE-10'],
      ['create-room-list-500', 'create_room', 'not-an-object', 500, 'CREATE-11'],
      ['invite-bad-json-500', 'invite', 'unparsable', 500, 'INV-08'],
      ['ban-bad-json-403', 'ban', 'unparsable', 403, 'BAN-09'],
      ['membership-list-500', 'set_membership', 'not-an-object', 500, 'SMEM-06'],
      ['topic-list-404', 'set_topic', 'not-an-object', 404, 'TOPIC-06'],
    ],
    ([id, name, kind, status, requirement]) => ({
      [id]: {
        summary: `${name} answers ${status} for ${kinds[kind]}.`,
        violates: [requirement],
        spoil: refuseBodyWith(name, kind, status),
      },
    }),
  ),
  'topic-from-unparsable': {
    summary: 'set_topic refuses a body that is not JSON and empties the topic.',
    violates: ['TOPIC-06'],
    spoil: onRefusal(['set_topic'], async (error, context) => {
      const { parts, params, request } = context;
      if (kindOf(request.body) === 'unparsable') {
        await parts.actions.setState(context, params.roomId, 'm.room.topic', '', { topic: '' });
      }
      throw error;
    }),
  },
  ...perRow(
    [
      ['send_non_state_event', ['SEND-08', 'META-07', 'SEND-01', 'SEND-09', 'SEND-10']],
      ['send_state_event', ['STATE-10', 'META-07', 'STATE-01', 'STATE-11']],
      ['send_message', ['MSG-08', 'META-07', 'MSG-01', 'MSG-09']],
      ['set_topic', ['TOPIC-05', 'META-07', 'TOPIC-01', 'TOPIC-06']],
      ['send_feedback', ['FEED-05', 'META-07', 'FEED-01', 'FEED-06']],
      ['invite', ['INV-06', 'META-07', 'INV-01', 'INV-08']],
      ['ban', ['BAN-07', 'META-07', 'BAN-01', 'BAN-09']],
      ['set_membership', ['SMEM-05', 'META-07', 'SMEM-01', 'SMEM-06']],
      ['create_room', ['CREATE-08', 'META-07', 'CREATE-01', 'CREATE-09']],
    ],
    ([name, violates]) => ({
      [`${kebab(name)}-reads-forms`]: {
        summary: `${name} refuses JSON and reads forms.`,
        violates,
        spoil: before([name], ({ request }) => {
          if (request.headers['content-type']?.includes('json') === true) {
            throw new ApiError(415, 'M_UNKNOWN', 'Only forms are read here.');
          }
        }),
      },
    }),
  ),
  ...perRow(
    [
      ['join_room', ['JOIN-05', 'META-07', 'JOIN-01']],
      ['leave', ['LEAVE-05', 'META-07', 'LEAVE-01']],
      ['join', ['JID-06', 'META-07', 'JID-01', 'JID-03']],
    ],
    ([name, violates]) => ({
      [`${kebab(name)}-refuses-bodies`]: {
        summary: `${name} refuses a body, even {}.`,
        violates,
        spoil: before([name], ({ request }) => {
          if (request.body.length > 0) throw new ApiError(400, 'M_UNKNOWN', 'No body is expected.');
        }),
      },
    }),
  ),
  ...perRow(
    [
      ['send_non_state_event', 'SEND-08'],
      ['send_message', 'MSG-08'],
      ['send_feedback', 'FEED-05'],
    ],
    ([name, requirement]) => ({
      [`${kebab(name)}-reads-no-white-space`]: {
        summary: `${name} refuses JSON with white space before it.`,
        violates: ['META-07', requirement],
        spoil: before([name], ({ request }) => {
          if (/^\s/.test(request.body.toString())) throw notJson('No white space, please.');
        }),
      },
    }),
  ),
  'create-room-wants-a-charset': {
    summary: 'createRoom refuses the content type application/json without a charset.',
    violates: ['META-07', 'CREATE-01', 'CREATE-08'],
    spoil: before(['create_room'], ({ request }) => {
      if (request.headers['content-type']?.includes('charset') !== true)
        throw new ApiError(415, 'M_UNKNOWN', 'In which characters?');
    }),
  },
};
