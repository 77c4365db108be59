import { at } from '../../../harness/world/answers.ts';
import { newest, say } from '../../../harness/world/pages.ts';
import { bring, privateRoom } from '../../../harness/world/rooms.ts';
import { suite } from '../../../harness/run/case.ts';
import { badBodyCases } from '../shared/bad-bodies.ts';
import { keyCases } from './keys.ts';
import { requestCases } from './requests.ts';
import { slotCases } from './slots.ts';
import { contentIn, slotIn } from '../shared/slot.ts';
import { standingCases } from '../shared/standings.ts';
import { tokenCases } from '../shared/tokens.ts';

const type = 'com.example.conf';

export const sendStateEvent = suite('send_state_event', {
  'creator-sets-state': {
    title: 'The creator of a room sets a piece of its state',
    requires: ['STATE-01', 'STATE-02', 'STATE-10', 'STATE-11'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);

      const piece = { roomId, eventType: type, stateKey: 'k', body: { v: 1 } };
      const reply = await owner.call('send_state_event', piece);

      must
        .on('STATE-10')
        .that(reply.status !== 415, 'a body of application/json', 'understood', 'status 415');
      must.on('STATE-01').succeed(reply);
      must.on('STATE-02').conform('send_state_event', reply);
      must.on('STATE-11').succeed(reply);
    },
  },
  'members-read-what-was-set': {
    title: 'A piece of state is read back with its content, by whoever is in the room',
    requires: ['STATE-03'],
    async run({ users, must, fresh }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, member);
      const slot = slotIn(roomId, fresh);

      await must.allow(owner, 'send_state_event', { ...slot, body: { v: 1 } });

      must.include(await contentIn(owner, slot), { v: 1 }, 'content read by its sender');
      must.include(await contentIn(member, slot), { v: 1 }, 'content read by another member');
    },
  },
  'whoever-joins-later-reads-state': {
    title: 'A piece of state is there for a user who joins later, whatever was said since',
    requires: ['STATE-03'],
    async run({ users, must, fresh }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await privateRoom(owner);
      const slot = slotIn(roomId, fresh);
      await owner.need('send_state_event', { ...slot, body: { v: 1 } });
      await say(owner, roomId, 'hello');
      await bring(owner, roomId, member);

      must.include(await contentIn(member, slot), { v: 1 }, 'content read by who joined later');
    },
  },
  'state-is-listed-as-one-event': {
    title: 'A piece of state stands in GET state as one event, with its content',
    requires: ['STATE-03'],
    async run({ users, must, fresh }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, member);
      const slot = slotIn(roomId, fresh);
      await owner.need('send_state_event', { ...slot, body: { v: 1 } });

      const state = await member.need('get_state_events', { roomId });

      const events = state.filter((event) => event.type === slot.eventType);
      // A list without any event at all is GST-04's business.
      must.equal(events.length, state.length === 0 ? 0 : 1, 'events of the slot in GET state');
      for (const content of events.flatMap((event) => event['content'] ?? [])) {
        must.include(content, { v: 1 }, 'content of the event in GET state');
      }
    },
  },
  'each-change-is-in-messages': {
    title: 'Every change of a piece of state stands in the messages, once',
    requires: ['STATE-03'],
    async run({ users, must, fresh }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, member);
      const slot = slotIn(roomId, fresh);
      await owner.need('send_state_event', { ...slot, body: { change: 'one' } });
      await owner.need('send_state_event', { ...slot, body: { change: 'two' } });

      const events = await newest(member, roomId);

      const changes = events.flatMap((event) => event.content['change'] ?? []).map(String);
      must.equal(changes.toSorted(), ['one', 'two'], 'changes of the state in the messages');
    },
  },
  'any-object-is-a-content': {
    title: 'Any JSON object is a content, the empty one and nested ones included',
    requires: ['STATE-11'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const contents = [
        {},
        { list: [1, 'two', null, true, { deep: [] }], none: null, object: { '': 0, no: false } },
      ];

      for (const body of contents) {
        const slot = slotIn(roomId, fresh);
        await must.allow(owner, 'send_state_event', { ...slot, body });
        must.include(await contentIn(owner, slot), body, 'content that was set');
      }
    },
  },
  ...badBodyCases('send_state_event', 'STATE-11', async (owner) => ({
    roomId: await privateRoom(owner),
    eventType: type,
    stateKey: 'k',
    body: { v: 1 },
  })),
  'type-is-that-of-the-path': {
    title: 'The type of a state event is the one in the path',
    requires: ['STATE-13'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const mark = fresh();
      const slot = { roomId, eventType: `com.example.Conf-x_1.${mark}`, stateKey: 'k' };

      await must.allow(owner, 'send_state_event', { ...slot, body: { mark } });

      must.include(await contentIn(owner, slot), { mark }, 'content under the type');
      const state = await owner.need('get_state_events', { roomId });
      for (const event of [...state, ...(await newest(owner, roomId))]) {
        if (at(event['content'], 'mark') !== mark) continue;
        // An event without a type is MODEL-25's business.
        must.equal(at(event, 'type') ?? slot.eventType, slot.eventType, 'type of a state event');
      }
    },
  },
  ...slotCases,
  ...keyCases,
  ...requestCases,
  'member-adds-no-state': {
    title: 'A member of default power adds no piece of state that was not there',
    requires: ['STATE-17'],
    async run({ users, must }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, member);

      const piece = { roomId, eventType: type, stateKey: 'k', body: { v: 1 } };
      await must.refuse(403, member, 'send_state_event', piece, { observer: owner });
      must.succeed(await owner.call('send_state_event', piece));
    },
  },
  ...standingCases(
    'send_state_event',
    'STATE-17',
    ['stranger', 'passerby', 'invited', 'left', 'kicked', 'banned', 'member'],
    async (owner, roomId) => {
      await owner.need('send_state_event', {
        roomId,
        eventType: type,
        stateKey: 'k',
        body: { v: 1 },
      });
      return { roomId, eventType: type, stateKey: 'k', body: { v: 2 } };
    },
  ),
  ...tokenCases('send_state_event', async (owner) => ({
    args: { roomId: await privateRoom(owner), eventType: type, stateKey: 'k', body: { v: 1 } },
  })),
});
