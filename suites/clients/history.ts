import { lobby, type Scenario } from '../../clients/stage/scenario.ts';
import type { Stage } from '../../clients/stage/stage.ts';
import type { ClientRequirementId } from '../../harness/document/ids.ts';
import { isObject } from '../../harness/document/json.ts';
import type { Alter } from '../../mock/worlds/alter.ts';
import { idOf, membersOf, textsOf } from './shown.ts';

/** A room in which a great deal was said. */
const talkative = (count: number): NonNullable<Scenario['state']> => ({
  ...lobby,
  rooms: {
    lobby: { ...lobby.rooms.lobby, ...(count === 0 ? {} : { messages: [{ from: 'bob', count }] }) },
  },
});

/** The client shows what the server has: everything, once each, oldest first. */
async function readsAll(
  { act, must, server, lobby: roomId }: Stage,
  requirement: ClientRequirementId,
): Promise<void> {
  const reply = await act('alice', 'read_history', { roomId });
  const shown = textsOf(must.succeed(requirement, reply, 'reading the whole history'));
  const there = server.history(roomId);
  must.equal(requirement, 'how many messages are shown', shown.length, there.length);
  must.equal(requirement, 'the messages that are shown, oldest first', shown, there);
}

const dialects = [
  ['newest-first', 'CLIENT-15'],
  ['starts-at-now', 'CLIENT-15'],
  ['overlapping-pages', 'CLIENT-15'],
  ['pages-of-three', 'CLIENT-15'],
  ['pages-of-everything', 'CLIENT-15'],
  ['odd-page-tokens', 'CLIENT-17'],
  ['room-ids-without-domain', 'CLIENT-17'],
  ['event-ids-of-2014', 'CLIENT-17'],
  ['domain-with-port', 'CLIENT-17'],
  ['odd-access-tokens', 'CLIENT-17'],
  ['extra-keys-everywhere', 'CLIENT-14'],
  ['no-charset', 'CLIENT-14'],
] as const;

/** Dialects in which pages are cut, joined or named in another way. */
const pageDialects = [null, 'newest-first', 'overlapping-pages', 'odd-page-tokens'] as const;

/** What the `end` of a page is where nothing follows. The declaration promises one; servers of today leave it out. */
const ends: readonly (readonly [name: string, title: string, end: unknown])[] = [
  ['missing', 'is missing', undefined],
  ['null', 'is null', null],
  ['empty', 'is empty', ''],
];

/** Takes the end off every page that is the last one: an empty page, and backwards the one with the beginning of the room. */
const endingWith =
  (end: unknown, early: boolean): Alter =>
  ({ operation, query, body }) => {
    if (operation !== 'get_messages' || !isObject(body) || !Array.isArray(body['chunk']))
      return body;
    const chunk: readonly unknown[] = body['chunk'];
    const isLast =
      chunk.length === 0 ||
      (early &&
        query.get('dir')?.[0] === 'b' &&
        chunk.some((event) => isObject(event) && event['type'] === 'm.room.create'));
    return isLast ? { ...body, end } : body;
  };

/** A walk whose last page says so in another way: the client shows everything, or an error, and stops. */
const endScenarios: readonly Scenario[] = pageDialects.flatMap((variant) =>
  ends.flatMap(([name, title, end]) =>
    [false, true].map((early): Scenario => ({
      id: `clients/ends/${name}-${early ? 'with-the-last-event' : 'of-an-empty-page'}${variant === null ? '' : `-${variant}`}`,
      title: `A walk stops where the end of ${early ? 'the page with the oldest event' : 'an empty page'} ${title}${variant === null ? '' : `, at a server of the dialect ${variant}`}.`,
      requires: ['CLIENT-16'],
      needs: ['read_history'],
      control: variant === null ? 'clients/history/of-130-messages' : `clients/history/${variant}`,
      ...(variant === null ? {} : { variant }),
      state: talkative(70),
      alter: () => endingWith(end, early),
      async run({ act, must, server, lobby: roomId }) {
        const reply = await act('alice', 'read_history', { roomId });
        must.survive('CLIENT-16', reply, 'reading the whole history');
        must.tellTruth('CLIENT-16', reply, 'the messages that are shown', (shown) => {
          const [texts, there] = [textsOf(shown), server.history(roomId)];
          return texts.length === there.length && texts.every((text, at) => text === there[at]);
        });
      },
    })),
  ),
);

/** Messages and events of which a client need not understand everything. */
const strange = {
  ...lobby,
  rooms: {
    lobby: {
      ...lobby.rooms.lobby,
      messages: [
        { from: 'bob', body: 'before' },
        { from: 'bob', type: 'com.example/odd type?#%', content: {} },
        { from: 'bob', type: 'm.room.message', content: { msgtype: 'm.text' } },
        { from: 'bob', type: 'm.room.message', content: { msgtype: 'com.example.dance', body: 5 } },
        { from: 'bob', body: 'between' },
        { from: 'alice', type: 'm.room.message', content: { msgtype: 'm.image', body: null } },
        { from: 'alice', type: 'com.example.list', content: { items: [[[]], { a: null }] } },
        { from: 'bob', body: 'after' },
      ],
    },
  },
} as const satisfies Scenario['state'];

const crowd = Array.from({ length: 600 }, (_, at) => `guest${at}`);

/** What a client shows of what was said, and of who is there. */
export const historyScenarios: readonly Scenario[] = [
  ...[0, 1, 130, 10_000].map((count): Scenario => ({
    id: `clients/history/of-${count}-messages`,
    title: `A history of ${count} messages is shown in whole, every message once.`,
    requires: ['CLIENT-24'],
    ...(count > 1000 ? { slow: true } : {}),
    needs: ['read_history'],
    state: talkative(count),
    run: (stage) => readsAll(stage, 'CLIENT-24'),
  })),
  ...dialects.map(([variant, requirement]): Scenario => ({
    id: `clients/history/${variant}`,
    title: `A history is shown in whole by a server of the dialect ${variant}.`,
    requires: [requirement],
    needs: ['read_history'],
    control: 'clients/history/of-130-messages',
    variant,
    state: talkative(130),
    run: (stage) => readsAll(stage, requirement),
  })),
  {
    id: 'clients/history/strange-events',
    title: 'Events that a client does not know hide none of the messages between them.',
    requires: ['CLIENT-14'],
    needs: ['read_history'],
    control: 'clients/history/of-130-messages',
    state: strange,
    async run({ act, must, lobby: roomId }) {
      const reply = await act('alice', 'read_history', { roomId });
      const shown = textsOf(must.succeed('CLIENT-14', reply, 'reading the whole history'));
      const known = ['before', 'between', 'after'];
      const found = shown.filter((text) => known.some((one) => one === text));
      must.equal('CLIENT-14', 'the messages that are shown', found, known);
    },
  },
  {
    id: 'clients/history/while-somebody-talks',
    title: 'A history that is read while somebody talks has no gap, and shows nothing twice.',
    requires: ['CLIENT-24'],
    needs: ['read_history'],
    control: 'clients/history/of-130-messages',
    state: talkative(130),
    async run({ act, must, server, whileWaiting, lobby: roomId }) {
      let said = 0;
      const reply = await whileWaiting(act('alice', 'read_history', { roomId }), async () => {
        said += 1;
        await server.say('bob', roomId, `new ${said}`);
      });
      const shown = textsOf(must.succeed('CLIENT-24', reply, 'reading the whole history'));
      const there = server.history(roomId);
      must.hold(
        'CLIENT-24',
        'how many messages are shown',
        shown.length >= 130,
        '130 or more',
        shown.length,
      );
      must.equal('CLIENT-24', 'the messages that are shown', shown, there.slice(0, shown.length));
    },
  },
  {
    id: 'clients/get_members/of-a-crowd',
    title: 'The members of a room of six hundred are all shown.',
    requires: ['CLIENT-24'],
    needs: ['read_members'],
    control: 'clients/get_members/are-those-of-the-server',
    state: {
      users: { ...lobby.users, ...Object.fromEntries(crowd.map((name) => [name, {}])) },
      rooms: {
        lobby: {
          ...lobby.rooms.lobby,
          members: Object.fromEntries(crowd.map((name) => [name, 'join' as const])),
        },
      },
    },
    async run(stage) {
      const { act, must, server, lobby: roomId } = stage;
      const reply = await act('alice', 'read_members', { roomId });
      const shown = membersOf(must.succeed('CLIENT-24', reply, 'reading the members'));
      const there = server.members(roomId);
      must.equal(
        'CLIENT-24',
        'how many are shown',
        Object.keys(shown).length,
        Object.keys(there).length,
      );
      const last = idOf(stage, crowd.at(-1) ?? '');
      must.equal('CLIENT-24', 'the membership of the last one', shown[last], 'join');
    },
  },
  ...endScenarios,
];
