import { badJson } from '../errors.ts';
import { convention, documented, family, implied, type Fault } from './fault.ts';
import { answering, before } from './spoiling.ts';
import {
  reading,
  config,
  founding,
  refusingKey,
  ofAnyType,
  wanting,
  creation,
  because,
  but,
} from './creation.ts';

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
    { follows: [...family('STATE', 2, 14), 'GST-04', 'GST-05'], because: 'No state can be set.' },
  ),
  documented(
    'visibility-ignored-open',
    'Every room is public.',
    ['CREATE-14', 'MODEL-10'],
    reading((body) => ({ ...body, visibility: 'public' })),
    {
      follows: ['JOIN-08', 'SMEM-14', 'LEAVE-09', 'JID-10', 'CREATE-16'],
      because: 'There are no private rooms.',
    },
  ),
  documented(
    'visibility-ignored-closed',
    'Every room is private.',
    ['CREATE-13', 'MODEL-10'],
    reading((body) => ({ ...body, visibility: 'private' })),
    {
      follows: [
        'JOIN-09',
        'JOIN-01',
        'JOIN-03',
        'JOIN-04',
        'JOIN-02',
        'JOIN-05',
        'JOIN-07',
        'JID-02',
        'JID-03',
        'JID-04',
        'JID-06',
        'JID-07',
        'CREATE-17',
        'CREATE-18',
        'SMEM-16',
      ],
      because: 'There are no public rooms.',
    },
  ),
  documented(
    'visibility-swapped',
    'public rooms are private and private ones public.',
    ['CREATE-13', 'CREATE-14', 'MODEL-10'],
    config((given) => ({ ...given, joinRule: given.joinRule === 'public' ? 'invite' : 'public' })),
    {
      follows: [
        'JOIN-08',
        'JOIN-09',
        'SMEM-14',
        'LEAVE-09',
        'JID-10',
        'JOIN-01',
        'JOIN-02',
        'JOIN-03',
        'JOIN-04',
        'JOIN-05',
        'JOIN-07',
        'JID-02',
        'JID-03',
        'JID-04',
        'JID-06',
        'JID-07',
        'CREATE-17',
        'CREATE-18',
        'SMEM-16',
      ],
      because: 'Every room has the other rule.',
    },
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
    {
      follows: ['CREATE-01', 'CREATE-22', 'CREATE-23', 'CREATE-08', 'CREATE-02', 'CREATE-03'],
      because: 'The shortest body is refused.',
    },
  ),
  documented(
    'name-needed',
    'createRoom wants a name.',
    ['CREATE-22', 'CREATE-09', 'MODEL-12'],
    wanting('name'),
    { follows: but(creation, 'CREATE-22', 'CREATE-09', 'CREATE-04', 'CREATE-20'), because },
  ),
  documented(
    'topic-always',
    'A room without a topic has the topic "".',
    ['CREATE-22', 'GTOPIC-06'],
    config((given) => ({ ...given, topic: given.topic ?? '' })),
    { follows: ['CREATE-21'], because: 'A topic is set that nobody asked for.' },
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
    { follows: ['GTOPIC-03'], because: 'There is no topic to be read.' },
  ),
  documented(
    'name-and-topic-swapped',
    'createRoom takes the name for the topic and the topic for the name.',
    ['CREATE-20', 'CREATE-21', 'MODEL-12', 'MODEL-13'],
    config((given) => ({ ...given, name: given.topic, topic: given.name })),
    {
      follows: ['GTOPIC-03', 'GTOPIC-05', 'GTOPIC-01', 'GTOPIC-02', 'CREATE-22'],
      because: 'The topic is another one.',
    },
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
    {
      follows: ['GTOPIC-03', 'MODEL-13', 'CONV-16', 'TOPIC-09'],
      because: 'The topic is another one.',
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
