import { ApiError, forbidden } from '../errors.ts';
import type { JsonObject } from '../domain/event.ts';
import { isObject } from '../domain/json.ts';
import type { Answer, Context, Operation, Parts, Route } from '../parts.ts';
import { referenceParts } from '../reference-parts.ts';

/** The base paths of later versions of the specification. */
const basePaths = { r0: '/_matrix/client/r0', v3: '/_matrix/client/v3' } as const;

/** The reference server as a later version of the specification wants it, which the declaration does not permit. */
export type LaterServer = {
  readonly id: string;
  /** The version, and the profile that permits it. */
  readonly version: keyof typeof basePaths;
  readonly summary: string;
};

export const laterServers: readonly LaterServer[] = [
  { id: 'as-r0', version: 'r0', summary: 'The reference server as Matrix r0.6.1 wants it.' },
  { id: 'as-v3', version: 'v3', summary: 'The reference server as Matrix v1.x wants it.' },
];

/** Changes the parts of a server, right or wrong, to those of a later version. */
export function asLater(version: LaterServer['version'], parts: Parts = referenceParts): Parts {
  const { validate, operations, answer } = parts;
  const event: Parts['answer']['event'] = (of) => bySender(answer.event(of));
  return {
    ...parts,
    routes: parts.routes.flatMap((route) => laterRoute(route, basePaths[version])),
    validate: {
      ...validate,
      // A server does not check the contents of events.
      message: () => {},
      feedback: () => {},
      topic: () => {},
      membership: (body) => {
        try {
          return validate.membership(body);
        } catch (error) {
          if (!(error instanceof ApiError)) throw error;
          throw forbidden('This is not a membership that the room permits.');
        }
      },
    },
    answer: {
      ...answer,
      event,
      member: (of) => bySender(answer.member(of)),
      roomInfo: (roomId) => answer.roomInfo(roomId, undefined),
    },
    operations: {
      ...operations,
      get_messages: messages(operations.get_messages),
      get_members: members(operations.get_members),
      join_room: async (context) => {
        const { status } = await operations.join_room(context);
        return { status, body: answer.roomInfo(context.params.roomId, undefined) };
      },
      send_state_event: withEventId(operations.send_state_event),
      set_topic: withEventId(operations.set_topic),
      set_membership: withEventId(operations.set_membership),
    },
  };
}

/** Later versions have no PUT beside a POST, send by PUT alone, and do without initialSync. */
function laterRoute(route: Route, basePath: string): readonly Route[] {
  const below = /^\/_matrix\/client\/api\/v1(?<path>\/.*)$/.exec(route.path)?.groups?.['path'];
  if (below === undefined || route.access === 'open') return [route];
  const { method, operation } = route;
  const sends = operation.startsWith('send_') && operation !== 'send_state_event';
  const isSuffixed = below.endsWith('/:txnId');
  const isGone =
    operation === 'get_room_sync_data' ||
    (sends ? !isSuffixed : isSuffixed) ||
    (operation === 'join' && method === 'PUT');
  return isGone ? [] : [{ ...route, path: basePath + below }];
}

function bySender(event: JsonObject): JsonObject {
  const { user_id: _sender, ...rest } = event;
  return rest;
}

/** A page needs a direction, and has no end where nothing follows it. A small page may lack one event. */
const messages =
  (right: Operation): Operation =>
  async (context) => {
    const { query } = context.request;
    if (query.get('dir') === undefined) throw new ApiError(400, 'M_MISSING_PARAM', 'No dir.');
    const answer = await right(withSmallPages(context));
    const { body } = answer;
    if (answer.status !== 200 || !isObject(body)) return answer;
    const { end, ...rest } = body;
    return { ...answer, body: typeof end === 'string' && hasMore(context, end) ? body : rest };
  };

function withSmallPages(context: Context): Context {
  const { parts } = context;
  const pageQuery: Parts['validate']['pageQuery'] = (query) => {
    const asked = parts.validate.pageQuery(query);
    const { limit } = asked;
    return limit === undefined || limit < 3 || limit > 6 ? asked : { ...asked, limit: limit - 1 };
  };
  return { ...context, parts: { ...parts, validate: { ...parts.validate, pageQuery } } };
}

function hasMore({ parts, world, params, request }: Context, end: string): boolean {
  const room = parts.rooms.find(world, params.roomId);
  if (room === undefined) return false;
  const query = { ...parts.validate.pageQuery(request.query), from: end, limit: 1 };
  return parts.page.messages(parts.tokens, room, query).events.length > 0;
}

/** The list of members is not paged. */
const members =
  (right: Operation): Operation =>
  async (context) => {
    const request = { ...context.request, query: new Map() };
    const { status, body } = await right({ ...context, request });
    return { status, body: isObject(body) ? { chunk: body['chunk'] } : body };
  };

/** The answer names the event that was made. */
const withEventId =
  (right: Operation): Operation =>
  async (context) => {
    const { parts } = context;
    const ids: string[] = [];
    const append: Parts['rooms']['append'] = (appending, room, draft) => {
      const event = parts.rooms.append(appending, room, draft);
      ids.push(event.eventId);
      return event;
    };
    const rooms = { ...parts.rooms, append };
    const answer: Answer = await right({ ...context, parts: { ...parts, rooms } });
    return { ...answer, body: { event_id: ids.at(-1) ?? '' } };
  };
