import { badJson } from '../../errors.ts';
import { perRow, type Faults, type Spoil } from '../fault.ts';
import type { JsonObject } from '../../domain/event.ts';
import {
  before,
  changeConfig,
  changeFounding,
  readConfigAs,
  refuseKey,
  requireKey,
  takeAnyType,
} from '../vocabulary/index.ts';

/** Checks the body of createRoom before it is read. */
const checkBody = (check: (body: JsonObject) => void): Spoil =>
  before(['create_room'], ({ parts, request }) => {
    check(parts.validate.object(request.body));
  });

const known = ['visibility', 'room_alias_name', 'name', 'topic'];

/** How createRoom reads visibility, name and topic. */
export const roomConfigFaults: Faults = {
  ...perRow(
    [
      ['visibility-ignored-open', 'public', 'CREATE-14'],
      ['visibility-ignored-closed', 'private', 'CREATE-13'],
    ],
    ([id, visibility, requirement]) => ({
      [id]: {
        summary: `createRoom makes every room ${visibility}.`,
        violates: [requirement, 'MODEL-10'],
        spoil: readConfigAs((body) => ({ ...body, visibility })),
      },
    }),
  ),
  'visibility-swapped': {
    summary: 'createRoom makes public rooms private and private rooms public.',
    violates: ['CREATE-13', 'CREATE-14', 'MODEL-10'],
    spoil: changeConfig(({ joinRule }) => ({
      joinRule: joinRule === 'public' ? 'invite' : 'public',
    })),
  },
  ...perRow(
    [
      ['public', 'CREATE-13'],
      ['private', 'CREATE-14'],
    ],
    ([visibility, requirement]) => ({
      [`${visibility}-refused`]: {
        summary: `createRoom refuses the visibility "${visibility}".`,
        violates: [requirement, 'MODEL-10'],
        spoil: refuseKey('visibility', visibility),
      },
    }),
  ),
  'visibility-needed': {
    summary: 'createRoom refuses a body without visibility.',
    violates: ['CREATE-16', 'MODEL-10', 'CREATE-09'],
    spoil: requireKey('visibility'),
  },
  'empty-name-refused': {
    summary: 'createRoom refuses an empty name.',
    violates: ['MODEL-12', 'CREATE-20'],
    spoil: refuseKey('name', ''),
  },
  'topic-true-accepted': {
    summary: 'createRoom accepts a topic that is true.',
    violates: ['CREATE-24'],
    spoil: readConfigAs((body) => (body['topic'] === true ? { ...body, topic: 'true' } : body)),
  },
  'name-needed': {
    summary: 'createRoom refuses a body without a name.',
    violates: ['CREATE-22', 'CREATE-09', 'MODEL-12'],
    spoil: requireKey('name'),
  },
  'topic-always': {
    summary: 'createRoom sets an empty topic where none is given.',
    violates: ['CREATE-22', 'GTOPIC-06'],
    spoil: changeConfig(({ topic }) => ({ topic: topic ?? '' })),
  },
  'name-ignored': {
    summary: 'createRoom ignores the name.',
    violates: ['CREATE-20', 'MODEL-12'],
    spoil: changeConfig(() => ({ name: undefined })),
  },
  'topic-ignored': {
    summary: 'createRoom ignores the topic.',
    violates: ['CREATE-21', 'MODEL-13'],
    spoil: changeConfig(() => ({ topic: undefined })),
  },
  'name-and-topic-swapped': {
    summary: 'createRoom swaps name and topic.',
    violates: ['CREATE-20', 'CREATE-21', 'MODEL-12', 'MODEL-13'],
    spoil: changeConfig(({ name, topic }) => ({ name: topic, topic: name })),
  },
  'topic-of-the-first-room': {
    summary: 'createRoom gives every room the first topic that it was ever given.',
    violates: ['CREATE-21', 'GTOPIC-05'],
    spoil: (right) => {
      let first: string | undefined;
      return changeConfig(({ topic }) => {
        first ??= topic;
        return { topic: topic === undefined ? undefined : first };
      })(right);
    },
  },
  'name-in-the-topic-event': {
    summary: 'createRoom stores the name under the key topic of m.room.name.',
    violates: ['CREATE-20'],
    spoil: changeFounding('m.room.name', ({ name }) => ({ topic: name })),
  },
  ...perRow(
    [
      ['name', 'MODEL-12', 'CREATE-20'],
      ['topic', 'MODEL-13', 'CREATE-21'],
    ],
    ([key, model, requirement]) => ({
      [`${key}-refused`]: {
        summary: `createRoom refuses a ${key}.`,
        violates: [model, requirement],
        spoil: refuseKey(key),
      },
      [`${key}-of-any-type`]: {
        summary: `createRoom accepts a ${key} of any type.`,
        violates: ['CREATE-24', model],
        spoil: takeAnyType(key),
      },
    }),
  ),
  'create-room-takes-a-name-or-a-topic': {
    summary: 'createRoom refuses a body with both a name and a topic.',
    violates: ['CREATE-09'],
    spoil: checkBody((body) => {
      if ('name' in body && 'topic' in body) throw badJson('One of them, please.');
    }),
  },
  'unknown-keys-refused': {
    summary: 'createRoom refuses unknown keys.',
    violates: ['CREATE-23'],
    spoil: checkBody((body) => {
      if (Object.keys(body).some((key) => !known.includes(key))) throw badJson('Unknown key.');
    }),
  },
  'name-of-another-type-dropped': {
    summary: 'createRoom ignores a name or topic that is not a string.',
    violates: ['CREATE-24', 'MODEL-12', 'MODEL-13'],
    spoil: readConfigAs((body) =>
      Object.fromEntries(
        Object.entries(body).filter(
          ([key, value]) => typeof value === 'string' || !['name', 'topic'].includes(key),
        ),
      ),
    ),
  },
  'name-of-another-type-500': {
    summary: 'createRoom answers 500 for a name or topic that is not a string.',
    violates: ['CREATE-24'],
    spoil: checkBody((body) => {
      for (const key of ['name', 'topic'])
        if (key in body && typeof body[key] !== 'string') throw new TypeError('No string.');
    }),
  },
};
