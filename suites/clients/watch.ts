import type { DriverReply } from '../../clients/driver/protocol.ts';
import type { Scenario } from '../../clients/stage/scenario.ts';
import type { Stage } from '../../clients/stage/stage.ts';
import type { Action } from '../../mock/rules/document.ts';
import { textsOf } from './shown.ts';

/** How many messages a client waits for, and how long, in milliseconds. */
const [count, forMs] = [3, 8000];

/**
 * Lets a client watch a room in which somebody talks all the time: what it shows first depends on when it began.
 * @returns what the client answered
 */
async function watchTalk({
  act,
  server,
  whileWaiting,
  lobby: roomId,
}: Stage): Promise<DriverReply> {
  let said = 0;
  return whileWaiting(act('alice', 'watch', { roomId, count, forMs }), async () => {
    said += 1;
    await server.say('bob', roomId, `live ${said}`);
  });
}

/** Whether texts follow each other at the server just so, each once. */
function areInARow(shown: readonly unknown[], there: readonly string[]): boolean {
  const start = there.indexOf(String(shown[0]));
  return shown.length > 0 && start >= 0 && shown.every((text, at) => text === there[start + at]);
}

/** What is in the way of a client that watches, once it has begun. */
const troubles: readonly (readonly [string, string, Action])[] = [
  ['reset', 'whose connection is reset', 'reset'],
  ['lost', 'of which an answer is lost', 'closeAfter'],
  ['cut', 'of which an answer is cut', { truncate: 9 }],
  ['an-error', 'that meets a server error', { error: { status: 500, errcode: 'M_UNKNOWN' } }],
  ['html', 'that meets a page of HTML', { malformed: 'html' }],
];

/** A client shows what happens while it watches. */
export const watchScenarios: readonly Scenario[] = [
  {
    id: 'clients/watch/shows-what-is-said',
    title:
      'A client that watches a room shows what is said there, in order, and each message once.',
    requires: ['CLIENT-24'],
    needs: ['watch'],
    async run(stage) {
      const { must, server, lobby: roomId } = stage;
      const reply = await watchTalk(stage);
      const shown = textsOf(must.succeed('CLIENT-24', reply, 'watching a room'));
      const there = server.history(roomId);
      const what = 'the messages that are shown while somebody talks';
      must.hold('CLIENT-24', what, areInARow(shown, there), 'some that follow each other', shown);
    },
  },
  {
    id: 'clients/watch/shows-this-room-alone',
    title: 'A client that watches a room does not show what is said in another one.',
    requires: ['CLIENT-24'],
    needs: ['watch'],
    control: 'clients/watch/shows-what-is-said',
    state: {
      users: { alice: { password: 'wonderland' }, bob: { password: 'builder' } },
      rooms: {
        lobby: { creator: 'alice', visibility: 'public', members: { bob: 'join' } },
        other: { creator: 'alice', visibility: 'public', members: { bob: 'join' } },
      },
    },
    async run(stage) {
      const { act, must, server, world, whileWaiting, lobby: roomId } = stage;
      let said = 0;
      const reply = await whileWaiting(
        act('alice', 'watch', { roomId, count, forMs }),
        async () => {
          said += 1;
          await server.say('bob', world.rooms['other']?.id ?? '', `elsewhere ${said}`);
          await server.say('bob', roomId, `here ${said}`);
        },
      );
      const shown = textsOf(must.succeed('CLIENT-24', reply, 'watching a room'));
      const isRight = areInARow(shown, server.history(roomId));
      must.hold('CLIENT-24', 'the messages that are shown', isRight, 'those of the room', shown);
    },
  },
  ...troubles.map(([name, title, action]): Scenario => ({
    id: `clients/watch/goes-on-after-${name}`,
    title: `A client that watches ${title} shows no message twice and misses none, or reports an error.`,
    requires: ['CLIENT-21'],
    needs: ['watch'],
    control: 'clients/watch/shows-what-is-said',
    async run(stage) {
      const { must, server, world, demandMet, lobby: roomId } = stage;
      const [rule] = world.addRules([
        { when: { user: 'alice', method: 'GET', nth: 2 }, then: action },
      ]);
      const reply = await watchTalk(stage);
      must.survive('CLIENT-21', reply, 'watching a room');
      demandMet(rule);
      must.tellTruth('CLIENT-21', reply, 'the messages that are shown', (shown) =>
        areInARow(textsOf(shown), server.history(roomId)),
      );
    },
  })),
  {
    id: 'clients/watch/refused-token',
    title: 'A client whose token is refused while it watches does not use it on.',
    requires: ['CLIENT-20'],
    needs: ['watch'],
    control: 'clients/watch/shows-what-is-said',
    async run({ act, must, server, world, whileWaiting, lobby: roomId }) {
      let turns = 0;
      const reply = await whileWaiting(
        act('alice', 'watch', { roomId, count: 1000, forMs: 1500 }),
        async () => {
          turns += 1;
          await server.say('bob', roomId, `live ${turns}`);
          if (world.journal({ user: 'alice' }).length > 1) server.revoke('alice');
        },
      );
      must.survive('CLIENT-21', reply, 'watching a room');
      const used = world.violations().some(({ requirement }) => requirement === 'CLIENT-20');
      must.equal('CLIENT-20', 'whether the token is used on', used, false);
      must.tellTruth('CLIENT-24', reply, 'the messages that are shown', (shown) => {
        const texts = textsOf(shown);
        return texts.length === 0 || areInARow(texts, server.history(roomId));
      });
    },
  },
];
