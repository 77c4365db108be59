import { lobby, type Scenario } from '../../clients/stage/scenario.ts';
import type { Stage } from '../../clients/stage/stage.ts';
import type { JsonObject } from '../../harness/document/json.ts';
import { membersOf, areMembers } from './shown.ts';
import { nextWriteOf } from './writes.ts';

const hasMembers = ({ server, lobby: room }: Stage, shown: JsonObject): boolean =>
  areMembers(membersOf(shown), server.members(room));

/** A token that is refused from the middle on. One instruction alone follows: what comes then is the client's decision. */
const refused: readonly Scenario[] = (['401', '403'] as const).flatMap((status) =>
  (['send_message', 'set_topic', 'read_members'] as const).map((instruction): Scenario => ({
    id: `clients/tokens/${instruction}-refused-with-${status}`,
    title: `A token that is refused with ${status} in the middle is an error, and is not used on.`,
    requires: ['CLIENT-20'],
    needs: [instruction],
    ...(status === '403' ? { variant: 'tokens-403' } : {}),
    async run(stage) {
      const { act, need, must, server, world, lobby: roomId } = stage;
      const args = (more: string): JsonObject => ({
        roomId,
        ...(instruction === 'send_message' ? { text: more } : {}),
        ...(instruction === 'set_topic' ? { topic: more } : {}),
      });
      await need('alice', instruction, args('Tea'));
      const before = server.history(roomId).length;
      server.revoke('alice');
      const reply = await act('alice', instruction, args('Tea again'));
      must.survive('CLIENT-21', reply, instruction);
      // A client that logs in again by itself may well succeed.
      const sent = server.history(roomId).length - before;
      const used = world.violations().some(({ requirement }) => requirement === 'CLIENT-20');
      must.equal('CLIENT-20', 'whether the token is used on', used, false);
      must.tellTruth('CLIENT-24', reply, 'what it says', (shown) => {
        if (instruction === 'send_message') return sent === 1;
        if (instruction === 'set_topic') return server.topic(roomId) === 'Tea again';
        return hasMembers(stage, shown);
      });
    },
  })),
);

const statuses = [301, 302, 303, 307, 308] as const;

/** An answer that leads to another origin. */
const away: readonly Scenario[] = statuses.flatMap((status) => [
  {
    id: `clients/redirects/read-away-${status}`,
    title: `A read that is led to another origin (${status}) does not take the access token there.`,
    requires: ['CLIENT-23'],
    needs: ['read_members'],
    async run(stage): Promise<void> {
      const { world, act, need, must, elsewhere, eventually, demandMet, lobby: roomId } = stage;
      await need('alice', 'read_members', { roomId });
      const then = { redirect: { url: elsewhere.url, status } };
      const when = { user: 'alice', method: 'GET' };
      const [rule] = world.addRules([{ when, then, times: 'always' }]);
      const reply = await act('alice', 'read_members', { roomId });
      rule?.remove();
      must.survive('CLIENT-21', reply, 'reading the members');
      demandMet(rule);
      const leaked = elsewhere.requestsWithToken('alice');
      must.equal('CLIENT-23', 'requests with the access token to another origin', leaked, 0);
      const { isSo, last } = await eventually(
        () => act('alice', 'read_members', { roomId }),
        (shown) => hasMembers(stage, shown),
      );
      must.hold('CLIENT-21', 'the same once it is over', isSo, 'the members', last);
    },
  },
  {
    id: `clients/redirects/write-away-${status}`,
    title: `A message that is led to another origin (${status}) does not take the access token there.`,
    requires: ['CLIENT-23'],
    needs: ['send_message'],
    async run({ world, act, must, server, elsewhere, demandMet, lobby: roomId }): Promise<void> {
      const then = { redirect: { url: `${elsewhere.url}/`, status } };
      const rules = world.addRules(
        nextWriteOf('alice', then).map((rule) => ({ ...rule, times: 'always' })),
      );
      const reply = await act('alice', 'send_message', { roomId, text: 'hello' });
      must.survive('CLIENT-21', reply, 'sending a message');
      demandMet(rules.find(({ applied }) => applied > 0) ?? rules[0]);
      const leaked = elsewhere.requestsWithToken('alice');
      must.equal('CLIENT-23', 'requests with the access token to another origin', leaked, 0);
      const times = server.history(roomId).length;
      must.hold(
        'CLIENT-24',
        'whether it was sent',
        reply.kind !== 'ok' || times === 1,
        'once',
        times,
      );
    },
  },
]);

/** An answer that leads to another place of the same origin: to follow it and not to follow it are both right. */
const nearby: readonly Scenario[] = [
  ...statuses.map((status): Scenario => ({
    id: `clients/redirects/read-nearby-${status}`,
    title: `A read that is led to another path (${status}) shows what is there, or an error.`,
    requires: ['CLIENT-21'],
    needs: ['get_topic'],
    state: { ...lobby, rooms: { lobby: { ...lobby.rooms.lobby, topic: 'Tea' } } },
    async run({ world, act, must, demandMet, lobby: roomId }) {
      world.addRules([
        {
          when: { path: '/moved/**' },
          then: { respond: { body: { topic: 'Tea' } } },
          times: 'always',
        },
      ]);
      const then = { redirect: { url: `${world.url}/moved/topic`, status } };
      const [rule] = world.addRules([{ when: { operation: 'get_topic' }, then, times: 'always' }]);
      const reply = await act('alice', 'get_topic', { roomId });
      must.survive('CLIENT-21', reply, 'reading a topic');
      demandMet(rule);
      must.tellTruth('CLIENT-21', reply, 'the topic', ({ topic }) => topic === 'Tea');
    },
  })),
  {
    id: 'clients/redirects/round-and-round',
    title: 'A client that is led round and round gives up.',
    requires: ['CLIENT-21'],
    needs: ['get_topic'],
    async run({ world, act, must, demandMet, lobby: roomId }) {
      const url = `${world.url}/moved/round`;
      const [rule] = world.addRules([
        { when: { operation: 'get_topic' }, then: { redirect: url }, times: 'always' },
        { when: { path: '/moved/**' }, then: { redirect: url }, times: 'always' },
      ]);
      const reply = await act('alice', 'get_topic', { roomId });
      must.survive('CLIENT-21', reply, 'reading a topic');
      demandMet(rule);
      must.hold('CLIENT-21', 'what it says', reply.kind === 'error', 'an error', reply.kind);
    },
  },
];

/** Where the access token goes, and where it must not go. */
export const tokenScenarios: readonly Scenario[] = [...refused, ...away, ...nearby];
