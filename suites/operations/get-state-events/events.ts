import { senderKeyOf } from '../../../harness/document/profile.ts';
import type { AnyEvent, MemberEvent } from '../../../harness/document/ids.ts';
import { wordOf } from '../../../harness/document/json.ts';
import { Broken } from '../../../harness/judge/verdict.ts';
import { at, someOf } from '../../../harness/world/answers.ts';
import { newest, say } from '../../../harness/world/pages.ts';
import { ban, bring, kick, privateRoom } from '../../../harness/world/rooms.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import { syncOf } from '../shared/listing-views.ts';
import { newEntry } from '../shared/state-entries.ts';

/** The keys of a state event. */
export const events: Readonly<Record<string, CaseBody>> = {
  'events-have-a-type': {
    title: 'Every event has a type, which is a string and not empty',
    requires: ['MODEL-25'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner, { topic: 'Tea' });
      await say(owner, roomId, 'hello');

      const state = await owner.need('get_state_events', { roomId });

      for (const event of someOf([...state, ...(await newest(owner, roomId))], 'event')) {
        const good = typeof event.type === 'string' && event.type !== '';
        must.that(good, 'type of an event', 'a string that is not empty', event);
      }
    },
  },
  'state-events-have-key-and-content': {
    title: 'Every state event has a state_key that is a string and a content that is an object',
    requires: ['MODEL-39'],
    async run({ users, must, profile, fresh }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner, { topic: 'Tea' });
      for (let i = 0; i < 10; i += 1) {
        await owner.need('send_state_event', { ...newEntry(roomId, fresh), body: {} });
      }

      const state = await owner.need('get_state_events', { roomId });

      if (state.length === 0)
        return must.notApplicable('MODEL-39', 'get_state_events lists nothing, see GST-04');
      for (const event of state) {
        const kind = typeof event['state_key'];
        must.that(kind === 'string', 'state_key of a state event', 'a string', event);
        must.include(event['content'], {}, 'content of a state event');
        const key = profile.changeOf('MODEL-39')?.key;
        if (key !== undefined) {
          must.that(typeof event[key] === 'string', `${key} of a state event`, 'a string', event);
        }
      }
    },
  },
  'membership-events-name-user-and-sender': {
    title: 'A membership event names its user in state_key and its sender in user_id',
    requires: ['CONV-19'],
    async run({ users, must, profile }) {
      const [owner, joined, banned, kicked] = await users('owner', 'joined', 'banned', 'kicked');
      const roomId = await privateRoom(owner);
      const guests = [joined, banned, kicked];
      await bring(owner, roomId, ...guests);
      await ban(owner, roomId, banned);
      await kick(owner, roomId, kicked);

      const changes = new Set([
        ...[owner, ...guests].map((user) => `join of ${user.id} by ${user.id}`),
        ...guests.map((user) => `invite of ${user.id} by ${owner.id}`),
        `ban of ${banned.id} by ${owner.id}`,
        ...[banned, kicked].map((user) => `leave of ${user.id} by ${owner.id}`),
      ]);
      const judge = (listed: readonly (AnyEvent | MemberEvent)[]): void => {
        requireMemberships(listed, changes);
        for (const event of listed.filter((one) => one['type'] === 'm.room.member')) {
          const target = event['state_key'];
          const sender = event[senderKeyOf(profile)];
          const membership = wordOf(at(event['content'], 'membership'));
          const change = `${membership} of ${wordOf(target)} by ${wordOf(sender)}`;
          must.that(changes.has(change), 'a membership event', [...changes].join(', '), change);
        }
      };

      // Each view is judged before the next one is read, so that a wrong one is not taken for the reason.
      judge((await owner.need('get_members', { roomId })).chunk);
      judge(await newest(owner, roomId));
      const state = await owner.need('get_state_events', { roomId });
      // A state event without a key is reported against MODEL-39.
      judge(state.filter((event) => event['state_key'] !== undefined));
      const sync = await syncOf(owner, roomId);
      judge(sync.messages?.chunk ?? []);
      judge((sync.state ?? []).filter((event) => event['state_key'] !== undefined));
    },
  },
};

/** @throws Broken where a membership is shown more often than it was given: then not the keys of the events are wrong */
function requireMemberships(
  listed: readonly (AnyEvent | MemberEvent)[],
  changes: ReadonlySet<string>,
): void {
  const given = [...changes].map((change) => change.split(' ')[0]);
  const shown = new Map(
    listed
      .filter((one) => one['type'] === 'm.room.member')
      .map((event, i) => [event['event_id'] ?? i, wordOf(at(event['content'], 'membership'))]),
  );
  const often = (some: readonly (string | undefined)[], word: string): number =>
    some.filter((one) => one === word).length;
  for (const word of shown.values())
    if (often([...shown.values()], word) > Math.max(1, often(given, word)))
      throw new Broken('events show memberships that their users did not have then');
}
