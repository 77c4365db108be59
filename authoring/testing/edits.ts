import type { Breaks } from '../diff/change.ts';
import type { Edit } from './edit.ts';

/** An edit of the bundled declaration, and what a diff must say about it. */
export interface ExpectedEdit {
  readonly edits: readonly Edit[];
  /** The kind, what happened, the place, and whom it breaks. */
  readonly changes: readonly (readonly [
    kind: string,
    what: string,
    place: string,
    breaks: Breaks,
  ])[];
}

const [topicPath, members, memberState, messages] = [
  '/apis/3/operations',
  '/apis/13/operations/0',
  '/apis/9/operations',
  '/apis/12/operations/0',
];

/** One edit of each kind. */
export const expectedEdits: Readonly<Record<string, ExpectedEdit>> = {
  'an operation is added': {
    edits: [
      [
        '/apis/-',
        {
          path: '/rooms/{roomId}/kick',
          operations: [{ method: 'POST', nickname: 'kick', type: 'void', parameters: [] }],
        },
      ],
    ],
    changes: [['operation', 'added', 'kick', 'servers']],
  },
  'an operation is removed': {
    edits: [[members, undefined]],
    changes: [['operation', 'removed', 'get_members', 'clients']],
  },
  'an operation has another name': {
    edits: [[`${topicPath}/1/nickname`, 'read_topic']],
    changes: [['operation', 'renamed', 'read_topic', 'neither']],
  },
  'an operation has another method': {
    edits: [['/apis/10/operations/0/method', 'POST']],
    changes: [['operation', 'changed', 'join', 'both']],
  },
  'an operation has another path': {
    edits: [['/apis/11/path', '/rooms']],
    changes: [['operation', 'changed', 'create_room', 'both']],
  },
  'an operation is deprecated': {
    edits: [[`${members}/deprecated`, 'true']],
    changes: [['other', 'changed', 'get_members/deprecated', 'neither']],
  },
  'the sentence about the PUT with a txnId is removed': {
    edits: [['/apis/5/operations/0/notes', '']],
    changes: [
      ['prose', 'removed', 'invite/notes', 'neither'],
      ['form', 'removed', 'invite', 'clients'],
    ],
  },
  'the sentence about the PUT with a txnId is added': {
    edits: [
      [
        '/apis/10/operations/0/notes',
        'Join a room via a room alias or room ID. This operation can also be done as a PUT by suffixing /{txnId}.',
      ],
    ],
    changes: [
      ['prose', 'added', 'join/notes', 'neither'],
      ['form', 'added', 'join', 'servers'],
    ],
  },
  'a required query parameter is added': {
    edits: [
      [
        `${messages}/parameters/-`,
        { name: 'dir', paramType: 'query', type: 'string', required: true, description: 'b or f' },
      ],
    ],
    changes: [['parameter', 'added', 'get_messages/parameters/dir', 'both']],
  },
  'an optional query parameter is added': {
    edits: [[`${messages}/parameters/-`, { name: 'dir', paramType: 'query', type: 'string' }]],
    changes: [['parameter', 'added', 'get_messages/parameters/dir', 'servers']],
  },
  'an optional query parameter is removed': {
    edits: [[`${messages}/parameters/3`, undefined]],
    changes: [['parameter', 'removed', 'get_messages/parameters/limit', 'clients']],
  },
  'a query parameter has another name': {
    edits: [[`${messages}/parameters/1/name`, 'since']],
    changes: [['parameter', 'renamed', 'get_messages/parameters/since', 'both']],
  },
  'a template of a path has another name': {
    edits: [
      ['/apis/12/path', '/rooms/{room}/messages'],
      [`${messages}/parameters/0/name`, 'room'],
    ],
    changes: [['parameter', 'renamed', 'get_messages/parameters/room', 'neither']],
  },
  'a parameter is required': {
    edits: [[`${messages}/parameters/1/required`, true]],
    changes: [['required', 'changed', 'get_messages/parameters/from/required', 'clients']],
  },
  'a body may be left out': {
    edits: [['/apis/11/operations/0/parameters/0/required', false]],
    changes: [['required', 'changed', 'create_room/parameters/body/required', 'servers']],
  },
  'a parameter has another type': {
    edits: [[`${messages}/parameters/3/type`, 'string']],
    changes: [['type', 'changed', 'get_messages/parameters/limit/type', 'both']],
  },
  'a parameter has a default': {
    edits: [[`${messages}/parameters/3/defaultValue`, '10']],
    changes: [['default', 'changed', 'get_messages/parameters/limit/defaultValue', 'both']],
  },
  'a parameter has a maximum': {
    edits: [[`${messages}/parameters/3/maximum`, '100']],
    changes: [['limits', 'changed', 'get_messages/parameters/limit/maximum', 'clients']],
  },
  'a parameter takes several values': {
    edits: [[`${messages}/parameters/1/allowMultiple`, true]],
    changes: [['type', 'changed', 'get_messages/parameters/from/allowMultiple', 'servers']],
  },
  'a success carries another model': {
    edits: [['/apis/10/operations/0/type', 'EventId']],
    changes: [['success', 'changed', 'join/type', 'both']],
  },
  'a success that carried nothing carries a model': {
    edits: [['/apis/1/operations/0/type', 'EventId']],
    changes: [['success', 'changed', 'send_state_event/type', 'servers']],
  },
  'a success that carried a model carries nothing': {
    edits: [['/apis/0/operations/0/type', 'void']],
    changes: [['success', 'changed', 'send_non_state_event/type', 'clients']],
  },
  'a success carries a list of another model': {
    edits: [['/apis/14/operations/0/items/$ref', 'MemberEvent']],
    changes: [['success', 'changed', 'get_state_events/type', 'both']],
  },
  'an error with a status of its own is added': {
    edits: [[`${members}/responseMessages`, [{ code: 403, message: 'You are not in the room.' }]]],
    changes: [['error', 'added', 'get_members/responseMessages', 'both']],
  },
  'an error with a known status is added': {
    edits: [[`${memberState}/0/responseMessages/-`, { code: 403, message: 'You are banned.' }]],
    changes: [['error', 'added', 'set_membership/responseMessages', 'servers']],
  },
  'an error is removed while its status stays': {
    edits: [[`${memberState}/0/responseMessages/1`, undefined]],
    changes: [['error', 'removed', 'set_membership/responseMessages', 'clients']],
  },
  'an error has another status': {
    edits: [[`${topicPath}/1/responseMessages/0/code`, 403]],
    changes: [['error', 'changed', 'get_topic/responseMessages', 'both']],
  },
  'an error is worded otherwise': {
    edits: [[`${topicPath}/1/responseMessages/0/message`, 'There is no topic.']],
    changes: [['prose', 'changed', 'get_topic/responseMessages/message', 'neither']],
  },
  'an error has a model': {
    edits: [[`${topicPath}/1/responseMessages/0/responseModel`, 'RoomInfo']],
    changes: [['type', 'changed', 'get_topic/responseMessages/responseModel', 'servers']],
  },
  'a model is added that nothing uses': {
    edits: [['/models/Typing', { id: 'Typing', properties: { timeout: { type: 'integer' } } }]],
    changes: [['model', 'added', 'models/Typing', 'neither']],
  },
  'a model is removed that nothing uses': {
    edits: [['/models/PaginationRequest', undefined]],
    changes: [['model', 'removed', 'models/PaginationRequest', 'neither']],
  },
  'a required property of requests is added': {
    edits: [['/models/BanRequest/properties/until', { type: 'integer', required: true }]],
    changes: [['property', 'added', 'models/BanRequest/properties/until', 'both']],
  },
  'an optional property of requests is added': {
    edits: [['/models/RoomConfig/properties/invite', { type: 'array', items: { type: 'string' } }]],
    changes: [['property', 'added', 'models/RoomConfig/properties/invite', 'servers']],
  },
  'an optional property of requests is removed': {
    edits: [['/models/BanRequest/properties/reason', undefined]],
    changes: [['property', 'removed', 'models/BanRequest/properties/reason', 'clients']],
  },
  'a required property of answers is added': {
    edits: [['/models/EventId/properties/ts', { type: 'integer', required: true }]],
    changes: [['property', 'added', 'models/EventId/properties/ts', 'servers']],
  },
  'an optional property of answers is added': {
    edits: [['/models/Event/properties/state_key', { type: 'string' }]],
    changes: [['property', 'added', 'models/Event/properties/state_key', 'neither']],
  },
  'a required property of answers is removed': {
    edits: [['/models/PaginationChunk/properties/end', undefined]],
    changes: [['property', 'removed', 'models/PaginationChunk/properties/end', 'clients']],
  },
  'a property has another name': {
    edits: [
      ['/models/RoomInfo/properties/room_id', undefined],
      [
        '/models/RoomInfo/properties/roomId',
        { type: 'string', description: 'The allocated room ID.', required: true },
      ],
    ],
    changes: [['property', 'renamed', 'models/RoomInfo/properties/roomId', 'both']],
  },
  'a property of requests must be there': {
    edits: [['/models/InviteRequest/properties/user_id/required', true]],
    changes: [
      ['required', 'changed', 'models/InviteRequest/properties/user_id/required', 'clients'],
    ],
  },
  'a property of answers must be there': {
    edits: [['/models/MessageEvent/properties/content/required', true]],
    changes: [
      ['required', 'changed', 'models/MessageEvent/properties/content/required', 'servers'],
    ],
  },
  'a property of answers may be missing': {
    edits: [['/models/RoomInfo/properties/room_id/required', false]],
    changes: [['required', 'changed', 'models/RoomInfo/properties/room_id/required', 'clients']],
  },
  'a property of requests and answers must be there': {
    edits: [['/models/Topic/properties/topic/required', true]],
    changes: [['required', 'changed', 'models/Topic/properties/topic/required', 'both']],
  },
  'a property has another type': {
    edits: [['/models/Topic/properties/topic/type', 'integer']],
    changes: [['type', 'changed', 'models/Topic/properties/topic/type', 'both']],
  },
  'an enum has one value in place of another': {
    edits: [['/models/Member/properties/membership/enum/3', 'ban']],
    changes: [['values', 'changed', 'models/Member/properties/membership/enum', 'both']],
  },
  'an enum of requests has one more value': {
    edits: [['/models/RoomConfig/properties/visibility/enum/-', 'unlisted']],
    changes: [['values', 'changed', 'models/RoomConfig/properties/visibility/enum', 'servers']],
  },
  'an enum of answers is declared': {
    edits: [['/models/InitialSyncRoomData/properties/membership/enum', ['join', 'leave']]],
    changes: [
      ['values', 'changed', 'models/InitialSyncRoomData/properties/membership/enum', 'servers'],
    ],
  },
  'a model inherits': {
    edits: [['/models/PaginationChunk/subTypes/-', 'MemberPaginationChunk']],
    changes: [['inheritance', 'added', 'models/PaginationChunk/subTypes', 'servers']],
  },
  'a model does not inherit any more': {
    edits: [['/models/Event/subTypes', undefined]],
    changes: [['inheritance', 'removed', 'models/Event/subTypes', 'clients']],
  },
  'a placeholder is removed': {
    edits: [['/models/Message/properties/_msgtype_defined_keys_', undefined]],
    changes: [
      ['property', 'removed', 'models/Message/properties/_msgtype_defined_keys_', 'clients'],
    ],
  },
  'a sentence is worded otherwise': {
    edits: [['/models/RoomInfo/properties/room_alias/description', 'The full alias of the room.']],
    changes: [['prose', 'changed', 'models/RoomInfo/properties/room_alias/description', 'neither']],
  },
  'one of two sentences is removed': {
    edits: [
      [
        '/apis/8/operations/0/notes',
        'This operation can also be done as a PUT by suffixing /{txnId}.',
      ],
    ],
    changes: [['prose', 'removed', 'ban/notes', 'neither']],
  },
  'the base path has another path': {
    edits: [['/basePath', 'http://localhost:8008/_matrix/client/r0']],
    changes: [['api', 'changed', 'basePath', 'both']],
  },
  'the base path has another origin': {
    edits: [['/basePath', 'https://example.org/_matrix/client/api/v1/']],
    changes: [['api', 'changed', 'basePath', 'neither']],
  },
  'the version of the API is another': {
    edits: [['/apiVersion', '1.0.1']],
    changes: [['other', 'changed', 'apiVersion', 'neither']],
  },
  'another content type may be sent': {
    edits: [['/apis/0/operations/0/consumes/-', 'text/plain']],
    changes: [['content type', 'changed', 'send_non_state_event/consumes', 'servers']],
  },
  'another content type may be answered': {
    edits: [['/produces/-', 'application/cbor']],
    changes: [['content type', 'changed', 'produces', 'clients']],
  },
  'no token is needed any more': {
    edits: [['/authorizations', undefined]],
    changes: [['authorization', 'changed', 'authorizations', 'both']],
  },
  'a key of somebody’s own is added': {
    edits: [['/models/Topic/x-note', 'look here']],
    changes: [['other', 'added', 'models/Topic/x-note', 'neither']],
  },
};
