import { forbidden } from '../errors.ts';
import { isObject } from '../domain/json.ts';
import type { Context } from '../parts.ts';
import { perRow, type Faults } from './fault.ts';
import {
  before,
  changeWholeBody,
  changeWire,
  inAnotherRoom,
  wrapOperation,
} from './vocabulary/index.ts';

const hasNoTopic = ({ parts, world, params }: Context): boolean => {
  const room = parts.rooms.find(world, params.roomId);
  return room !== undefined && parts.view.slot(room, 'm.room.topic', '') === undefined;
};

/** What GET topic answers, and of which room. */
export const getTopicFaults: Faults = {
  'get-topic-is-a-string': {
    summary: 'GET topic answers the topic without an object around it.',
    violates: ['GTOPIC-02', 'GTOPIC-03', 'TOPIC-03', 'CREATE-21', 'MODEL-01'],
    spoil: changeWholeBody(['get_topic'], (body) => (isObject(body) ? body['topic'] : body)),
  },
  'topic-of-another-room': {
    summary: 'GET topic answers the topic of another room of the caller.',
    violates: ['GTOPIC-05', 'GTOPIC-03'],
    spoil: inAnotherRoom(['get_topic']),
  },
  ...perRow(
    [
      ['missing-topic-200', 'an empty topic', { topic: '' }],
      ['missing-topic-null-200', 'null', null],
    ],
    ([id, what, body]) => ({
      [id]: {
        summary: `GET topic answers 200 and ${what} for a room without a topic.`,
        violates: ['GTOPIC-06', 'CREATE-22'],
        spoil: wrapOperation(['get_topic'], (perform) => (context) => {
          context.parts.permissions.read(context, context.params.roomId);
          return hasNoTopic(context) ? context.parts.answer.ok(body) : perform(context);
        }),
      },
    }),
  ),
  'missing-topic-403': {
    summary: 'GET topic answers 403 for a room without a topic.',
    violates: ['GTOPIC-06', 'CREATE-22'],
    spoil: before(['get_topic'], (context) => {
      if (hasNoTopic(context)) throw forbidden('No topic.');
    }),
  },
  'not-found-topic-null': {
    summary: 'GET topic answers 404 and null for a room without a topic.',
    violates: ['GTOPIC-06', 'CONV-05', 'CONV-06'],
    spoil: changeWire(
      (operation, { status }) => operation === 'get_topic' && status === 404,
      (answer) => ({ ...answer, body: 'null' }),
    ),
  },
};
