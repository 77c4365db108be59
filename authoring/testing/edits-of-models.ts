import type { ExpectedEdit } from './expected-edit.ts';

/** One edit of each kind, of models. */
export const modelEdits: Readonly<Record<string, ExpectedEdit>> = {
  'a model is added that nothing uses': {
    edits: [['/models/Typing', { id: 'Typing', properties: { timeout: { type: 'integer' } } }]],
    changes: [['model', 'added', 'models/Typing', 'neither']],
    impact: '+0',
  },
  'a model is removed that nothing uses': {
    edits: [['/models/PaginationRequest', undefined]],
    changes: [['model', 'removed', 'models/PaginationRequest', 'neither']],
    impact: '-MODEL-14 -MODEL-15 -MODEL-16',
  },
  'a required property of requests is added': {
    edits: [['/models/BanRequest/properties/until', { type: 'integer', required: true }]],
    changes: [['property', 'added', 'models/BanRequest/properties/until', 'both']],
    impact: '+0',
  },
  'an optional property of requests is added': {
    edits: [['/models/RoomConfig/properties/invite', { type: 'array', items: { type: 'string' } }]],
    changes: [['property', 'added', 'models/RoomConfig/properties/invite', 'servers']],
    impact: '~CREATE-23',
  },
  'an optional property of requests is removed': {
    edits: [['/models/BanRequest/properties/reason', undefined]],
    changes: [['property', 'removed', 'models/BanRequest/properties/reason', 'clients']],
    impact: '-BAN-12 -BAN-13 -MODEL-34',
  },
  'a required property of answers is added': {
    edits: [['/models/EventId/properties/ts', { type: 'integer', required: true }]],
    changes: [['property', 'added', 'models/EventId/properties/ts', 'servers']],
    impact: '+0',
  },
  'an optional property of answers is added': {
    edits: [['/models/Event/properties/state_key', { type: 'string' }]],
    changes: [['property', 'added', 'models/Event/properties/state_key', 'neither']],
    impact: '~MODEL-39 ~CLIENT-14',
  },
  'a required property of answers is removed': {
    edits: [['/models/PaginationChunk/properties/end', undefined]],
    changes: [['property', 'removed', 'models/PaginationChunk/properties/end', 'clients']],
    impact: '-MSGS-13 -MODEL-18 -CLIENT-15 -CLIENT-16',
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
    impact: '>JID-04 >MODEL-08',
  },
  'a property of requests must be there': {
    edits: [['/models/InviteRequest/properties/user_id/required', true]],
    changes: [
      ['required', 'changed', 'models/InviteRequest/properties/user_id/required', 'clients'],
    ],
    impact: '~INV-09 ~INV-10 ~MODEL-32 ~CLIENT-27',
  },
  'a property of answers must be there': {
    edits: [['/models/MessageEvent/properties/content/required', true]],
    changes: [
      ['required', 'changed', 'models/MessageEvent/properties/content/required', 'servers'],
    ],
    impact: '~MODEL-30',
  },
  'a property of answers may be missing': {
    edits: [['/models/RoomInfo/properties/room_id/required', false]],
    changes: [['required', 'changed', 'models/RoomInfo/properties/room_id/required', 'clients']],
    impact: '~JID-04 ~MODEL-08',
  },
  'a property of requests and answers must be there': {
    edits: [['/models/Topic/properties/topic/required', true]],
    changes: [['required', 'changed', 'models/Topic/properties/topic/required', 'both']],
    impact: '~MODEL-01',
  },
  'a property has another type': {
    edits: [['/models/Topic/properties/topic/type', 'integer']],
    changes: [['type', 'changed', 'models/Topic/properties/topic/type', 'both']],
    impact: '~MODEL-01',
  },
  'an enum has one value in place of another': {
    edits: [['/models/Member/properties/membership/enum/3', 'ban']],
    changes: [['values', 'changed', 'models/Member/properties/membership/enum', 'both']],
    impact: '~MODEL-06 -MODEL-07 -SMEM-18 -SMEM-19',
  },
  'an enum of requests has one more value': {
    edits: [['/models/RoomConfig/properties/visibility/enum/-', 'unlisted']],
    changes: [['values', 'changed', 'models/RoomConfig/properties/visibility/enum', 'servers']],
    impact: '~CREATE-15 ~MODEL-10 ~CLIENT-05',
  },
  'an enum of answers is declared': {
    edits: [['/models/InitialSyncRoomData/properties/membership/enum', ['join', 'leave']]],
    changes: [
      ['values', 'changed', 'models/InitialSyncRoomData/properties/membership/enum', 'servers'],
    ],
    impact: '~MODEL-35',
  },
  'a model inherits': {
    edits: [['/models/PaginationChunk/subTypes/-', 'MemberPaginationChunk']],
    changes: [['inheritance', 'added', 'models/PaginationChunk/subTypes', 'servers']],
    impact: '~MODEL-19',
  },
  'a model does not inherit any more': {
    edits: [['/models/Event/subTypes', undefined]],
    changes: [['inheritance', 'removed', 'models/Event/subTypes', 'clients']],
    impact: '-MODEL-26 ~MODEL-39 ~CLIENT-14',
  },
  'a placeholder is removed': {
    edits: [['/models/Message/properties/_msgtype_defined_keys_', undefined]],
    changes: [
      ['property', 'removed', 'models/Message/properties/_msgtype_defined_keys_', 'clients'],
    ],
    impact: '-MODEL-03 -CLIENT-09',
  },
  'a sentence is worded otherwise': {
    edits: [['/models/RoomInfo/properties/room_alias/description', 'The full alias of the room.']],
    changes: [['prose', 'changed', 'models/RoomInfo/properties/room_alias/description', 'neither']],
    impact: '-CREATE-19 -MODEL-09 +0',
  },
  'one of two sentences is removed': {
    edits: [
      [
        '/apis/8/operations/0/notes',
        'This operation can also be done as a PUT by suffixing /{txnId}.',
      ],
    ],
    changes: [['prose', 'removed', 'ban/notes', 'neither']],
    impact: '-BAN-05 -BAN-06',
  },
};
