import type { Nickname, OperationName, WireAnswer } from '../parts.ts';
import { convention, documented, implied, type Fault, type Spoil } from './fault.ts';
import { kebab, onWire, succeedingWith } from './spoiling.ts';

const everything = undefined;

/** Changes the successes of some operations, or of all that the declaration knows. */
const successes = (
  names: readonly Nickname[] | undefined,
  change: (answer: WireAnswer) => WireAnswer,
): Spoil =>
  onWire(
    (operation, { status }) =>
      status < 300 && (names === undefined ? isOurs(operation) : names.some(is(operation))),
    change,
  );

const is =
  (operation: OperationName | undefined) =>
  (name: OperationName): boolean =>
    name === operation;

function isOurs(operation: OperationName | undefined): boolean {
  return operation !== undefined && !/regist|login|get_state$|get_alias/.test(operation);
}

const typed =
  (type: string) =>
  (answer: WireAnswer): WireAnswer => ({
    ...answer,
    headers: { ...answer.headers, 'content-type': type },
  });

const untyped = ({ headers, ...answer }: WireAnswer): WireAnswer => ({
  ...answer,
  headers: Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'content-type')),
});

const written =
  (change: (text: string) => string) =>
  (answer: WireAnswer): WireAnswer => ({ ...answer, body: change(String(answer.body)) });

const voids: readonly (readonly [Nickname, string])[] = [
  ['send_state_event', 'STATE-02'],
  ['set_topic', 'TOPIC-02'],
  ['invite', 'INV-02'],
  ['join_room', 'JOIN-02'],
  ['leave', 'LEAVE-02'],
  ['ban', 'BAN-02'],
  ['set_membership', 'SMEM-02'],
];

const accepted = voids.map(([name, row]) =>
  documented(
    `${kebab(name)}-202`,
    `${name} succeeds with 202.`,
    [row, 'CONV-20'],
    succeedingWith([name], 202),
  ),
);

const empty204 = (names: readonly Nickname[]): Spoil =>
  successes(names, (answer) => ({ ...untyped(answer), status: 204, body: '' }));

const speaking: readonly (readonly [Nickname, string])[] = [
  ['create_room', 'CREATE-02'],
  ['send_message', 'MSG-02'],
  ['send_non_state_event', 'SEND-02'],
  ['send_feedback', 'FEED-02'],
];

const created = speaking.map(([name]) =>
  convention(
    `${kebab(name)}-201`,
    `${name} succeeds with 201.`,
    ['CONV-20'],
    succeedingWith([name], 201),
  ),
);

const plainText = (
  ['create_room', 'send_message', 'get_messages', 'get_state_events', 'get_topic'] as const
).map((name) =>
  documented(
    `${kebab(name)}-in-plain-text`,
    `A success of ${name} says that it is plain text.`,
    ['META-05'],
    successes([name], typed('text/plain; charset=utf-8')),
  ),
);

const broken = (
  id: string,
  summary: string,
  name: Nickname,
  row: string,
  change: (text: string) => string,
): Fault => documented(id, summary, ['META-05', row], successes([name], written(change)));

/** Status, media type and JSON of successes. */
export const answerFaults: readonly Fault[] = [
  ...accepted,
  ...created,
  ...plainText,
  convention(
    'reads-206',
    'A page of messages is partial content: 206.',
    ['CONV-20'],
    succeedingWith(['get_messages'], 206),
  ),
  convention('members-203', 'GET members succeeds with 203.', ['CONV-20'], (right) =>
    succeedingWith(['get_members'], 203)(right),
  ),
  convention(
    'voids-204',
    'A void success is 204 without a body.',
    ['CONV-20', 'CONV-14'],
    empty204(voids.map(([name]) => name)),
  ),
  documented(
    'leave-204',
    'leave succeeds with 204.',
    ['LEAVE-02', 'CONV-20', 'CONV-14'],
    empty204(['leave']),
  ),
  documented(
    'state-204',
    'send_state_event succeeds with 204.',
    ['STATE-02', 'CONV-20', 'CONV-14'],
    empty204(['send_state_event']),
  ),
  convention(
    'join-room-201',
    'join_room succeeds with 201.',
    ['CONV-20', 'JOIN-02'],
    succeedingWith(['join_room'], 201),
  ),
  documented(
    'everything-is-html',
    'Every success says that it is HTML.',
    ['META-05'],
    successes(everything, typed('text/html')),
  ),
  documented(
    'everything-is-bytes',
    'Every success says that it is application/octet-stream.',
    ['META-05'],
    successes(everything, typed('application/octet-stream')),
  ),
  documented(
    'almost-json',
    'Every success says that it is text/json.',
    ['META-05'],
    successes(everything, typed('text/json')),
  ),
  documented(
    'no-content-type',
    'Successes that have a body say no content type.',
    ['META-05'],
    successes(everything, untyped),
  ),
  documented(
    'voids-are-words',
    'A void success is the bare word OK, which is no JSON.',
    ['META-05', 'CONV-14'],
    successes(
      voids.map(([name]) => name),
      written(() => 'OK'),
    ),
  ),
  broken('members-cut-short', 'GET members lacks its last byte.', 'get_members', 'MEMB-02', (t) =>
    t.slice(0, -1),
  ),
  broken('state-with-a-comma', 'GET state ends with a comma.', 'get_state_events', 'GST-02', (t) =>
    t.replace(/\]$/, ',]'),
  ),
  broken(
    'sync-guarded',
    "initialSync begins with )]}'.",
    'get_room_sync_data',
    'SYNC-02',
    (t) => `)]}'\n${t}`,
  ),
  broken('messages-quoted', "GET messages quotes with '.", 'get_messages', 'MSGS-02', (t) =>
    t.replaceAll('"', "'"),
  ),
  broken(
    'create-room-twice-said',
    'createRoom answers two objects.',
    'create_room',
    'CREATE-02',
    (t) => t + t,
  ),
  broken('topic-with-nan', 'GET topic holds NaN.', 'get_topic', 'GTOPIC-02', (t) =>
    t.replace(/\}$/, ',"age":NaN}'),
  ),
  broken(
    'member-unquoted',
    'GET member has keys without quotes.',
    'get_membership',
    'GMEM-02',
    (t) => t.replace('"membership"', 'membership'),
  ),
  broken('event-id-raw', 'send_message answers the bare id.', 'send_message', 'MSG-02', (t) =>
    t.replace(/^.*"(\$[^"]+)".*$/, '$1'),
  ),
  implied(
    'errors-cut-short',
    'Error bodies lack their last byte.',
    ['META-06', 'CONV-05'],
    onWire(
      (operation, { status }) => isOurs(operation) && status >= 400,
      written((t) => t.slice(0, -1)),
    ),
  ),
];
