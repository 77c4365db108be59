import type { JsonObject } from '../domain/event.ts';
import { isObject } from '../domain/json.ts';
import { ApiError } from '../errors.ts';
import type { Context, Nickname } from '../parts.ts';
import { documented, implied, type Fault, type MakeFault, type Spoil } from './fault.ts';
import { before, kebab, refusing, validating, within } from './spoiling.ts';

type Kind = 'empty' | 'unparsable' | 'not-an-object';

const said: Readonly<Record<Kind, string>> = {
  empty: 'no body at all',
  unparsable: 'a body that is no JSON',
  'not-an-object': 'a body that is JSON but no object',
};

/** What is wrong with a body; undefined for an object. */
function kindOf(body: Buffer): Kind | undefined {
  if (body.length === 0) return 'empty';
  try {
    return isObject(JSON.parse(body.toString())) ? undefined : 'not-an-object';
  } catch {
    return 'unparsable';
  }
}

/** Instead of refusing a bad body an operation takes another one. */
const takes = (name: Nickname, kind: Kind, instead: JsonObject): Spoil =>
  within(
    [name],
    validating(({ object }) => ({
      object: (body) => (kindOf(body) === kind ? instead : object(body)),
    })),
  );

/** Instead of refusing a bad body an operation says that it was done. */
const ignores = (name: Nickname, kind: Kind): Spoil =>
  refusing([name], (error, { request, parts }) => {
    if (kindOf(request.body) !== kind) throw error;
    return parts.answer.ok(parts.answer.nothing());
  });

type Rows = Fault['violates'];

const lenient: readonly (readonly [Nickname, MakeFault, Rows, JsonObject | undefined])[] = [
  ['send_non_state_event', implied, ['SEND-11', 'SEND-09'], {}],
  ['send_state_event', documented, ['STATE-11'], {}],
  ['send_message', documented, ['MSG-09'], { msgtype: 'm.text', body: '' }],
  ['set_topic', documented, ['TOPIC-06'], { topic: '' }],
  ['send_feedback', documented, ['FEED-06'], { type: 'read', target_event_id: '$none' }],
  ['invite', documented, ['INV-08'], undefined],
  ['ban', documented, ['BAN-09'], undefined],
  ['set_membership', documented, ['SMEM-06'], undefined],
];

const kinds: readonly Kind[] = ['empty', 'unparsable', 'not-an-object'];

/** A message is an event that is sent: what holds for its body holds for a message that has one. */
const rowsOf = (name: Nickname, kind: Kind, rows: Rows): Rows =>
  name === 'send_message' && kind !== 'empty' ? [...rows, 'SEND-11'] : rows;

const lenientFaults = lenient.flatMap(([name, make, rows, instead]) =>
  kinds.map((kind) =>
    make(
      `${kebab(name)}-takes-${kind}`,
      `${name} answers ${said[kind]} with 200.`,
      rowsOf(name, kind, rows),
      instead === undefined ? ignores(name, kind) : takes(name, kind, instead),
    ),
  ),
);

const creating: readonly (readonly [Kind, MakeFault, Rows])[] = [
  ['empty', documented, ['CREATE-10', 'CREATE-09']],
  ['unparsable', documented, ['CREATE-10']],
  ['not-an-object', implied, ['CREATE-11', 'CREATE-09']],
];

/** A refused body is refused with another status. */
const badBodyIs = (names: readonly Nickname[], kind: Kind, status: number): Spoil =>
  refusing(names, (error, { request }) => {
    const status2 = error.status === 400 && kindOf(request.body) === kind ? status : error.status;
    throw new ApiError(status2, error.errcode, error.message);
  });

/** JSON is not understood: the operation reads forms. */
const readsForms = (name: Nickname): Spoil =>
  before([name], ({ request }) => {
    if (request.headers['content-type']?.includes('json') === true) {
      throw new ApiError(415, 'M_UNKNOWN', 'Only forms are read here.');
    }
  });

/** An operation that declares no body refuses one. */
const refusesBodies = (name: Nickname): Spoil =>
  before([name], ({ request }: Context) => {
    if (request.body.length > 0) throw new ApiError(400, 'M_UNKNOWN', 'No body is expected.');
  });

const consuming: readonly (readonly [Nickname, Rows])[] = [
  ['send_non_state_event', ['SEND-08', 'META-07', 'SEND-01', 'SEND-09', 'SEND-10']],
  ['send_state_event', ['STATE-10', 'META-07', 'STATE-01', 'STATE-11']],
  ['send_message', ['MSG-08', 'META-07', 'MSG-01', 'MSG-09']],
  ['set_topic', ['TOPIC-05', 'META-07', 'TOPIC-01', 'TOPIC-06']],
  ['send_feedback', ['FEED-05', 'META-07', 'FEED-01', 'FEED-06']],
  ['invite', ['INV-06', 'META-07', 'INV-01', 'INV-08']],
  ['ban', ['BAN-07', 'META-07', 'BAN-01', 'BAN-09']],
  ['set_membership', ['SMEM-05', 'META-07', 'SMEM-01', 'SMEM-06']],
  ['create_room', ['CREATE-08', 'META-07', 'CREATE-01', 'CREATE-09']],
];

const bodiless: readonly (readonly [Nickname, Rows])[] = [
  ['join_room', ['JOIN-05', 'META-07', 'JOIN-01']],
  ['leave', ['LEAVE-05', 'META-07', 'LEAVE-01']],
  ['join', ['JID-06', 'META-07', 'JID-01', 'JID-03']],
];
/** Bodies: which are understood, and which are refused. */
export const bodyFaults: readonly Fault[] = [
  ...lenientFaults,
  ...creating.map(([kind, make, rows]) =>
    make(
      `create-room-takes-${kind}`,
      `createRoom answers ${said[kind]} with a room.`,
      rows,
      takes('create_room', kind, {}),
    ),
  ),
  ...consuming.map(([name, rows]) =>
    documented(
      `${kebab(name)}-reads-forms`,
      `${name} does not understand JSON.`,
      rows,
      readsForms(name),
    ),
  ),
  ...bodiless.map(([name, rows]) =>
    documented(
      `${kebab(name)}-refuses-bodies`,
      `${name} refuses a body, even {}.`,
      rows,
      refusesBodies(name),
    ),
  ),
  implied(
    'send-takes-null',
    'send_non_state_event takes the JSON null for {}.',
    ['SEND-11', 'SEND-09'],
    within(
      ['send_non_state_event'],
      validating(({ object }) => ({
        object: (body) => (body.toString().trim() === 'null' ? {} : object(body)),
      })),
    ),
  ),
  implied(
    'send-takes-lists',
    'send_non_state_event takes a list as content.',
    ['SEND-11'],
    within(
      ['send_non_state_event'],
      validating(({ object }) => ({
        object: (body) =>
          body.toString().trimStart().startsWith('[')
            ? { ...JSON.parse(body.toString()) }
            : object(body),
      })),
    ),
  ),
  implied(
    'send-bad-json-500',
    'A body that is no JSON makes send_non_state_event fail.',
    ['SEND-11'],
    badBodyIs(['send_non_state_event'], 'unparsable', 500),
  ),
  implied(
    'send-bad-json-422',
    'send_non_state_event answers a body that is no object with 422.',
    ['SEND-11'],
    badBodyIs(['send_non_state_event'], 'not-an-object', 422),
  ),
  documented(
    'state-bad-json-415',
    'send_state_event answers a body that is no JSON with 415.',
    ['STATE-11'],
    badBodyIs(['send_state_event'], 'unparsable', 415),
  ),
  documented(
    'create-room-bad-json-500',
    'A body that is no JSON makes createRoom fail.',
    ['CREATE-10'],
    badBodyIs(['create_room'], 'unparsable', 500),
  ),
  documented(
    'create-room-empty-500',
    'An empty body makes createRoom fail.',
    ['CREATE-10'],
    badBodyIs(['create_room'], 'empty', 500),
  ),
  implied(
    'create-room-list-500',
    'A list makes createRoom fail.',
    ['CREATE-11'],
    badBodyIs(['create_room'], 'not-an-object', 500),
  ),
  documented(
    'invite-bad-json-500',
    'A body that is no JSON makes invite fail.',
    ['INV-08'],
    badBodyIs(['invite'], 'unparsable', 500),
  ),
  documented(
    'ban-bad-json-403',
    'ban answers a body that is no JSON with 403.',
    ['BAN-09'],
    badBodyIs(['ban'], 'unparsable', 403),
  ),
  documented(
    'membership-list-500',
    'A list makes set_membership fail.',
    ['SMEM-06'],
    badBodyIs(['set_membership'], 'not-an-object', 500),
  ),
  documented(
    'topic-list-404',
    'set_topic answers a list with 404.',
    ['TOPIC-06'],
    badBodyIs(['set_topic'], 'not-an-object', 404),
  ),
  documented(
    'topic-from-unparsable',
    'set_topic refuses a body that is no JSON, and empties the topic.',
    ['TOPIC-06'],
    refusing(['set_topic'], async (error, context) => {
      if (kindOf(context.request.body) === 'unparsable') {
        await context.parts.act.setState(context, context.params.roomId, 'm.room.topic', '', {
          topic: '',
        });
      }
      throw error;
    }),
  ),
];
