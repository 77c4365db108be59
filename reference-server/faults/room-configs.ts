import { badJson } from '../errors.ts';
import { config, founding, ofAnyType, reading, refusingKey, wanting } from './creation.ts';
import { convention, documented, implied, type Fault } from './fault.ts';
import { answering, before } from './spoiling.ts';

/** What createRoom is asked for, and what it makes of it. */
export const roomConfigFaults: readonly Fault[] = [
  convention(
    'creator-cannot-change-the-name',
    'The creator may set no state but the topic.',
    ['CREATE-25', 'STATE-01'],
    (right) => ({
      permit: {
        ...right.permit,
        setState: (context, roomId, type) =>
          right.permit.setState(
            type === 'm.room.topic'
              ? context
              : { ...context, caller: { ...context.caller, userId: '' } },
            roomId,
            type,
          ),
      },
    }),
  ),
  documented(
    'visibility-ignored-open',
    'Every room is public.',
    ['CREATE-14', 'MODEL-10'],
    reading((body) => ({ ...body, visibility: 'public' })),
  ),
  documented(
    'visibility-ignored-closed',
    'Every room is private.',
    ['CREATE-13', 'MODEL-10'],
    reading((body) => ({ ...body, visibility: 'private' })),
  ),
  documented(
    'visibility-swapped',
    'public rooms are private and private ones public.',
    ['CREATE-13', 'CREATE-14', 'MODEL-10'],
    config((given) => ({ ...given, joinRule: given.joinRule === 'public' ? 'invite' : 'public' })),
  ),
  documented(
    'public-refused',
    'visibility "public" is a bad request.',
    ['CREATE-13', 'MODEL-10'],
    refusingKey('visibility', 'public'),
  ),
  documented(
    'private-refused',
    'visibility "private" is a bad request.',
    ['CREATE-14', 'MODEL-10'],
    refusingKey('visibility', 'private'),
  ),
  documented(
    'visibility-needed',
    'createRoom wants a visibility.',
    ['CREATE-16', 'MODEL-10', 'CREATE-09'],
    wanting('visibility'),
  ),
  documented(
    'name-needed',
    'createRoom wants a name.',
    ['CREATE-22', 'CREATE-09', 'MODEL-12'],
    wanting('name'),
  ),
  documented(
    'topic-always',
    'A room without a topic has the topic "".',
    ['CREATE-22', 'GTOPIC-06'],
    config((given) => ({ ...given, topic: given.topic ?? '' })),
  ),
  documented(
    'alias-always',
    'A room without an alias gets one of the server’s own.',
    ['CREATE-22'],
    answering(['create_room'], (body) => ({
      ...body,
      room_alias: body['room_alias'] ?? '#new:localhost',
    })),
  ),
  documented(
    'name-ignored',
    'createRoom ignores the name.',
    ['CREATE-20', 'MODEL-12'],
    config((given) => ({ ...given, name: undefined })),
  ),
  documented(
    'topic-ignored',
    'createRoom ignores the topic.',
    ['CREATE-21', 'MODEL-13'],
    config((given) => ({ ...given, topic: undefined })),
  ),
  documented(
    'name-and-topic-swapped',
    'createRoom takes the name for the topic and the topic for the name.',
    ['CREATE-20', 'CREATE-21', 'MODEL-12', 'MODEL-13'],
    config((given) => ({ ...given, name: given.topic, topic: given.name })),
  ),
  documented(
    'topic-of-the-first-room',
    'Every room gets the topic of the first that had one.',
    ['CREATE-21', 'GTOPIC-05'],
    (right) => {
      let first: string | undefined;
      return config((given) => {
        first ??= given.topic;
        return given.topic === undefined ? given : { ...given, topic: first };
      })(right);
    },
  ),
  documented(
    'name-in-the-topic-event',
    'The name is kept under the key topic of m.room.name.',
    ['CREATE-20'],
    founding((drafts) =>
      drafts.map((draft) =>
        draft.type === 'm.room.name'
          ? { ...draft, content: { topic: draft.content['name'] } }
          : draft,
      ),
    ),
  ),
  documented(
    'name-refused',
    'createRoom refuses a name.',
    ['MODEL-12', 'CREATE-20'],
    refusingKey('name'),
  ),
  documented(
    'topic-refused',
    'createRoom refuses a topic.',
    ['MODEL-13', 'CREATE-21'],
    refusingKey('topic'),
  ),
  convention(
    'unknown-keys-refused',
    'createRoom refuses keys that it does not know.',
    ['CREATE-23'],
    before(['create_room'], ({ parts, request }) => {
      const keys = Object.keys(parts.validate.object(request.body));
      if (keys.some((key) => !['visibility', 'room_alias_name', 'name', 'topic'].includes(key)))
        throw badJson('Unknown key.');
    }),
  ),
  implied(
    'name-of-any-type',
    'createRoom takes a name of any type.',
    ['CREATE-24', 'MODEL-12'],
    ofAnyType('name'),
  ),
  implied(
    'topic-of-any-type',
    'createRoom takes a topic of any type.',
    ['CREATE-24', 'MODEL-13'],
    ofAnyType('topic'),
  ),
  implied(
    'name-of-another-type-dropped',
    'A name or topic that is no string is ignored.',
    ['CREATE-24', 'MODEL-12', 'MODEL-13'],
    reading((body) =>
      Object.fromEntries(
        Object.entries(body).filter(
          ([key, value]) => typeof value === 'string' || !['name', 'topic'].includes(key),
        ),
      ),
    ),
  ),
  implied(
    'name-of-another-type-500',
    'A name that is no string makes the server fail.',
    ['CREATE-24'],
    before(['create_room'], ({ parts, request }) => {
      const body = parts.validate.object(request.body);
      for (const key of ['name', 'topic'])
        if (key in body && typeof body[key] !== 'string') throw new TypeError('No string.');
    }),
  ),
];
