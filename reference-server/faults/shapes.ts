import { isObject } from '../domain/json.ts';
import type { Nickname } from '../parts.ts';
import { documented, type Fault } from './fault.ts';
import * as form from './misshapen.ts';
import { property, whole } from './misshapen.ts';
import { answering } from './spoiling.ts';

const sends: readonly (readonly [Nickname, string])[] = [
  ['send_non_state_event', 'SEND-02'],
  ['send_message', 'MSG-02'],
  ['send_feedback', 'FEED-02'],
];

const eventIds = sends.flatMap(([nickname, row]) => [
  property(documented, nickname, 'event_id', 'missing', [row, 'MODEL-28'], form.missing),
  property(documented, nickname, 'event_id', 'null', [row, 'MODEL-28'], form.asNull),
  property(documented, nickname, 'event_id', 'a-number', [row, 'MODEL-28'], form.asNumber),
  property(documented, nickname, 'event_id', 'empty', [row, 'MODEL-28'], form.asEmpty),
]);

const first = (body: unknown): unknown =>
  isObject(body) ? Object.values(body)[0] : Array.isArray(body) ? body[0] : body;

/** Properties of answers that are not there, or of another type. */
export const shapeFaults: readonly Fault[] = [
  ...eventIds,
  whole(
    'send-message-is-a-string',
    'send_message answers its event id alone.',
    'send_message',
    ['MSG-02', 'MODEL-28'],
    first,
  ),
  whole(
    'send-answers-a-list',
    'send_non_state_event answers a list of ids.',
    'send_non_state_event',
    ['SEND-02', 'MODEL-28'],
    (body) => [body],
  ),
  property(
    documented,
    'create_room',
    'room_id',
    'missing',
    ['CREATE-02', 'MODEL-08'],
    form.missing,
  ),
  property(
    documented,
    'create_room',
    'room_id',
    'a-number',
    ['CREATE-02', 'MODEL-08'],
    form.asNumber,
  ),
  property(documented, 'create_room', 'room_id', 'null', ['CREATE-02', 'MODEL-08'], form.asNull),
  property(
    documented,
    'create_room',
    'room_id',
    'empty',
    ['CREATE-02', 'MODEL-08', 'CONV-08'],
    form.asEmpty,
  ),
  whole(
    'create-room-is-a-string',
    'createRoom answers its room id alone.',
    'create_room',
    ['CREATE-02', 'MODEL-08'],
    first,
  ),
  documented(
    'room-alias-a-list',
    'createRoom answers room_alias as a list.',
    ['MODEL-09', 'CREATE-19', 'CREATE-02'],
    answering(['create_room'], (body) =>
      'room_alias' in body ? { ...body, room_alias: [body['room_alias']] } : body,
    ),
  ),
  documented(
    'room-alias-null',
    'createRoom answers room_alias null where no alias was asked for.',
    ['MODEL-09', 'CREATE-22'],
    answering(['create_room'], (body) => ({ room_alias: null, ...body })),
  ),
  property(
    documented,
    'join',
    'room_id',
    'missing',
    ['JID-02', 'MODEL-08', 'JID-04'],
    form.missing,
  ),
  property(documented, 'join', 'room_id', 'null', ['JID-02', 'MODEL-08', 'JID-04'], form.asNull),
  property(documented, 'join', 'room_id', 'a-list', ['JID-02', 'MODEL-08', 'JID-04'], form.asList),
  whole(
    'join-answers-nothing',
    'join answers the empty string of 2014.',
    'join',
    ['JID-02', 'MODEL-08', 'JID-04'],
    form.asEmpty,
  ),
  property(
    documented,
    'get_topic',
    'topic',
    'missing',
    ['GTOPIC-02', 'GTOPIC-03', 'TOPIC-03', 'CREATE-21', 'MODEL-01'],
    form.missing,
  ),
  property(
    documented,
    'get_topic',
    'topic',
    'a-number',
    ['MODEL-01', 'GTOPIC-02', 'GTOPIC-03'],
    form.asNumber,
  ),
  property(
    documented,
    'get_topic',
    'topic',
    'null',
    ['MODEL-01', 'GTOPIC-02', 'GTOPIC-03'],
    form.asNull,
  ),
  property(
    documented,
    'get_topic',
    'topic',
    'an-object',
    ['MODEL-01', 'GTOPIC-02', 'GTOPIC-03'],
    form.asObject,
  ),
  whole(
    'get-topic-is-a-string',
    'GET topic answers the topic alone.',
    'get_topic',
    ['GTOPIC-02', 'GTOPIC-03', 'TOPIC-03', 'CREATE-21', 'MODEL-01'],
    (body) => (isObject(body) ? body['topic'] : body),
  ),
  property(
    documented,
    'get_membership',
    'membership',
    'missing',
    ['GMEM-02', 'GMEM-03', 'MODEL-06'],
    form.missing,
  ),
  property(
    documented,
    'get_membership',
    'membership',
    'null',
    ['MODEL-06', 'GMEM-02', 'GMEM-03', 'MODEL-07'],
    form.asNull,
  ),
  property(
    documented,
    'get_membership',
    'membership',
    'a-number',
    ['MODEL-06', 'GMEM-02', 'GMEM-03', 'MODEL-07'],
    form.asNumber,
  ),
  documented(
    'membership-of-another-word',
    'GET member says "joined", "invited" and "left".',
    ['MODEL-07', 'GMEM-02', 'GMEM-03'],
    answering(['get_membership'], (body) => ({
      ...body,
      membership: `${String(body['membership'])}ed`,
    })),
  ),
  documented(
    'membership-in-capitals',
    'GET member shouts JOIN.',
    ['MODEL-07', 'GMEM-02', 'GMEM-03'],
    answering(['get_membership'], (body) => ({
      ...body,
      membership: String(body['membership']).toUpperCase(),
    })),
  ),
  whole(
    'get-member-is-an-event',
    'GET member answers a list of one.',
    'get_membership',
    ['GMEM-02', 'GMEM-03'],
    (body) => [body],
  ),
];
