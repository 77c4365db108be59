import { lobby, type Scenario } from '../../clients/stage/scenario.ts';
import type { ClientRequirementId, Nickname } from '../../harness/document/ids.ts';
import { operations } from './operations.ts';

/** Operations whose success says nothing. */
const voids = [
  'join_room',
  'leave',
  'invite',
  'ban',
  'set_membership',
  'send_state_event',
  'set_topic',
] as const;
const reads = [
  'get_messages',
  'get_members',
  'get_state_events',
  'get_room_sync_data',
  'get_topic',
  'get_membership',
] as const;
const named = ['create_room', 'join', 'send_message', 'send_feedback'] as const;
const everything = [...voids, ...reads, ...named, 'send_non_state_event'] as const;

/** Dialects that a right server may speak, the requirement that they put to the test, and where they show. */
const dialects: readonly (readonly [string, ClientRequirementId, readonly Nickname[]])[] = [
  ['void-is-empty-string', 'CLIENT-13', voids],
  ['void-is-null', 'CLIENT-13', voids],
  ['void-is-an-object', 'CLIENT-13', voids],
  ['void-is-no-byte', 'CLIENT-13', voids],
  ['extra-keys-everywhere', 'CLIENT-14', everything],
  ['no-charset', 'CLIENT-14', ['get_members', 'get_topic', 'send_message', 'set_topic']],
  ['no-alias-in-answer', 'CLIENT-14', ['create_room']],
  ['domain-with-port', 'CLIENT-17', [...voids, 'join', 'get_membership', 'get_members']],
  [
    'room-ids-without-domain',
    'CLIENT-17',
    ['create_room', 'join', 'join_room', 'send_message', 'set_topic', 'get_topic', 'get_members'],
  ],
  ['event-ids-of-2014', 'CLIENT-17', ['send_message', 'send_feedback', 'send_non_state_event']],
  ['odd-access-tokens', 'CLIENT-17', ['get_topic', 'get_members', 'create_room', 'set_topic']],
  ['members-unpaged', 'CLIENT-14', ['get_members']],
  ['unrecognized-400', 'CLIENT-24', ['join', 'get_topic', 'get_members']],
];

/** Every operation in every dialect in which it looks different. */
export const dialectScenarios: readonly Scenario[] = dialects.flatMap(
  ([variant, requirement, where]) =>
    operations
      .filter(({ operation }) => where.includes(operation))
      .map(({ id, title, operation, needs = [operation], state, counts, run }): Scenario => ({
        id: `clients/${variant}/${id.slice('clients/'.length).replace('/', '-')}`,
        title: `${title.replace(/\.$/, '')}, at a server of the dialect ${variant}.`,
        requires: [requirement],
        needs,
        control: id,
        variant,
        state: state ?? lobby,
        ...(counts === undefined ? {} : { counts }),
        run: (stage) => run(stage, requirement),
      })),
);
