import { unrecognizedMethod, unrecognizedPath } from '../../errors.ts';
import type { Nickname, Route, WireAnswer } from '../../parts.ts';
import { perRow, type Faults, type Spoil } from '../fault.ts';
import { addRoutes, before, changeWire, kebab } from '../vocabulary/index.ts';

const prefix = '/_matrix/client/api/v1';

const route = (method: Route['method'], path: string, operation: Nickname): Route => ({
  method,
  path: prefix + path,
  operation,
  access: 'token',
});

/** An operation is served below another prefix instead. */
const moveTo =
  (moved: Nickname, other: string): Spoil =>
  (right) => ({
    routes: right.routes.map((each) =>
      each.operation === moved ? { ...each, path: each.path.replace(prefix, other) } : each,
    ),
  });

/** Changes the answers to requests that met no operation, of one status or of all. */
const changeUnknownPaths = (
  status: number | 'any',
  change: (answer: WireAnswer) => Partial<WireAnswer>,
): Spoil =>
  changeWire(
    (operation, answer) =>
      operation === undefined && (status === 'any' || status === answer.status),
    (answer) => ({ ...answer, ...change(answer) }),
  );

/** Which paths and methods are served. */
export const routeFaults: Faults = {
  ...perRow(
    [
      ['send_non_state_event', 'POST', 'SEND-01'],
      ['send_state_event', 'PUT', 'STATE-01'],
      ['send_message', 'POST', 'MSG-01'],
      ['set_topic', 'PUT', 'TOPIC-01'],
      ['get_topic', 'GET', 'GTOPIC-01'],
      ['send_feedback', 'POST', 'FEED-01'],
      ['invite', 'POST', 'INV-01'],
      ['join_room', 'POST', 'JOIN-01'],
      ['leave', 'POST', 'LEAVE-01'],
      ['ban', 'POST', 'BAN-01'],
      ['set_membership', 'PUT', 'SMEM-01'],
      ['get_membership', 'GET', 'GMEM-01'],
      ['create_room', 'POST', 'CREATE-01'],
      ['get_messages', 'GET', 'MSGS-01'],
      ['get_members', 'GET', 'MEMB-01'],
      ['get_state_events', 'GET', 'GST-01'],
      ['get_room_sync_data', 'GET', 'SYNC-01'],
    ],
    ([name, method, requirement]) => ({
      [`no-${kebab(name)}`]: {
        summary: `${name} is not offered by ${method}.`,
        violates: [requirement, 'META-11'],
        spoil: before([name], ({ request }) => {
          if (request.method === method) throw unrecognizedMethod([]);
        }),
      },
    }),
  ),
  'no-join': {
    summary: 'No path below /join is served.',
    violates: ['JID-01', 'META-11'],
    spoil: before(['join'], () => {
      throw unrecognizedPath();
    }),
  },
  ...perRow(
    [
      ['initial-sync', 'get_room_sync_data', '/_matrix/client/r0', 'SYNC-01'],
      ['ban', 'ban', '/_matrix/client/v3', 'BAN-01'],
      ['members', 'get_members', '', 'MEMB-01'],
    ],
    ([id, name, other, requirement]) => ({
      [`${id}-elsewhere`]: {
        summary: `${name} is served below ${other === '' ? 'the root of the server' : other}.`,
        violates: ['META-03', 'META-11', requirement],
        spoil: moveTo(name, other),
      },
    }),
  ),
  ...perRow(
    [
      ['send_non_state_event', '/rooms/:roomId/send/:eventType', ['SEND-07', 'CONV-15']],
      ['send_message', '/rooms/:roomId/send/m.room.message', ['SEND-07', 'CONV-15']],
      ['send_feedback', '/rooms/:roomId/send/m.room.message.feedback', ['SEND-07', 'CONV-15']],
      ['invite', '/rooms/:roomId/invite', ['INV-05', 'CONV-15']],
      ['join_room', '/rooms/:roomId/join', ['CONV-15']],
      ['leave', '/rooms/:roomId/leave', ['CONV-15']],
      ['ban', '/rooms/:roomId/ban', ['CONV-15']],
      ['create_room', '/createRoom', ['CREATE-07', 'CONV-15']],
    ],
    ([name, path, violates]) => ({
      [`suffixless-put-${kebab(name)}`]: {
        summary: `${name} accepts a PUT without a txnId.`,
        violates,
        spoil: addRoutes(route('PUT', path, name)),
      },
    }),
  ),
  'post-with-a-txnid': {
    summary: 'send_message accepts a POST with a txnId.',
    violates: ['CONV-15'],
    spoil: addRoutes(route('POST', '/rooms/:roomId/send/m.room.message/:txnId', 'send_message')),
  },
  'state-by-post': {
    summary: 'send_state_event accepts a POST.',
    violates: ['STATE-15', 'CONV-15'],
    spoil: addRoutes(
      route('POST', '/rooms/:roomId/state/:eventType/:stateKey', 'send_state_event'),
      route('POST', '/rooms/:roomId/state/:eventType', 'send_state_event'),
    ),
  },
  'state-by-post-answers-200': {
    summary: 'A POST on a state path is answered with 200 and does nothing.',
    violates: ['STATE-15', 'CONV-15'],
    spoil: changeWire(
      (operation, _answer, { method, path }) =>
        operation === undefined && method === 'POST' && path.includes('/state/'),
      (answer) => ({ ...answer, status: 200, body: '{}' }),
    ),
  },
  'state-takes-a-txnid': {
    summary: 'send_state_event accepts a txnId behind the state key.',
    violates: ['STATE-16', 'CONV-15'],
    spoil: addRoutes(
      route('PUT', '/rooms/:roomId/state/:eventType/:stateKey/:txnId', 'send_state_event'),
    ),
  },
  'send-without-a-type': {
    summary: 'POST /rooms/{roomId}/send without an event type sends an event.',
    violates: ['SEND-13', 'CONV-15'],
    spoil: (right) => ({
      ...addRoutes(route('POST', '/rooms/:roomId/send', 'send_non_state_event'))(right),
      validate: {
        ...right.validate,
        eventType: (type) => right.validate.eventType(type === '' ? 'm.none' : type),
      },
    }),
  },
  'leave-by-get': {
    summary: 'A GET on the path of leave leaves the room.',
    violates: ['CONV-15'],
    spoil: addRoutes(route('GET', '/rooms/:roomId/leave', 'leave')),
  },
  'unknown-paths-200': {
    summary: 'An unknown path or method is answered with 200.',
    violates: ['CONV-15'],
    spoil: changeUnknownPaths('any', () => ({ status: 200, body: '{}' })),
  },
  'unknown-paths-500': {
    summary: 'An unknown path is answered with 500.',
    violates: ['CONV-15'],
    spoil: changeUnknownPaths(404, () => ({ status: 500 })),
  },
  'wrong-methods-500': {
    summary: 'A method that a path does not offer is answered with 500.',
    violates: ['CONV-15'],
    spoil: changeUnknownPaths(405, () => ({ status: 500 })),
  },
  'unknown-paths-302': {
    summary: 'An unknown path is redirected to a web page on another server.',
    violates: ['CONV-15'],
    spoil: changeUnknownPaths('any', ({ headers }) => ({
      status: 302,
      headers: { ...headers, location: 'http://127.0.0.1:1/' },
    })),
  },
};
