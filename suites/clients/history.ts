import { isArray, isObject, type JsonObject } from '../../harness/document/json.ts';
import { lobby, type Scenario } from '../../clients/stage/scenario.ts';
import type { Stage } from '../../clients/stage/stage.ts';
import type { ClientRequirementId } from '../../harness/document/ids.ts';

/** The texts of a history that a client shows, oldest first. */
const textsOf = ({ messages }: JsonObject): readonly unknown[] =>
  isArray(messages) ? messages.filter(isObject).map(({ text }) => text) : [];

/** A room in which a great deal was said. */
const talkative = (count: number): Scenario['state'] => ({
  ...lobby,
  rooms: { lobby: { ...lobby.rooms.lobby, messages: [{ from: 'bob', count }] } },
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

const texts = [
  '',
  ' ',
  'line\nbreak\r\nand\ttab',
  'Grüße, 世界, שלום, 🙂👩‍👩‍👧',
  '\u202Eturned\u202C \u0000 \u2028',
  '<b>&amp;</b> %2F "quoted" \\ back',
  'x'.repeat(20_000),
] as const;

/** What a client shows of what was said. */
export const historyScenarios: readonly Scenario[] = [
  ...[0, 1, 130, 10_000].map((count): Scenario => ({
    id: `clients/history/of-${count}-messages`,
    title: `A history of ${count} messages is shown in whole, every message once.`,
    requires: ['CLIENT-24'],
    needs: ['read_history'],
    state: count === 0 ? lobby : (talkative(count) ?? lobby),
    run: (stage) => readsAll(stage, 'CLIENT-24'),
  })),
  ...dialects.map(([variant, requirement]): Scenario => ({
    id: `clients/history/${variant}`,
    title: `A history is shown in whole by a server of the dialect ${variant}.`,
    requires: [requirement],
    needs: ['read_history'],
    control: 'clients/history/of-130-messages',
    variant,
    state: talkative(130) ?? lobby,
    run: (stage) => readsAll(stage, requirement),
  })),
  {
    id: 'clients/history/text-comes-back',
    title: 'Text that one client sends is what another one reads.',
    requires: ['CLIENT-25'],
    control: 'clients/history/two-clients-see-the-same',
    needs: ['send_message', 'read_history'],
    async run({ act, need, must, server, lobby: roomId }) {
      for (const text of texts) {
        const reply = await act('alice', 'send_message', { roomId, text });
        must.succeed('CLIENT-25', reply, 'sending a text');
      }
      must.equal('CLIENT-25', 'the texts at the server', server.history(roomId), texts);
      const shown = textsOf(await need('bob', 'read_history', { roomId }));
      must.equal('CLIENT-25', 'the texts that the other client shows', shown, texts);
    },
  },
  {
    id: 'clients/history/two-clients-see-the-same',
    title: 'Two clients that talk to each other see the same.',
    requires: ['CLIENT-24'],
    needs: ['send_message', 'read_history'],
    async run({ act, must, server, lobby: roomId }) {
      for (const turn of [1, 2, 3, 4]) {
        for (const user of ['alice', 'bob']) {
          const reply = await act(user, 'send_message', { roomId, text: `${user} ${turn}` });
          must.succeed('CLIENT-24', reply, 'sending a message');
        }
      }
      for (const user of ['alice', 'bob']) {
        const shown = must.succeed(
          'CLIENT-24',
          await act(user, 'read_history', { roomId }),
          'reading',
        );
        must.equal('CLIENT-24', 'what a client shows', textsOf(shown), server.history(roomId));
      }
    },
  },
];
