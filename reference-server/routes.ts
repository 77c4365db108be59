import FindMyWay from 'find-my-way';
import { invalid, unrecognizedMethod, unrecognizedPath } from './errors.ts';
import { companionRoutes } from './companions/routes.ts';
import type { Nickname, PathName, Route } from './parts.ts';

const prefix = '/_matrix/client/api/v1';

/** What the table of routes calls a request. */
export type Match = {
  readonly route: Route;
  readonly params: Readonly<Record<PathName, string>>;
};

/** @throws ApiError 400 for a path that cannot be decoded, 404 for no path of ours, 405 for a wrong method. */
export type Router = (method: string, path: string) => Match;

function route(method: Route['method'], path: string, operation: Nickname): Route {
  return { method, path: prefix + path, operation, access: 'token' };
}

// "This operation can also be done as a PUT by suffixing /{txnId}."
function withTwin(path: string, operation: Nickname): readonly Route[] {
  return [route('POST', path, operation), route('PUT', `${path}/:txnId`, operation)];
}

/**
 * The routes of the eighteen operations of the declaration. A literal segment goes before a parameter, so the topic, messages, feedback and members
 * are found under their own operations (DEF-15). State paths have no txnId (STATE-16). /join has the
 * bare PUT of the declaration (JID-01) and the two forms that servers served (JID-05).
 */
const declaredRoutes: readonly Route[] = [
  ...withTwin('/rooms/:roomId/send/:eventType', 'send_non_state_event'),
  ...withTwin('/rooms/:roomId/send/m.room.message', 'send_message'),
  ...withTwin('/rooms/:roomId/send/m.room.message.feedback', 'send_feedback'),
  ...withTwin('/rooms/:roomId/invite', 'invite'),
  ...withTwin('/rooms/:roomId/join', 'join_room'),
  ...withTwin('/rooms/:roomId/leave', 'leave'),
  ...withTwin('/rooms/:roomId/ban', 'ban'),
  ...withTwin('/createRoom', 'create_room'),
  ...withTwin('/join/:roomAliasOrId', 'join'),
  route('PUT', '/join/:roomAliasOrId', 'join'),
  route('PUT', '/rooms/:roomId/state/:eventType', 'send_state_event'),
  route('PUT', '/rooms/:roomId/state/:eventType/:stateKey', 'send_state_event'),
  route('PUT', '/rooms/:roomId/state/m.room.topic', 'set_topic'),
  route('PUT', '/rooms/:roomId/state/m.room.member/:userId', 'set_membership'),
  route('GET', '/rooms/:roomId/state/m.room.topic', 'get_topic'),
  route('GET', '/rooms/:roomId/state/m.room.member/:userId', 'get_membership'),
  route('GET', '/rooms/:roomId/messages', 'get_messages'),
  route('GET', '/rooms/:roomId/members', 'get_members'),
  route('GET', '/rooms/:roomId/state', 'get_state_events'),
  route('GET', '/rooms/:roomId/initialSync', 'get_room_sync_data'),
];

/** All routes of the reference server. What is said of its conformance is about the operations of the declaration alone. */
export const referenceRoutes: readonly Route[] = [...declaredRoutes, ...companionRoutes];

/** The match of a request that was looked up, or the error that says why there is none, as often as it is asked for. */
export type LookedUp = () => Match;

/** Looks up the route of a request once, for all who want to know it. Never throws. */
export function lookUp(routes: readonly Route[], method: string, path: string): LookedUp {
  try {
    const match = routerOf(routes)(method, path);
    return () => match;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}

const methods = ['GET', 'POST', 'PUT', 'DELETE'] as const;

// The table answers with the index of a route; what find-my-way calls a handler is never called.
function nothing(): void {}

// A table of routes is never changed, and many servers may share it.
const routers = new WeakMap<readonly Route[], Router>();

/** @returns the router of a table of routes, which is made once for each table. */
export function routerOf(routes: readonly Route[]): Router {
  const known = routers.get(routes);
  if (known !== undefined) return known;
  const made = createRouter(routes);
  routers.set(routes, made);
  return made;
}

function createRouter(routes: readonly Route[]): Router {
  const noQuery = {};
  const table = FindMyWay({ maxParamLength: 65_536, querystringParser: () => noQuery });
  routes.forEach((each, index) => table.on(each.method, each.path, nothing, index));

  const find = (method: Route['method'], path: string): Match | undefined => {
    const found = table.find(method, path);
    const matched = found === null ? undefined : routes[Number(found.store)];
    if (found === null || matched === undefined) return undefined;
    // "PUT needs the suffix": an empty txnId is none (SEND-07).
    if (found.params['txnId'] === '') return undefined;
    return { route: matched, params: complete(found.params) };
  };

  return (method, path) => {
    const known = methods.find((each) => each === method);
    const match = known === undefined ? undefined : find(known, path);
    if (match !== undefined) return match;
    demandDecodable(path);
    const allowed = methods.filter((each) => find(each, path) !== undefined);
    throw allowed.length === 0 ? unrecognizedPath() : unrecognizedMethod([...allowed, 'OPTIONS']);
  };
}

function complete(found: Readonly<Record<string, string | undefined>>): Match['params'] {
  return {
    roomId: found['roomId'] ?? '',
    eventType: found['eventType'] ?? '',
    stateKey: found['stateKey'] ?? '',
    userId: found['userId'] ?? '',
    roomAliasOrId: found['roomAliasOrId'] ?? '',
    alias: found['alias'] ?? '',
    eventId: found['eventId'] ?? '',
    receiptType: found['receiptType'] ?? '',
    ruleKind: found['ruleKind'] ?? '',
    ruleId: found['ruleId'] ?? '',
    txnId: found['txnId'] ?? '',
  };
}

function demandDecodable(path: string): void {
  try {
    decodeURIComponent(path);
  } catch {
    throw invalid('Bad percent-encoding in the path.');
  }
}
