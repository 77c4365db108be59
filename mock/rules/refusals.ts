import type { OperationName } from '../../reference-server/index.ts';

/** A refusal that a requirement of the register asks for, as the reference server gives it. */
export interface Refusal {
  /** Operations that it is about; none if every operation can be refused so. */
  readonly operations: readonly OperationName[];
  readonly status: number;
  readonly errcode: string;
  readonly error: string;
}

type Row = readonly [
  operations: readonly OperationName[],
  status: number,
  errcode: string,
  error: string,
];

const reads = ['get_messages', 'get_members', 'get_state_events', 'get_room_sync_data'] as const;
const sends = ['send_non_state_event', 'send_message', 'send_feedback'] as const;
const joins = ['join_room', 'join', 'set_membership'] as const;

/**
 * The refusals by the requirement that asks for them. The texts of those that the declaration documents are its own
 * words. Where it leaves the status or the errcode open, they are those of the reference server.
 */
const rows = {
  // Documented causes.
  'GTOPIC-06': [['get_topic'], 404, 'M_NOT_FOUND', 'Topic not found.'],
  'FEED-08': [['send_feedback'], 400, 'M_INVALID_PARAM', 'Bad feedback type.'],
  'SMEM-09': [['set_membership'], 400, 'M_MISSING_PARAM', 'No membership key.'],
  'SMEM-10': [['set_membership'], 400, 'M_BAD_JSON', 'Bad membership value.'],
  'SMEM-11': [['set_membership'], 403, 'M_FORBIDDEN', 'When inviting: You are not in the room.'],
  'SMEM-12': [
    ['set_membership'],
    403,
    'M_FORBIDDEN',
    'When inviting: <target> is already in the room.',
  ],
  'SMEM-13': [
    ['set_membership'],
    403,
    'M_FORBIDDEN',
    'When joining: Cannot force another user to join.',
  ],
  'SMEM-14': [
    ['set_membership'],
    403,
    'M_FORBIDDEN',
    'When joining: You are not invited to this room.',
  ],
  'GMEM-07': [['get_membership'], 404, 'M_NOT_FOUND', 'Member not found.'],
  'JID-08': [['join'], 400, 'M_INVALID_PARAM', 'Bad room alias.'],
  'CREATE-10': [['create_room'], 400, 'M_NOT_JSON', 'Body must be JSON.'],
  'CREATE-12': [['create_room'], 400, 'M_ROOM_IN_USE', 'Room alias already taken.'],
  // Bodies and parameters.
  'CREATE-11': [['create_room'], 400, 'M_BAD_JSON', 'The body is not an object.'],
  'CREATE-24': [['create_room'], 400, 'M_BAD_JSON', 'name is not a string.'],
  'SEND-11': [['send_non_state_event'], 400, 'M_NOT_JSON', 'The body is not JSON.'],
  'STATE-11': [['send_state_event'], 400, 'M_NOT_JSON', 'The body is not JSON.'],
  'MSG-10': [['send_message'], 400, 'M_MISSING_PARAM', 'No msgtype key.'],
  'MSG-11': [['send_message'], 400, 'M_BAD_JSON', 'msgtype is not a string.'],
  'TOPIC-06': [['set_topic'], 400, 'M_NOT_JSON', 'The body is not JSON.'],
  'TOPIC-07': [['set_topic'], 400, 'M_MISSING_PARAM', 'No topic key.'],
  'FEED-06': [['send_feedback'], 400, 'M_NOT_JSON', 'The body is not JSON.'],
  'FEED-10': [['send_feedback'], 400, 'M_MISSING_PARAM', 'No type key.'],
  'FEED-11': [['send_feedback'], 400, 'M_MISSING_PARAM', 'No target_event_id key.'],
  'INV-08': [['invite'], 400, 'M_NOT_JSON', 'The body is not JSON.'],
  'INV-09': [['invite'], 400, 'M_INVALID_PARAM', 'Not a user id.'],
  'INV-10': [['invite'], 400, 'M_MISSING_PARAM', 'No user_id key.'],
  'BAN-09': [['ban'], 400, 'M_NOT_JSON', 'The body is not JSON.'],
  'BAN-10': [['ban'], 400, 'M_INVALID_PARAM', 'Not a user id.'],
  'BAN-11': [['ban'], 400, 'M_MISSING_PARAM', 'No user_id key.'],
  'SMEM-06': [['set_membership'], 400, 'M_NOT_JSON', 'The body is not JSON.'],
  'SMEM-07': [['set_membership'], 400, 'M_INVALID_PARAM', 'Not a user id.'],
  'MSGS-10': [['get_messages'], 400, 'M_INVALID_PARAM', 'limit is not a whole number.'],
  'MSGS-11': [['get_messages'], 400, 'M_INVALID_PARAM', 'Not a token of this room.'],
  // Permissions.
  'SEND-15': [sends, 403, 'M_FORBIDDEN', 'You are not in the room.'],
  'STATE-17': [['send_state_event'], 403, 'M_FORBIDDEN', 'You may not set this.'],
  'TOPIC-11': [['set_topic'], 403, 'M_FORBIDDEN', 'You may not set this.'],
  'MSGS-15': [['get_messages'], 403, 'M_FORBIDDEN', 'You are not in the room.'],
  'MEMB-12': [['get_members'], 403, 'M_FORBIDDEN', 'You are not in the room.'],
  'GST-08': [['get_state_events'], 403, 'M_FORBIDDEN', 'You are not in the room.'],
  'SYNC-14': [['get_room_sync_data'], 403, 'M_FORBIDDEN', 'You are not in the room.'],
  'INV-11': [['invite'], 403, 'M_FORBIDDEN', 'You are not in the room.'],
  'INV-12': [['invite'], 403, 'M_FORBIDDEN', 'The user is already in the room.'],
  'BAN-05': [['ban'], 403, 'M_FORBIDDEN', 'You may not ban.'],
  'BAN-06': [['ban'], 403, 'M_FORBIDDEN', 'You are not in the room.'],
  'BAN-14': [[...sends, ...joins], 403, 'M_FORBIDDEN', 'You are banned from the room.'],
  'JOIN-08': [['join_room'], 403, 'M_FORBIDDEN', 'You are not invited to this room.'],
  'JOIN-11': [['join_room'], 403, 'M_FORBIDDEN', 'You are banned from the room.'],
  'JID-09': [['join'], 404, 'M_NOT_FOUND', 'No such alias.'],
  'JID-10': [['join'], 403, 'M_FORBIDDEN', 'You are not invited to this room.'],
  'LEAVE-08': [['leave'], 403, 'M_FORBIDDEN', 'You are not in the room.'],
  'LEAVE-09': [joins, 403, 'M_FORBIDDEN', 'You are not invited to this room.'],
  'SMEM-20': [['set_membership'], 403, 'M_FORBIDDEN', 'You may not remove users.'],
  // Any operation.
  'CONV-02': [[], 401, 'M_MISSING_TOKEN', 'Missing access token.'],
  'CONV-03': [[], 401, 'M_UNKNOWN_TOKEN', 'Unrecognised access token.'],
  'CONV-11': [
    [...reads, ...sends, 'send_state_event', 'invite', 'ban', 'leave', ...joins],
    403,
    'M_FORBIDDEN',
    'You are not in the room.',
  ],
  'CONV-12': [[], 429, 'M_LIMIT_EXCEEDED', 'Too many requests.'],
  'CONV-15': [[], 404, 'M_UNRECOGNIZED', 'Unrecognized request'],
} as const satisfies Readonly<Record<string, Row>>;

/** The id of a requirement that asks for a refusal. */
export type RefusalId = keyof typeof rows;

/** The ids of the refusals of an operation, and of those that every operation can give. */
export type RefusalOf<Operation extends OperationName> = {
  [Id in RefusalId]: (typeof rows)[Id][0] extends readonly []
    ? Id
    : Operation extends (typeof rows)[Id][0][number]
      ? Id
      : never;
}[RefusalId];

/** The refusals by the id of the requirement. */
export const refusals: ReadonlyMap<string, Refusal> = new Map(
  Object.entries<Row>(rows).map(([id, [operations, status, errcode, error]]) => [
    id,
    { operations, status, errcode, error },
  ]),
);
