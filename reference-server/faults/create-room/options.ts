import type { JsonObject } from '../../domain/event.ts';
import type { RoomConfig } from '../../domain/requests.ts';
import { badJson } from '../../errors.ts';
import { perRow, type Faults, type Requirements, type Spoil } from '../fault.ts';
import {
  before,
  changeActions,
  changeClaim,
  changeFoundingEvents,
  omit,
  perRequest,
  readConfigAs,
} from '../vocabulary/index.ts';

/** createRoom reads its body as if it said something else, where the body is one of these. */
const readWhere = (
  applies: (body: JsonObject) => boolean,
  change: (body: JsonObject) => JsonObject,
): Spoil => readConfigAs((body) => (applies(body) ? change(body) : body));

/** As readWhere, only for the PUT with a txnId. */
const readPutAs = (change: (body: JsonObject) => JsonObject): Spoil =>
  perRequest('create_room', ({ params }) =>
    params.txnId === '' ? () => ({}) : readConfigAs(change),
  );

/** An alias is accepted and leads nowhere, where the body is one of these. */
const loseAlias = (applies: (config: RoomConfig) => boolean): Spoil =>
  changeActions(({ createRoom }) => ({
    createRoom: (context, config) => {
      const { parts } = context;
      const deaf = applies(config) ? changeClaim(() => () => undefined)(parts) : {};
      return createRoom({ ...context, parts: { ...parts, ...deaf } }, config);
    },
  }));

const without =
  (key: string) =>
  (body: JsonObject): JsonObject =>
    omit(body, key);

const lost: readonly (readonly [
  id: string,
  summary: string,
  violates: Requirements,
  applies: (body: JsonObject) => boolean,
  key: string,
])[] = [
  [
    'name-lost-beside-an-alias',
    'createRoom ignores the name of a room that gets an alias.',
    ['CREATE-20', 'CREATE-24'],
    (body) => 'room_alias_name' in body,
    'name',
  ],
  [
    'topic-lost-in-public-rooms',
    'createRoom ignores the topic of a public room.',
    ['CREATE-21'],
    (body) => body['visibility'] === 'public',
    'topic',
  ],
  [
    'topic-lost-beside-an-empty-name',
    'createRoom ignores the topic of a room whose name is empty.',
    ['CREATE-21'],
    (body) => body['name'] === '',
    'topic',
  ],
  [
    'empty-name-lost',
    'createRoom ignores an empty name.',
    ['CREATE-20'],
    (body) => body['name'] === '',
    'name',
  ],
  [
    'empty-topic-lost-beside-a-name',
    'createRoom ignores an empty topic where a name is given.',
    ['CREATE-21'],
    (body) => body['topic'] === '' && 'name' in body,
    'topic',
  ],
  [
    'name-beyond-ascii-lost-in-private-rooms',
    'createRoom ignores the name of a private room unless the name is ASCII.',
    ['CREATE-20'],
    (body) => body['visibility'] === 'private' && /[^ -~]/.test(String(body['name'])),
    'name',
  ],
  [
    'name-lost-without-visibility',
    'createRoom ignores the name where visibility is absent.',
    ['CREATE-20'],
    (body) => !('visibility' in body),
    'name',
  ],
];

/** Options of createRoom that work alone and not together. */
export const roomOptionFaults: Faults = {
  ...perRow(lost, ([id, summary, violates, applies, key]) => ({
    [id]: { summary, violates, spoil: readWhere(applies, without(key)) },
  })),
  'named-room-is-open': {
    summary: 'A private room with both a name and a topic can be joined by anybody.',
    violates: ['CREATE-14'],
    spoil: readWhere(
      (body) => 'name' in body && 'topic' in body,
      (body) => ({ ...body, visibility: 'public' }),
    ),
  },
  'aliased-room-is-closed': {
    summary: 'A public room with both an alias and a name needs an invite.',
    violates: ['CREATE-13'],
    spoil: readWhere(
      (body) => 'room_alias_name' in body && 'name' in body,
      (body) => ({ ...body, visibility: 'private' }),
    ),
  },
  'put-makes-private-rooms': {
    summary: 'A PUT of createRoom does not read visibility and makes a private room.',
    violates: ['CREATE-13', 'CREATE-05'],
    spoil: readPutAs((body) => ({ ...body, visibility: 'private' })),
  },
  'put-loses-the-topic-beside-a-name': {
    summary: 'A PUT of createRoom ignores the topic where a name is given.',
    violates: ['CREATE-21', 'CREATE-05'],
    spoil: readPutAs((body) => ('name' in body ? omit(body, 'topic') : body)),
  },
  'alias-of-a-private-room-leads-nowhere': {
    summary: 'The alias of a private room leads nowhere.',
    violates: ['CREATE-17'],
    spoil: loseAlias(({ joinRule }) => joinRule === 'invite'),
  },
  'alias-beside-a-topic-leads-nowhere': {
    summary: 'The alias of a room that is made with a topic leads nowhere.',
    violates: ['CREATE-17'],
    spoil: loseAlias(({ topic }) => topic !== undefined),
  },
  'public-room-with-alias-and-awkward-topic-refused': {
    summary: 'createRoom refuses a public room whose topic is not ASCII and has an alias.',
    violates: ['CREATE-21', 'CREATE-09'],
    spoil: before(['create_room'], ({ parts, request }) => {
      const { visibility, topic, room_alias_name } = parts.validate.object(request.body);
      if (visibility === 'public' && room_alias_name !== undefined && /[^ -~]/.test(String(topic)))
        throw badJson('Not this topic.');
    }),
  },
  'creator-of-a-public-room-with-an-empty-topic-is-invited': {
    summary: 'The creator of a public room with an empty topic is only invited to it.',
    violates: ['CREATE-03'],
    spoil: changeFoundingEvents((drafts) => {
      const open = drafts.some(({ content }) => content['join_rule'] === 'public');
      const bare = drafts.some(({ content }) => content['topic'] === '');
      return drafts.map((draft) =>
        open && bare && draft.type === 'm.room.member'
          ? { ...draft, content: { membership: 'invite' } }
          : draft,
      );
    }),
  },
};
