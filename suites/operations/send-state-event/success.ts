import { wordOf } from '../../../harness/document/json.ts';
import { same } from '../../../harness/judge/compare.ts';
import { Broken } from '../../../harness/judge/verdict.ts';
import { at } from '../../../harness/world/answers.ts';
import { newest, say } from '../../../harness/world/pages.ts';
import { bring, privateRoom, openRoomWith } from '../../../harness/world/rooms.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import { newEntry, readContent } from '../shared/state-entries.ts';

/** Setting a piece of state, and where it can be read. */
export const success: Readonly<Record<string, CaseBody>> = {
  'creator-sets-state': {
    title: 'The creator of a room sets a piece of its state',
    requires: ['STATE-01', 'STATE-02', 'STATE-10', 'STATE-11'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);

      const args = { roomId, eventType: 'com.example.conf', stateKey: 'k', body: { v: 1 } };
      const reply = await owner.call('send_state_event', args);

      const json = must.on('STATE-10');
      json.violatedIf(reply.status === 415, 'a JSON body', 'understood', 'status 415');
      must.on('STATE-01').succeed(reply);
      json.succeed(reply);
      must.on('STATE-02').conform('send_state_event', reply);
      must.on('STATE-11').succeed(reply);
    },
  },
  'members-read-what-was-set': {
    title: 'Every member reads a piece of state with the content that was set',
    requires: ['STATE-03'],
    async run({ users, must, fresh }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await openRoomWith(owner, member);
      const entry = newEntry(roomId, fresh);

      await must.allow(owner, 'send_state_event', { ...entry, body: { v: 1 } });

      must.include(await readContent(owner, entry), { v: 1 }, 'content that its sender reads');
      must.include(await readContent(member, entry), { v: 1 }, 'content that a member reads');
    },
  },
  'whoever-joins-later-reads-state': {
    title: 'A user who joins later reads a piece of state, even if messages were sent since',
    requires: ['STATE-03'],
    async run({ users, must, fresh }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await privateRoom(owner);
      const entry = newEntry(roomId, fresh);
      await owner.need('send_state_event', { ...entry, body: { v: 1 } });
      await say(owner, roomId, 'hello');
      await bring(owner, roomId, member);

      const content = await readContent(member, entry);
      must.include(content, { v: 1 }, 'content that a later member reads');
    },
  },
  'state-is-listed-as-one-event': {
    title: 'get_state_events lists a piece of state as one event, with its content',
    requires: ['STATE-03'],
    async run({ users, must, fresh }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await openRoomWith(owner, member);
      const entry = newEntry(roomId, fresh);
      await owner.need('send_state_event', { ...entry, body: { v: 1 } });

      const state = await member.need('get_state_events', { roomId });

      if (state.length === 0)
        return must.notApplicable('STATE-03', 'get_state_events lists nothing, see GST-04');
      const events = state.filter((event) => event.type === entry.eventType);
      must.equal(events.length, 1, 'number of events of that type in get_state_events');
      for (const content of events.flatMap((event) => event['content'] ?? [])) {
        must.include(content, { v: 1 }, 'content of the event in get_state_events');
      }
    },
  },
  'each-change-is-in-messages': {
    title: 'Every change of a piece of state is listed once in messages',
    requires: ['STATE-03'],
    async run({ users, must, fresh }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await openRoomWith(owner, member);
      const entry = newEntry(roomId, fresh);
      await owner.need('send_state_event', { ...entry, body: { change: 'one' } });
      await owner.need('send_state_event', { ...entry, body: { change: 'two' } });

      const events = await newest(member, roomId);

      const changes = events.flatMap((event) => event.content['change'] ?? []).map(wordOf);
      if (same(changes, ['one']) && at(await readContent(member, entry), 'change') === 'one')
        throw new Broken('state that is set again keeps its content');
      must.equal(changes.toSorted(), ['one', 'two'], 'changes of the state in messages');
    },
  },
  'any-object-is-a-content': {
    title: 'The content of state may be any JSON object, including an empty or nested one',
    requires: ['STATE-11'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const contents = [
        {},
        { list: [1, 'two', null, true, { deep: [] }], none: null, object: { '': 0, no: false } },
      ];

      for (const body of contents) {
        const entry = newEntry(roomId, fresh);
        await must.allow(owner, 'send_state_event', { ...entry, body });
        must.include(await readContent(owner, entry), body, 'content that was set');
      }
    },
  },
  'type-is-that-of-the-path': {
    title: 'The type of a state event is the event type in the path',
    requires: ['STATE-13'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const mark = fresh();
      const entry = { roomId, eventType: `com.example.Conf-x_1.${mark}`, stateKey: 'k' };

      await must.allow(owner, 'send_state_event', { ...entry, body: { mark } });

      must.include(await readContent(owner, entry), { mark }, 'content under that type');
      const state = await owner.need('get_state_events', { roomId });
      for (const event of [...state, ...(await newest(owner, roomId))]) {
        if (at(event['content'], 'mark') !== mark) continue;
        // An event without a type is reported against MODEL-25.
        must.equal(at(event, 'type') ?? entry.eventType, entry.eventType, 'type of a state event');
      }
    },
  },
};
