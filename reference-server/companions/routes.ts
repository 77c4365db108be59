import type { Route } from '../parts.ts';
import type { CompanionOperation } from './names.ts';

const v1 = '/_matrix/client/api/v1';
const v2Alpha = '/_matrix/client/v2_alpha';
const r0 = '/_matrix/client/r0';
const v3 = '/_matrix/client/v3';

type Access = Route['access'];
type Method = Route['method'];
type Row = readonly [method: Method, path: string, operation: CompanionOperation, access?: Access];

const below = (bases: readonly string[], rows: readonly Row[]): readonly Route[] =>
  bases.flatMap((base) =>
    rows.map(([method, path, operation, access = 'token']) => ({
      method,
      path: base + path,
      operation,
      access,
    })),
  );

/** Clients of 2015 mix two base paths: most of the operations are asked for below both by one or another of them. */
const ofBothVersions: readonly Row[] = [
  ['POST', '/login', 'login', 'open'],
  ['GET', '/login', 'get_login_flows', 'open'],
  ['GET', '/initialSync', 'initial_sync'],
  ['GET', '/events', 'get_events'],
  ['GET', '/events/:eventId', 'get_event'],
  ['POST', '/rooms/:roomId/redact/:eventId', 'redact'],
  ['PUT', '/rooms/:roomId/redact/:eventId/:txnId', 'redact'],
  ['PUT', '/rooms/:roomId/typing/:userId', 'set_typing'],
  ['POST', '/rooms/:roomId/receipt/:receiptType/:eventId', 'set_receipt'],
  ['GET', '/publicRooms', 'get_public_rooms', 'open'],
  ['GET', '/directory/room/:alias', 'get_alias', 'open'],
  ['PUT', '/directory/room/:alias', 'set_alias'],
  ['DELETE', '/directory/room/:alias', 'delete_alias'],
  ['GET', '/profile/:userId', 'get_profile', 'open'],
  ['GET', '/profile/:userId/displayname', 'get_displayname', 'open'],
  ['PUT', '/profile/:userId/displayname', 'set_displayname'],
  ['GET', '/profile/:userId/avatar_url', 'get_avatar_url', 'open'],
  ['PUT', '/profile/:userId/avatar_url', 'set_avatar_url'],
  ['GET', '/presence/:userId/status', 'get_presence'],
  ['PUT', '/presence/:userId/status', 'set_presence'],
  ['GET', '/presence/list/:userId', 'get_presence_list'],
  ['POST', '/presence/list/:userId', 'change_presence_list'],
  ['GET', '/pushrules/', 'get_push_rules'],
  ['PUT', '/pushrules/global/:ruleKind/:ruleId', 'set_push_rule'],
  ['DELETE', '/pushrules/global/:ruleKind/:ruleId', 'delete_push_rule'],
  ['GET', '/voip/turnServer', 'get_turn_server'],
  ['POST', '/search', 'search'],
];

/** The routes of the companions, apart from those of the declaration. */
export const companionRoutes: readonly Route[] = [
  ...below(
    [v1],
    [
      ['GET', '/rooms/:roomId/state/:eventType', 'get_state'],
      ['GET', '/rooms/:roomId/state/:eventType/:stateKey', 'get_state'],
      ['POST', '/register', 'register', 'open'],
      ['GET', '/register', 'get_register_flows', 'open'],
    ],
  ),
  ...below([v2Alpha, r0, v3], [['POST', '/register', 'register_interactively', 'open']]),
  ...below(
    [r0, v3],
    [
      ['POST', '/login', 'login', 'open'],
      ['GET', '/login', 'get_login_flows', 'open'],
    ],
  ),
  ...below([v1, v2Alpha], ofBothVersions),
  ...below(
    [v2Alpha],
    [
      ['GET', '/account/3pid', 'get_third_party_ids'],
      ['POST', '/account/password', 'change_password'],
    ],
  ),
  ...below(['/_matrix/client'], [['GET', '/versions', 'get_versions', 'open']]),
];
