import { byTheLetter } from './declarations.ts';
import type { Edit } from './edit.ts';
import type { ExpectedEdit } from './expected-edit.ts';

const [topicPath, members, memberState, messages] = [
  '/apis/3/operations',
  '/apis/13/operations/0',
  '/apis/9/operations',
  '/apis/12/operations/0',
];

/** Moves every path below another one. */
const pathsBelow = (above: string): readonly Edit[] =>
  byTheLetter.operations
    .filter(({ pointer }) => pointer?.endsWith('/operations/0'))
    .map(({ path, pointer }) => [
      `${pointer?.replace('/operations/0', '')}/path`,
      `${above}${path}`,
    ]);

/** One edit of each kind, of operations and of the API as a whole. */
export const operationEdits: Readonly<Record<string, ExpectedEdit>> = {
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
    impact: '~META-11',
  },
  'an operation is removed': {
    edits: [[members, undefined]],
    changes: [['operation', 'removed', 'get_members', 'clients']],
    impact:
      '-MEMB-01 -MEMB-02 -MEMB-04 -MEMB-05 -MEMB-06 -MEMB-07 -MEMB-08 -MEMB-09 -MEMB-11 -MEMB-12 ~META-11',
  },
  'an operation has another name': {
    edits: [[`${topicPath}/1/nickname`, 'read_topic']],
    changes: [['operation', 'renamed', 'read_topic', 'neither']],
    impact: '>GTOPIC-01 >GTOPIC-02 >GTOPIC-03 >GTOPIC-04 >GTOPIC-05 >GTOPIC-06 >GTOPIC-07',
  },
  'an operation has another method': {
    edits: [['/apis/10/operations/0/method', 'POST']],
    changes: [['operation', 'changed', 'join', 'both']],
    impact: '-JID-01 ~JID-09 ~JID-10',
  },
  'an operation has another path': {
    edits: [['/apis/11/path', '/rooms']],
    changes: [['operation', 'changed', 'create_room', 'both']],
    impact: '~CREATE-01 ~CREATE-25 ~CREATE-26 ~CLIENT-19',
  },
  'an operation is deprecated': {
    edits: [[`${members}/deprecated`, 'true']],
    changes: [['other', 'changed', 'get_members/deprecated', 'neither']],
    impact: '~MEMB-11 ~MEMB-12',
  },
  'the sentence about the PUT with a txnId is removed': {
    edits: [['/apis/5/operations/0/notes', '']],
    changes: [
      ['prose', 'removed', 'invite/notes', 'neither'],
      ['form', 'removed', 'invite', 'clients'],
    ],
    impact: '-INV-04',
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
    impact: '+0',
  },
  'a required query parameter is added': {
    edits: [
      [
        `${messages}/parameters/-`,
        { name: 'dir', paramType: 'query', type: 'string', required: true, description: 'b or f' },
      ],
    ],
    changes: [['parameter', 'added', 'get_messages/parameters/dir', 'both']],
    impact: '+0',
  },
  'an optional query parameter is added': {
    edits: [[`${messages}/parameters/-`, { name: 'dir', paramType: 'query', type: 'string' }]],
    changes: [['parameter', 'added', 'get_messages/parameters/dir', 'servers']],
    impact: '+0',
  },
  'an optional query parameter is removed': {
    edits: [[`${messages}/parameters/3`, undefined]],
    changes: [['parameter', 'removed', 'get_messages/parameters/limit', 'clients']],
    impact: '-MSGS-08 -MSGS-09 -MSGS-10 -CLIENT-08',
  },
  'a query parameter has another name': {
    edits: [[`${messages}/parameters/1/name`, 'since']],
    changes: [['parameter', 'renamed', 'get_messages/parameters/since', 'both']],
    impact: '>MSGS-06 >MSGS-11 >CLIENT-30',
  },
  'a template of a path has another name': {
    edits: [
      ['/apis/12/path', '/rooms/{room}/messages'],
      [`${messages}/parameters/0/name`, 'room'],
    ],
    changes: [['parameter', 'renamed', 'get_messages/parameters/room', 'neither']],
    impact: '>MSGS-05',
  },
  'a parameter is required': {
    edits: [[`${messages}/parameters/1/required`, true]],
    changes: [['required', 'changed', 'get_messages/parameters/from/required', 'clients']],
    impact: '~MSGS-06 ~CLIENT-30',
  },
  'a body may be left out': {
    edits: [['/apis/11/operations/0/parameters/0/required', false]],
    changes: [['required', 'changed', 'create_room/parameters/body/required', 'servers']],
    impact: '~CREATE-09',
  },
  'a parameter has another type': {
    edits: [[`${messages}/parameters/3/type`, 'string']],
    changes: [['type', 'changed', 'get_messages/parameters/limit/type', 'both']],
    impact: '~MSGS-08 -MSGS-10 -CLIENT-08',
  },
  'a parameter has a default': {
    edits: [[`${messages}/parameters/3/defaultValue`, '10']],
    changes: [['default', 'changed', 'get_messages/parameters/limit/defaultValue', 'both']],
    impact: '~MSGS-08',
  },
  'a parameter has a maximum': {
    edits: [[`${messages}/parameters/3/maximum`, '100']],
    changes: [['limits', 'changed', 'get_messages/parameters/limit/maximum', 'clients']],
    impact: '~MSGS-08',
  },
  'a parameter takes several values': {
    edits: [[`${messages}/parameters/1/allowMultiple`, true]],
    changes: [['type', 'changed', 'get_messages/parameters/from/allowMultiple', 'servers']],
    impact: '~MSGS-06 ~CLIENT-30',
  },
  'a success carries another model': {
    edits: [['/apis/10/operations/0/type', 'EventId']],
    changes: [['success', 'changed', 'join/type', 'both']],
    impact: '-JID-02 ~JID-09 ~JID-10',
  },
  'a success that carried nothing carries a model': {
    edits: [['/apis/1/operations/0/type', 'EventId']],
    changes: [['success', 'changed', 'send_state_event/type', 'servers']],
    impact: '-STATE-02 ~STATE-17 ~STATE-18',
  },
  'a success that carried a model carries nothing': {
    edits: [['/apis/0/operations/0/type', 'void']],
    changes: [['success', 'changed', 'send_non_state_event/type', 'clients']],
    impact: '-SEND-02 ~SEND-15',
  },
  'a success carries a list of another model': {
    edits: [['/apis/14/operations/0/items/$ref', 'MemberEvent']],
    changes: [['success', 'changed', 'get_state_events/type', 'clients']],
    impact: '~GST-02 ~GST-08',
  },
  'a success carries another model with the same required keys': {
    edits: [
      ['/apis/10/operations/0/type', 'JoinRoomInfo'],
      [
        '/models/JoinRoomInfo',
        { id: 'JoinRoomInfo', properties: { room_id: { type: 'string', required: true } } },
      ],
    ],
    changes: [
      ['success', 'changed', 'join/type', 'neither'],
      ['model', 'added', 'models/JoinRoomInfo', 'neither'],
    ],
    impact: '~JID-02 ~JID-09 ~JID-10 +1',
  },
  'the status of a success is written down': {
    edits: [[`${members}/responseMessages`, [{ code: 200, message: 'OK' }]]],
    changes: [['success', 'added', 'get_members/responseMessages', 'neither']],
    impact: '+0',
  },
  'a success has another status': {
    edits: [['/apis/11/operations/0/responseMessages/-', { code: 201, message: 'Created' }]],
    changes: [['success', 'added', 'create_room/responseMessages', 'both']],
    impact: '+0',
  },
  'an error with a status of its own is added': {
    edits: [[`${members}/responseMessages`, [{ code: 403, message: 'You are not in the room.' }]]],
    changes: [['error', 'added', 'get_members/responseMessages', 'both']],
    impact: '+0',
  },
  'an error with a known status is added': {
    edits: [[`${memberState}/0/responseMessages/-`, { code: 403, message: 'You are banned.' }]],
    changes: [['error', 'added', 'set_membership/responseMessages', 'servers']],
    impact: '~CLIENT-18',
  },
  'an error is removed while its status stays': {
    edits: [[`${memberState}/0/responseMessages/1`, undefined]],
    changes: [['error', 'removed', 'set_membership/responseMessages', 'clients']],
    impact: '-SMEM-10 ~CLIENT-18 -CLIENT-31',
  },
  'an error has another status': {
    edits: [[`${topicPath}/1/responseMessages/0/code`, 403]],
    changes: [['error', 'changed', 'get_topic/responseMessages', 'both']],
    impact: '~GTOPIC-06',
  },
  'an error is worded otherwise': {
    edits: [[`${topicPath}/1/responseMessages/0/message`, 'There is no topic.']],
    changes: [['prose', 'changed', 'get_topic/responseMessages/message', 'neither']],
    impact: '-GTOPIC-06 +0',
  },
  'an error has a model': {
    edits: [[`${topicPath}/1/responseMessages/0/responseModel`, 'RoomInfo']],
    changes: [['type', 'changed', 'get_topic/responseMessages/responseModel', 'servers']],
    impact: '~GTOPIC-06',
  },
  'the base path has another path': {
    edits: [['/basePath', 'http://localhost:8008/_matrix/client/r0']],
    changes: [['api', 'changed', 'basePath', 'both']],
    impact: '-META-03 -CLIENT-01 +0',
  },
  'a part of the base path stands in the paths': {
    edits: [
      ['/basePath', 'http://localhost:8008/_matrix/client/api'],
      ...pathsBelow('/v1'),
      [
        '/apis/1/operations/0/notes',
        'The state key can be omitted, such that you can PUT to /v1/rooms/{roomId}/state/{eventType}. The state key defaults to a 0 length string in this case.',
      ],
    ],
    changes: [
      ['api', 'changed', 'basePath', 'neither'],
      ['prose', 'changed', 'send_state_event/notes', 'neither'],
    ],
    impact: '-META-03 -STATE-04 -CLIENT-01 +0 +1',
  },
  'the base path has another origin': {
    edits: [['/basePath', 'https://example.org/_matrix/client/api/v1/']],
    changes: [['api', 'changed', 'basePath', 'neither']],
    impact: '-META-03 -CLIENT-01 +0',
  },
  'the version of the API is another': {
    edits: [['/apiVersion', '1.0.1']],
    changes: [['other', 'changed', 'apiVersion', 'neither']],
    impact: '-META-02',
  },
  'another content type may be sent': {
    edits: [['/apis/0/operations/0/consumes/-', 'text/plain']],
    changes: [['content type', 'changed', 'send_non_state_event/consumes', 'servers']],
    impact: '-SEND-08 ~SEND-15',
  },
  'another content type may be answered': {
    edits: [['/produces/-', 'application/cbor']],
    changes: [['content type', 'changed', 'produces', 'clients']],
    impact: '-META-05 -META-06 ~CLIENT-21',
  },
  'no token is needed any more': {
    edits: [['/authorizations', undefined]],
    changes: [['authorization', 'changed', 'authorizations', 'both']],
    impact: '-META-09 -META-10 -CLIENT-20 -CLIENT-23 -CLIENT-07 -CLIENT-28 +0',
  },
  'a key of somebody’s own is added': {
    edits: [['/models/Topic/x-note', 'look here']],
    changes: [['other', 'added', 'models/Topic/x-note', 'neither']],
    impact: '',
  },
};
