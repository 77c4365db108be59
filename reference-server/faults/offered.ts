import { ApiError, unrecognized } from '../errors.ts';
import type { Nickname, Request, Route } from '../parts.ts';
import { convention, disputed, documented, type Fault, type Spoil } from './fault.ts';
import { before, kebab, onWire } from './spoiling.ts';

const prefix = '/_matrix/client/api/v1';

type Offer = readonly [name: Nickname, method: 'GET' | 'POST' | 'PUT', row: string];
/** The seventeen that are served by one path and method; what cannot be seen to work without them. */
const offers: readonly Offer[] = [
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
];

const notOffered = offers.map(([name, method, row]) =>
  documented(
    `no-${kebab(name)}`,
    `${method} for ${name} is not offered.`,
    [row, 'META-11'],
    before([name], ({ request }) => {
      if (request.method === method) throw unrecognized(405);
    }),
  ),
);
/** A route on which an operation can be done although it ought not to be there. */
const alsoOn =
  (...routes: readonly Route[]): Spoil =>
  (right) => ({ routes: [...right.routes, ...routes] });

const put = (path: string, operation: Nickname): Route => ({
  method: 'PUT',
  path: prefix + path,
  operation,
  access: 'token',
});

const withoutSuffix = (name: Nickname, path: string, row: string): Fault =>
  convention(
    `suffixless-put-${kebab(name)}`,
    `PUT for ${name} is taken without a txnId.`,
    row === 'CONV-15' ? ['CONV-15'] : [row, 'CONV-15'],
    alsoOn(put(path, name)),
  );

/** An operation answers below another prefix instead. */
const movedTo =
  (moved: Nickname, elsewhere: string): Spoil =>
  (right) => ({
    routes: right.routes.map((route) =>
      route.operation === moved ? { ...route, path: route.path.replace(prefix, elsewhere) } : route,
    ),
  });

const unknownPaths = (change: Parameters<typeof onWire>[1]): Spoil =>
  onWire((operation) => operation === undefined, change);

const stateByPost: Route = {
  ...put('/rooms/:roomId/state/:eventType/:stateKey', 'send_state_event'),
  method: 'POST',
};
const bareStateByPost: Route = {
  ...put('/rooms/:roomId/state/:eventType', 'send_state_event'),
  method: 'POST',
};

const unsuccessful = ({ method, path }: Request): boolean =>
  method === 'POST' && path.includes('/state/');

/** What is offered, and what is not. */
export const offeredFaults: readonly Fault[] = [
  ...notOffered,
  disputed(
    'no-join',
    'Nothing is served below /join, in any form.',
    ['JID-01', 'META-11'],
    before(['join'], () => {
      throw unrecognized(404);
    }),
  ),
  documented(
    'initial-sync-elsewhere',
    'initialSync hangs below /_matrix/client/r0.',
    ['META-03', 'META-11', 'SYNC-01'],
    movedTo('get_room_sync_data', '/_matrix/client/r0'),
  ),
  documented(
    'ban-elsewhere',
    'ban hangs below /_matrix/client/v3.',
    ['META-03', 'META-11', 'BAN-01'],
    movedTo('ban', '/_matrix/client/v3'),
  ),
  documented(
    'members-elsewhere',
    'GET members is found at the root of the server.',
    ['META-03', 'META-11', 'MEMB-01'],
    movedTo('get_members', ''),
  ),
  withoutSuffix('send_non_state_event', '/rooms/:roomId/send/:eventType', 'SEND-07'),
  withoutSuffix('send_message', '/rooms/:roomId/send/m.room.message', 'SEND-07'),
  withoutSuffix('send_feedback', '/rooms/:roomId/send/m.room.message.feedback', 'SEND-07'),
  withoutSuffix('invite', '/rooms/:roomId/invite', 'INV-05'),
  withoutSuffix('join_room', '/rooms/:roomId/join', 'CONV-15'),
  withoutSuffix('leave', '/rooms/:roomId/leave', 'CONV-15'),
  withoutSuffix('ban', '/rooms/:roomId/ban', 'CONV-15'),
  withoutSuffix('create_room', '/createRoom', 'CREATE-07'),
  convention(
    'post-with-a-txnid',
    'A message can be sent by POST with a txnId.',
    ['CONV-15'],
    alsoOn({ ...put('/rooms/:roomId/send/m.room.message/:txnId', 'send_message'), method: 'POST' }),
  ),
  convention(
    'state-by-post',
    'State can be set by POST.',
    ['STATE-15', 'CONV-15'],
    alsoOn(stateByPost, bareStateByPost),
  ),
  convention(
    'state-by-post-answers-200',
    'POST on a state path is answered 200, and does nothing.',
    ['STATE-15', 'CONV-15'],
    onWire(
      (operation, _answer, request) => operation === undefined && unsuccessful(request),
      (answer) => ({ ...answer, status: 200, body: '{}' }),
    ),
  ),
  convention(
    'state-takes-a-txnid',
    'A state path takes a further segment, a txnId.',
    ['STATE-16', 'CONV-15'],
    alsoOn(put('/rooms/:roomId/state/:eventType/:stateKey/:txnId', 'send_state_event')),
  ),
  documented(
    'send-without-a-type',
    'POST /rooms/{roomId}/send is an operation: it sends a message.',
    ['SEND-13', 'CONV-15'],
    (right) => ({
      routes: [
        ...right.routes,
        { ...put('/rooms/:roomId/send', 'send_non_state_event'), method: 'POST' },
      ],
      validate: {
        ...right.validate,
        eventType: (type) => right.validate.eventType(type === '' ? 'm.none' : type),
      },
    }),
  ),
  convention(
    'unknown-paths-200',
    'An unknown path or method is answered 200.',
    ['CONV-15'],
    unknownPaths((answer) => ({ ...answer, status: 200, body: '{}' })),
  ),
  convention(
    'unknown-paths-500',
    'An unknown path makes the server fail.',
    ['CONV-15'],
    unknownPaths((answer) => (answer.status === 404 ? { ...answer, status: 500 } : answer)),
  ),
  convention(
    'wrong-methods-500',
    'A method that a path does not have makes the server fail.',
    ['CONV-15'],
    unknownPaths((answer) => (answer.status === 405 ? { ...answer, status: 500 } : answer)),
  ),
  convention(
    'unknown-paths-302',
    'An unknown path leads to a web page elsewhere.',
    ['CONV-15'],
    unknownPaths((answer) => ({
      ...answer,
      status: 302,
      headers: { ...answer.headers, location: 'http://127.0.0.1:1/' },
    })),
  ),
  convention(
    'leave-by-get',
    'A GET on the path of leave leaves the room.',
    ['CONV-15'],
    alsoOn({ ...put('/rooms/:roomId/leave', 'leave'), method: 'GET' }),
  ),
  convention(
    'unknown-rooms-exist',
    'An operation on a room that does not exist succeeds: reads are empty.',
    ['CONV-11'],
    (right) => ({
      operations: {
        ...right.operations,
        get_state_events: (context) =>
          right.rooms.find(context.world, context.params.roomId) === undefined
            ? right.answer.ok([])
            : right.operations.get_state_events(context),
        get_members: (context) =>
          right.rooms.find(context.world, context.params.roomId) === undefined
            ? right.answer.ok({ chunk: [], start: 'START', end: 'END' })
            : right.operations.get_members(context),
      },
    }),
  ),
  convention(
    'unknown-rooms-are-made',
    'Joining a room that does not exist makes it.',
    ['CONV-11'],
    before(['join_room', 'set_membership'], ({ parts, world, params, caller, ...rest }) => {
      if (parts.rooms.find(world, params.roomId) !== undefined) return;
      const room = parts.rooms.open(world, params.roomId);
      const founding = { joinRule: 'public', alias: undefined, name: undefined, topic: undefined };
      const context = { parts, world, params, caller, ...rest };
      for (const draft of parts.rooms.founding(context, { ...founding, joinRule: 'public' })) {
        parts.rooms.append(context, room, draft);
      }
    }),
  ),
  convention(
    'unknown-rooms-500',
    'An operation on a room that does not exist makes the server fail.',
    ['CONV-11'],
    before(
      ['send_message', 'send_state_event', 'invite', 'ban', 'get_messages', 'join_room'],
      ({ parts, world, params }) => {
        if (parts.rooms.find(world, params.roomId) === undefined) {
          throw new ApiError(500, 'M_UNKNOWN', 'No room.');
        }
      },
    ),
  ),
  convention(
    'unknown-rooms-400',
    'Sending into a room that does not exist is a bad request.',
    ['CONV-11'],
    before(['send_message', 'send_non_state_event', 'set_topic'], ({ parts, world, params }) => {
      if (parts.rooms.find(world, params.roomId) === undefined) {
        throw new ApiError(400, 'M_UNKNOWN', 'No room.');
      }
    }),
  ),
];
