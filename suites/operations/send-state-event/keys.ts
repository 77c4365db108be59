import type { User } from '../../../harness/judge/user.ts';
import { Broken } from '../../../harness/judge/verdict.ts';
import { at, someOf } from '../../../harness/world/answers.ts';
import { newest } from '../../../harness/world/pages.ts';
import { privateRoom, statePath } from '../../../harness/world/rooms.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import { newEntry, readContent, type StateEntry } from '../shared/state-entries.ts';

/** @throws Broken where a piece of state keeps its content when it is set again in the same form */
async function requireReplacement(user: User, entry: StateEntry): Promise<void> {
  await user.need('send_state_event', { ...entry, body: { v: 9 } });
  if (at(await readContent(user, entry), 'v') !== 9)
    throw new Broken('state that is set again keeps its content');
}

/** State keys: left out, empty and unusual ones. */
export const keys: Readonly<Record<string, CaseBody>> = {
  'key-may-be-left-out': {
    title: 'The state key may be left out of the path',
    requires: ['STATE-04'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const { roomId, eventType } = newEntry(await privateRoom(owner), fresh);

      await must.allow(owner, 'send_state_event', { roomId, eventType, body: { v: 1 } });

      must.include(
        await readContent(owner, { roomId, eventType }),
        { v: 1 },
        'content without a key',
      );
    },
  },
  'left-out-key-is-empty': {
    title: 'A state key that is left out is the empty string',
    requires: ['STATE-05'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const { roomId, eventType } = newEntry(await privateRoom(owner), fresh);

      await owner.need('send_state_event', { roomId, eventType, body: { v: 1 } });

      const state = await owner.need('get_state_events', { roomId });
      // In a view where no event has a key, not even a member's, that is reported against MODEL-39.
      const views = [state, await newest(owner, roomId)].filter((view) =>
        view.some((event) => typeof event['state_key'] === 'string'),
      );
      const events = views.flat().filter((e) => e.type === eventType);
      for (const event of someOf(events, 'listed event that was set without a key')) {
        must.equal(event['state_key'], '', 'state key of an event that was set without one');
      }
    },
  },
  'left-out-key-replaces': {
    title: 'A state event without a key replaces an earlier one of its type without a key',
    requires: ['STATE-07'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const { roomId, eventType } = newEntry(await privateRoom(owner), fresh);

      await must.allow(owner, 'send_state_event', { roomId, eventType, body: { v: 1 } });
      await must.allow(owner, 'send_state_event', { roomId, eventType, body: { w: 2 } });

      const content = await readContent(owner, { roomId, eventType });
      must.include(content, { w: 2 }, 'content after the second request');
      must.that(content?.['v'] === undefined, 'key of the first content', 'gone', content);
    },
  },
  'empty-key-is-the-same-as-none': {
    title: 'An empty state key in the path and no key at all name the same piece of state',
    requires: ['STATE-06'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const empty = newEntry(await privateRoom(owner), fresh, '');
      const none = { roomId: empty.roomId, eventType: empty.eventType };

      for (const [v, entry] of [none, empty, none].entries()) {
        await must.allow(owner, 'send_state_event', { ...entry, body: { v } });
        const read = await readContent(owner, none);
        // What one form does not replace by itself is not a matter of two forms.
        if (v === 1 && at(read, 'v') === 0) await requireReplacement(owner, none);
        must.include(read, { v }, 'content under the empty key');
      }
    },
  },
  'keys-are-distinct': {
    title: 'State events of one type with different keys do not replace each other',
    requires: ['STATE-08'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const { roomId, eventType } = newEntry(await privateRoom(owner), fresh);
      const pieces = [
        { roomId, eventType },
        ...['k', 'K', 'k1', 'k.1', 'k_', 'k%', ' k', 'k ', '0', 'constructor', '__proto__'].map(
          (stateKey) => ({
            roomId,
            eventType,
            stateKey,
          }),
        ),
      ];

      for (const [n, entry] of pieces.entries()) {
        await must.allow(owner, 'send_state_event', { ...entry, body: { n } });
      }

      for (const [n, entry] of pieces.entries()) {
        const what = `content of key ${n + 1} of ${pieces.length}`;
        must.include(await readContent(owner, entry), { n }, what);
      }
    },
  },
  'equal-contents-are-kept-apart': {
    title: 'State events of different types and keys with one content are all there',
    requires: ['STATE-08', 'STATE-09'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const first = newEntry(await privateRoom(owner), fresh, 'k1');
      const elsewhere = { ...first, roomId: await privateRoom(owner) };
      const body = { v: 1 };
      const pieces = [
        ['STATE-08', first],
        ['STATE-08', { ...first, stateKey: 'k2' }],
        ['STATE-09', { ...first, eventType: `${first.eventType}.x` }],
        ['STATE-09', elsewhere],
      ] as const;

      for (const [, entry] of pieces) await owner.need('send_state_event', { ...entry, body });

      for (const [requirement, entry] of pieces) {
        must.on(requirement).include(await readContent(owner, entry), body, 'content of each');
      }
    },
  },
  'key-is-that-of-the-path': {
    title: 'The state key of an event is the percent-decoded segment of the path',
    requires: ['STATE-14'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const words = ['a/b', 'a/', 'a%2Fb', 'a b', ' a ', 'a+b', 'a?b=c&d', 'a#b', '007', 'null'];
      const unusual = [...words, 'k'.repeat(200), owner.id];

      // Each has a type of its own: keys that are taken for each other are reported against STATE-08.
      const pieces = unusual.map((stateKey) => newEntry(roomId, fresh, stateKey));
      for (const entry of pieces) {
        await must.allow(owner, 'send_state_event', { ...entry, body: { v: 1 } });
        must.include(await readContent(owner, entry), { v: 1 }, 'content under an unusual key');
      }

      // A plus is not a space in a path (RFC 3986), as it is in a form.
      const raw = newEntry(roomId, fresh, 'a+b');
      const path = statePath(roomId, raw.eventType, 'k').replace(/k$/, 'a+b');
      must.succeed(await owner.send({ method: 'PUT', path, body: { v: 1 } }));
      pieces.push(raw);

      const state = await owner.need('get_state_events', { roomId });
      for (const event of [...state, ...(await newest(owner, roomId))]) {
        const expected = pieces.find((entry) => entry.eventType === event.type)?.stateKey;
        // An event without a key is reported against MODEL-39.
        if (expected === undefined || event['state_key'] === undefined) continue;
        must.equal(event['state_key'], expected, 'state key of an event');
      }
    },
  },
};
