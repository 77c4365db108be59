import fc from 'fast-check';
import type {
  MemberState,
  MembershipState,
  MessageState,
  RoomState,
  StateDocument,
} from '../document.ts';

/** Names that a careless program would trip over. */
const names = ['alice', 'bob', '__proto__', 'constructor', 'toString', 'A.b_c=d/e+f-g', '7', 'x'];

const text = fc.oneof(fc.string(), fc.constantFrom('', ' ', '\u0000', '\u{1F600}', '__proto__'));
const content = fc
  .dictionary(fc.oneof(text, fc.constant('msgtype')), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 3 })
  .map((object): Readonly<Record<string, unknown>> => safe(object));

/** Numbers that the server would refuse become others. */
const safe = <T>(value: T): T =>
  JSON.parse(JSON.stringify(value), (_, one: unknown) =>
    typeof one === 'number' && Number.isInteger(one) && !Number.isSafeInteger(one) ? 7 : one,
  );

const user = fc.option(
  fc.record(
    {
      password: fc.oneof(fc.string({ minLength: 1 }), fc.constant('password-of-somebody')),
      displayname: text,
      avatar_url: text,
    },
    { requiredKeys: [] },
  ),
);

const moment = fc.oneof(
  fc.constant({}),
  fc.record({ at: fc.oneof(fc.nat(), fc.constant('2014-09-03T12:00:00+02:00')) }),
  fc.record({ age: fc.oneof(fc.nat(), fc.constantFrom('5m', '3d', '10ms')) }),
);

const said = fc.oneof(
  fc.record({ body: text }),
  fc.record({ body: text, msgtype: text }),
  fc.record({ body: text, count: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ count: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ content: content.map((one) => ({ ...one, msgtype: 'm.custom' })) }),
  fc.record({ type: fc.constant('com.example.note'), content }),
  fc.record({ type: fc.constant('com.example.note') }),
);

const level = fc.integer({ min: -200, max: 200 });
const levels = fc.record(
  {
    users_default: level,
    events: fc.dictionary(fc.constantFrom('m.room.topic', 'constructor', '__proto__'), level),
    events_default: level,
    ban: level,
    redact: level,
  },
  { requiredKeys: [] },
);

const membership = fc.constantFrom<MembershipState>('join', 'invite', 'leave', 'ban');
const member = fc.oneof(
  membership,
  fc.record({ membership, joined: fc.boolean(), content }, { requiredKeys: ['membership'] }),
);

type DrawnRoom = {
  readonly name: string;
  readonly room: Pick<RoomState, 'visibility' | 'name' | 'topic' | 'power_levels'>;
  readonly hasId: boolean;
  readonly aliases: number;
  readonly members: readonly (MembershipState | MemberState)[];
  readonly levels: readonly number[];
  readonly messages: readonly {
    readonly from: number;
    readonly said: object;
    readonly hasId: boolean;
    readonly redacts: boolean;
  }[];
  readonly state: readonly {
    readonly from: number;
    readonly type: string;
    readonly content: object;
    readonly hasId: boolean;
  }[];
};

const drawnRoom: fc.Arbitrary<DrawnRoom> = fc.record({
  name: fc.constantFrom(...names, '!made:elsewhere', ' a room '),
  room: fc.record(
    {
      visibility: fc.constantFrom('public', 'private'),
      name: text,
      topic: text,
      power_levels: levels,
    },
    { requiredKeys: [] },
  ),
  hasId: fc.boolean(),
  aliases: fc.nat({ max: 3 }),
  members: fc.array(member, { maxLength: 6 }),
  levels: fc.array(level, { maxLength: 3 }),
  messages: fc.array(
    fc.record({
      from: fc.nat(),
      said: fc.tuple(said, moment).map(([one, at]) => ({ ...one, ...at })),
      hasId: fc.boolean(),
      redacts: fc.boolean(),
    }),
    { maxLength: 6 },
  ),
  state: fc.array(
    fc.record({
      from: fc.nat(),
      type: fc.constantFrom('com.example.colour', 'constructor', 'm.room.message'),
      content,
      hasId: fc.boolean(),
    }),
    { maxLength: 3 },
  ),
});

/** Documents without contradictions. */
export const stateDocuments: fc.Arbitrary<StateDocument> = fc
  .record({
    users: fc.uniqueArray(fc.tuple(fc.constantFrom(...names), user), {
      minLength: 1,
      selector: ([name]) => name,
    }),
    rooms: fc.uniqueArray(drawnRoom, { maxLength: 3, selector: ({ name }) => name }),
  })
  .map(({ users, rooms }) => ({
    users: Object.fromEntries(
      users.map(([name, one], index) => [
        name,
        index % 2 === 0 ? { ...one, token: `token-of-${index}` } : one,
      ]),
    ),
    rooms: Object.fromEntries(
      rooms.map((one, index) => [
        one.name,
        roomOf(
          one,
          index,
          users.map(([name]) => name),
        ),
      ]),
    ),
  }));

function roomOf(drawn: DrawnRoom, index: number, users: readonly string[]): RoomState {
  const people = [...users, '@dave:example.org'];
  const [creator = ''] = people;
  const members = drawn.members.flatMap(
    (given, place): [string, MembershipState | MemberState][] => {
      const name = people[place];
      if (name === undefined) return [];
      if (name !== creator) return [[name, given]];
      return typeof given === 'string'
        ? [[name, 'join']]
        : [[name, { ...given, membership: 'join' }]];
    },
  );
  const present = [
    creator,
    ...members.flatMap(([name, given]) => {
      const { membership: now, joined } = typeof given === 'string' ? { membership: given } : given;
      const isThere =
        now === 'join' || joined === true || (joined === undefined && now !== 'invite');
      return isThere ? [name] : [];
    }),
  ];
  const fromOf = (from: number): string => present[from % present.length] ?? creator;
  const messages = drawn.messages.map(({ from, said: one, hasId }, place): MessageState => ({
    ...one,
    from: fromOf(from),
    ...(hasId && !('count' in one) ? { id: `$${index}-${place}` } : {}),
  }));
  const redactions = messages.flatMap(({ id, from }, place): MessageState[] =>
    id !== undefined && drawn.messages[place]?.redacts === true
      ? [{ from, type: 'm.room.redaction', redacts: id, content: { reason: 'why' } }]
      : [],
  );
  const aliases = Array.from({ length: drawn.aliases }, (_, place) => `alias-${index}-${place}`);
  const userLevels = drawn.levels.flatMap((one, place) =>
    people[place] === undefined ? [] : [[people[place], one]],
  );
  return {
    ...drawn.room,
    ...(drawn.hasId && !drawn.name.startsWith('!') ? { id: `!room-${index}` } : {}),
    creator,
    ...(aliases.length === 0 ? {} : { aliases }),
    members: Object.fromEntries(members),
    ...(userLevels.length === 0
      ? {}
      : { power_levels: { ...drawn.room.power_levels, users: Object.fromEntries(userLevels) } }),
    state: drawn.state.map(({ from, hasId, ...one }, place) => ({
      ...one,
      content: { ...one.content },
      key: String(place),
      from: fromOf(from),
      ...(hasId ? { id: `$${index}-s${place}` } : {}),
    })),
    messages: [...messages, ...redactions],
  };
}
