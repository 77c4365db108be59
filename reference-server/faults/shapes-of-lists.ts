import type { JsonObject } from '../domain/event.ts';
import { isObject } from '../domain/json.ts';
import { documented, implied, type Fault, type Spoil } from './fault.ts';
import * as form from './misshapen.ts';
import { property, whole } from './misshapen.ts';
import { answering, omit, operation, within, wording } from './spoiling.ts';

/** The two answers that hold a page of events. */
const ofSync = (change: (messages: JsonObject) => unknown): Spoil =>
  answering(['get_room_sync_data'], (body) => ({
    ...body,
    messages: change(isObject(body['messages']) ? body['messages'] : {}),
  }));

const stateOfSync = (change: (state: readonly unknown[]) => unknown): Spoil =>
  answering(['get_room_sync_data'], (body) => ({
    ...body,
    state: change(Array.isArray(body['state']) ? body['state'] : []),
  }));

const eventIdOf = (item: unknown): unknown => (isObject(item) ? item['event_id'] : item);

/** Properties of lists and of initialSync that are not there, or of another type. */
export const listShapeFaults: readonly Fault[] = [
  property(documented, 'get_messages', 'chunk', 'missing', ['MODEL-20', 'MSGS-02'], form.missing),
  property(
    documented,
    'get_messages',
    'chunk',
    'an-object',
    ['MODEL-20', 'MSGS-02'],
    form.asObject,
  ),
  property(documented, 'get_members', 'chunk', 'missing', ['MODEL-21', 'MEMB-02'], form.missing),
  property(documented, 'get_members', 'chunk', 'an-object', ['MODEL-21', 'MEMB-02'], form.asObject),
  property(implied, 'get_members', 'start', 'a-number', ['MEMB-03'], form.asNumber),
  property(implied, 'get_members', 'end', 'null', ['MEMB-03'], form.asNull),
  whole(
    'messages-are-a-list',
    'GET messages answers its chunk alone.',
    'get_messages',
    ['MSGS-02', 'MODEL-19', 'MODEL-20'],
    (body) => (isObject(body) ? body['chunk'] : body),
  ),
  whole(
    'members-are-a-list',
    'GET members answers its chunk alone.',
    'get_members',
    ['MEMB-02', 'MODEL-21'],
    (body) => (isObject(body) ? body['chunk'] : body),
  ),
  whole(
    'state-is-an-object',
    'GET state answers an object by event id.',
    'get_state_events',
    ['GST-02'],
    (body) =>
      Array.isArray(body)
        ? Object.fromEntries(body.map((item) => [String(eventIdOf(item)), item]))
        : body,
  ),
  whole(
    'state-in-a-chunk',
    'GET state answers an object with a chunk.',
    'get_state_events',
    ['GST-02'],
    (body) => ({ chunk: body }),
  ),
  whole(
    'state-of-ids',
    'GET state lists ids instead of events.',
    'get_state_events',
    ['GST-03', 'MODEL-22', 'MODEL-39'],
    (body) => (Array.isArray(body) ? body.map(eventIdOf) : body),
  ),
  documented(
    'messages-of-ids',
    'GET messages lists ids instead of events.',
    ['MODEL-20', 'MSGS-02', 'MODEL-26'],
    within(
      ['get_messages'],
      wording(({ chunk }) => ({
        chunk: (items, page) => ({ ...chunk(items, page), chunk: items.map(eventIdOf) }),
      })),
    ),
  ),
  documented(
    'members-of-ids',
    'GET members lists user ids instead of events.',
    ['MODEL-21', 'MEMB-10', 'MEMB-02'],
    within(
      ['get_members'],
      wording(({ chunk }) => ({
        chunk: (items, page) => ({
          ...chunk(items, page),
          chunk: items.map((item) => item['state_key']),
        }),
      })),
    ),
  ),
  property(
    documented,
    'get_room_sync_data',
    'membership',
    'missing',
    ['MODEL-35', 'SYNC-03', 'SYNC-02'],
    form.missing,
  ),
  property(
    documented,
    'get_room_sync_data',
    'membership',
    'null',
    ['MODEL-35', 'SYNC-03', 'SYNC-02'],
    form.asNull,
  ),
  property(
    documented,
    'get_room_sync_data',
    'membership',
    'an-object',
    ['MODEL-35', 'SYNC-03', 'SYNC-02'],
    form.asObject,
  ),
  property(
    documented,
    'get_room_sync_data',
    'room_id',
    'missing',
    ['MODEL-36', 'SYNC-04', 'SYNC-02', 'SYNC-13'],
    form.missing,
  ),
  property(
    documented,
    'get_room_sync_data',
    'room_id',
    'a-number',
    ['MODEL-36', 'SYNC-04', 'SYNC-02', 'SYNC-13'],
    form.asNumber,
  ),
  property(
    implied,
    'get_room_sync_data',
    'messages',
    'missing',
    ['SYNC-07', 'SYNC-09', 'SYNC-11'],
    form.missing,
  ),
  property(implied, 'get_room_sync_data', 'state', 'missing', ['SYNC-07', 'SYNC-10'], form.missing),
  property(
    documented,
    'get_room_sync_data',
    'messages',
    'null',
    ['MODEL-37', 'SYNC-05', 'SYNC-07', 'SYNC-02'],
    form.asNull,
  ),
  property(
    documented,
    'get_room_sync_data',
    'state',
    'null',
    ['MODEL-38', 'SYNC-06', 'SYNC-07', 'SYNC-02'],
    form.asNull,
  ),
  documented(
    'sync-messages-a-list',
    'The messages of initialSync are a list.',
    ['MODEL-37', 'SYNC-05', 'SYNC-02', 'MODEL-19'],
    ofSync((messages) => messages['chunk']),
  ),
  documented(
    'sync-messages-without-chunk',
    'The messages of initialSync have no chunk.',
    ['SYNC-05', 'MODEL-20', 'MODEL-37'],
    ofSync((messages) => omit(messages, 'chunk')),
  ),
  documented(
    'sync-messages-without-start',
    'The messages of initialSync have no start.',
    ['MODEL-17', 'MODEL-19', 'SYNC-05'],
    ofSync((messages) => omit(messages, 'start')),
  ),
  documented(
    'sync-messages-without-end',
    'The messages of initialSync have no end.',
    ['MODEL-18', 'MODEL-19', 'SYNC-05'],
    ofSync((messages) => omit(messages, 'end')),
  ),
  documented(
    'sync-messages-end-a-number',
    'The end of the messages of initialSync is a number.',
    ['MODEL-18', 'SYNC-05'],
    ofSync((messages) => ({ ...messages, end: 7 })),
  ),
  documented(
    'sync-state-an-object',
    'The state of initialSync is an object.',
    ['MODEL-38', 'SYNC-06', 'SYNC-02'],
    stateOfSync((state) => ({ events: state })),
  ),
  documented(
    'sync-state-of-ids',
    'The state of initialSync lists ids instead of events.',
    ['SYNC-06', 'MODEL-22', 'MODEL-38'],
    stateOfSync((state) => state.map(eventIdOf)),
  ),
  documented(
    'sync-is-a-list',
    'initialSync answers a list of one.',
    ['SYNC-02', 'MODEL-35', 'MODEL-36'],
    operation(['get_room_sync_data'], (perform) => async (context) => {
      const answer = await perform(context);
      return { ...answer, body: [answer.body] };
    }),
  ),
];
