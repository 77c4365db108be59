import type { Nickname, OperationName, WireAnswer } from '../../parts.ts';
import { perRow, type Faults, type Spoil } from '../fault.ts';
import { changeWire, kebab, succeedWith, withContentType } from '../vocabulary/index.ts';

/** Changes the successes of some operations, or of all that the declaration knows. */
const changeSuccesses = (
  names: readonly Nickname[] | 'all',
  change: (answer: WireAnswer) => WireAnswer,
): Spoil =>
  changeWire(
    (operation, { status }) =>
      status < 300 &&
      (names === 'all' ? isDeclared(operation) : names.some((name) => name === operation)),
    change,
  );

function isDeclared(operation: OperationName | undefined): boolean {
  return operation !== undefined && !/regist|login|get_state$|get_alias/.test(operation);
}

const withoutContentType = ({ headers, ...answer }: WireAnswer): WireAnswer => ({
  ...answer,
  headers: Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'content-type')),
});

const changeText =
  (change: (text: string) => string) =>
  (answer: WireAnswer): WireAnswer => ({ ...answer, body: change(String(answer.body)) });

const answer204 = (names: readonly Nickname[]): Spoil =>
  changeSuccesses(names, (answer) => ({ ...withoutContentType(answer), status: 204, body: '' }));

const voids: readonly (readonly [Nickname, string])[] = [
  ['send_state_event', 'STATE-02'],
  ['set_topic', 'TOPIC-02'],
  ['invite', 'INV-02'],
  ['join_room', 'JOIN-02'],
  ['leave', 'LEAVE-02'],
  ['ban', 'BAN-02'],
  ['set_membership', 'SMEM-02'],
];

const voidNames = voids.map(([name]) => name);

/** A table of bodies that are not JSON. */
const notJson: readonly (readonly [
  id: string,
  summary: string,
  name: Nickname,
  requirement: string,
  change: (text: string) => string,
])[] = [
  [
    'members-cut-short',
    'The body of GET members lacks its last byte.',
    'get_members',
    'MEMB-02',
    (text) => text.slice(0, -1),
  ],
  [
    'state-with-a-comma',
    'The list that GET state answers ends with a comma.',
    'get_state_events',
    'GST-02',
    (text) => text.replace(/\]$/, ',]'),
  ],
  [
    'sync-guarded',
    "The body of initialSync begins with )]}'.",
    'get_room_sync_data',
    'SYNC-02',
    (text) => `)]}'\n${text}`,
  ],
  [
    'messages-quoted',
    'GET messages uses single quotes.',
    'get_messages',
    'MSGS-02',
    (text) => text.replaceAll('"', "'"),
  ],
  [
    'create-room-twice-said',
    'createRoom answers its object twice.',
    'create_room',
    'CREATE-02',
    (text) => text + text,
  ],
  [
    'topic-with-nan',
    'GET topic answers an object with the value NaN.',
    'get_topic',
    'GTOPIC-02',
    (text) => text.replace(/\}$/, ',"age":NaN}'),
  ],
  [
    'member-unquoted',
    'GET member answers an object whose keys have no quotes.',
    'get_membership',
    'GMEM-02',
    (text) => text.replace('"membership"', 'membership'),
  ],
  [
    'event-id-raw',
    'send_message answers the event id without JSON around it.',
    'send_message',
    'MSG-02',
    (text) => text.replace(/^.*"(\$[^"]+)".*$/, '$1'),
  ],
];

/** Status, content type and syntax of successes. */
export const successFaults: Faults = {
  ...perRow(voids, ([name, requirement]) => ({
    [`${kebab(name)}-202`]: {
      summary: `${name} succeeds with 202.`,
      violates: [requirement, 'CONV-20'],
      spoil: succeedWith([name], 202),
    },
  })),
  ...perRow(['create_room', 'send_message', 'send_non_state_event', 'send_feedback'], (name) => ({
    [`${kebab(name)}-201`]: {
      summary: `${name} succeeds with 201.`,
      violates: ['CONV-20'],
      spoil: succeedWith([name], 201),
    },
  })),
  'join-room-201': {
    summary: 'join_room succeeds with 201.',
    violates: ['CONV-20', 'JOIN-02'],
    spoil: succeedWith(['join_room'], 201),
  },
  'reads-206': {
    summary: 'GET messages succeeds with 206.',
    violates: ['CONV-20'],
    spoil: succeedWith(['get_messages'], 206),
  },
  'members-203': {
    summary: 'GET members succeeds with 203.',
    violates: ['CONV-20'],
    spoil: succeedWith(['get_members'], 203),
  },
  'voids-204': {
    summary: 'Every operation whose success is void answers 204 without a body.',
    violates: ['CONV-20', 'CONV-14'],
    spoil: answer204(voidNames),
  },
  'leave-204': {
    summary: 'leave succeeds with 204.',
    violates: ['LEAVE-02', 'CONV-20', 'CONV-14'],
    spoil: answer204(['leave']),
  },
  'state-204': {
    summary: 'send_state_event succeeds with 204.',
    violates: ['STATE-02', 'CONV-20', 'CONV-14'],
    spoil: answer204(['send_state_event']),
  },
  ...perRow(
    ['create_room', 'send_message', 'get_messages', 'get_state_events', 'get_topic'],
    (name) => ({
      [`${kebab(name)}-in-plain-text`]: {
        summary: `A success of ${name} has the content type text/plain.`,
        violates: ['META-05'],
        spoil: changeSuccesses([name], withContentType('text/plain; charset=utf-8')),
      },
    }),
  ),
  ...perRow(
    [
      ['everything-is-html', 'text/html'],
      ['everything-is-bytes', 'application/octet-stream'],
      ['almost-json', 'text/json'],
    ],
    ([id, type]) => ({
      [id]: {
        summary: `Every success has the content type ${type}.`,
        violates: ['META-05'],
        spoil: changeSuccesses('all', withContentType(type)),
      },
    }),
  ),
  'no-content-type': {
    summary: 'Successes have no content type.',
    violates: ['META-05'],
    spoil: changeSuccesses('all', withoutContentType),
  },
  'voids-are-words': {
    summary: 'Every operation whose success is void answers the word OK, which is not JSON.',
    violates: ['META-05', 'CONV-14'],
    spoil: changeSuccesses(
      voidNames,
      changeText(() => 'OK'),
    ),
  },
  ...perRow(notJson, ([id, summary, name, requirement, change]) => ({
    [id]: {
      summary,
      violates: ['META-05', requirement],
      spoil: changeSuccesses([name], changeText(change)),
    },
  })),
  'errors-cut-short': {
    summary: 'The bodies of errors lack their last byte.',
    violates: ['META-06', 'CONV-05'],
    spoil: changeWire(
      (operation, { status }) => isDeclared(operation) && status >= 400,
      changeText((text) => text.slice(0, -1)),
    ),
  },
};
