import { wordOf } from '../../../harness/document/json.ts';
import type { Reply } from '../../../harness/judge/user.ts';
import type { Must } from '../../../harness/judge/must.ts';
import { Broken } from '../../../harness/judge/verdict.ts';
import { at, isSuccess } from '../../../harness/world/answers.ts';
import { openRoomWith } from '../../../harness/world/rooms.ts';
import {
  contentRequirement,
  keyRequirement,
  misplacedRequirement,
  type Player,
  type ShownEvent,
  type Slot,
  Slots,
  valueRequirement,
  type Written,
  type Wrong,
} from '../../../harness/model/index.ts';
import type { JsonObject } from '../../../harness/document/json.ts';
import { roomIn, type RoomNumber } from '../shared/rooms.ts';
import { readState } from '../shared/snapshot.ts';
import { contentIn, type Known, sentContent } from './probe.ts';
import { type Name, self, sentenceOf, type Step } from './steps.ts';

/** Slots of rooms that the run has. */
type RunSlot = Slot & { readonly room: RoomNumber };

/** Plays one run of writes to slots. */
export function createPlayer(known: Known, must: Must): Player<Step> {
  const slots = new Slots();
  const rooms = new Map<RoomNumber, string>();
  const { alice, bob } = known.users;

  const asWritten = (slot: RunSlot): RunSlot =>
    slot.key === self ? { ...slot, key: alice.id } : slot;

  const send = ({ room, type, key }: RunSlot, body: JsonObject): Promise<Reply> =>
    alice.call('send_state_event', {
      roomId: roomIn(rooms, room),
      eventType: type,
      body,
      ...(key === '' ? {} : { stateKey: key }),
    });

  async function read(who: Name, slot: RunSlot): Promise<JsonObject | null> {
    const [reader, roomId] = [known.users[who], roomIn(rooms, slot.room)];
    if (known.direct) return contentIn(reader, roomId, slot);
    const state = await readState(reader, roomId);
    if (state === null) throw new Broken('get_state_events did not list the state');
    return state.find(({ type, key }) => type === slot.type && key === slot.key)?.content ?? null;
  }

  function requireRight(wrong: Wrong | null): void {
    if (wrong === null) return;
    must.on(wrong.requirement).that(false, wrong.what, wrong.expected, wrong.received);
  }

  async function put(slot: RunSlot, content: JsonObject): Promise<string> {
    const before = slots.at(slot);
    const written = slots.write(slot, content);
    const reply = await send(slot, written.content);
    if (!isSuccess(reply)) {
      slots.forget(written);
      // Where the slot can be written with a plain content, the refusal was about the content.
      const plain = await send(slot, { n: 0 });
      const ofSlot = slot.key === '' ? 'STATE-04' : 'STATE-14';
      must.on(isSuccess(plain) ? contentRequirement(content) : ofSlot).succeed(reply);
    }
    if (slot.key === '') must.on('STATE-04').succeed(reply);
    requireRight(slots.judge(slot, await read('alice', slot)));
    const requirement = before === undefined ? 'STATE-03' : 'STATE-07';
    must.on(requirement).that(true, 'content of a slot', 'what was set', 'what was set');
    must.on(keyRequirement(slot.key)).that(true, 'slot', 'there', 'there');
    must.on('MODEL-29').that(true, 'content', 'as sent', 'as sent');
    must.on('CONV-16').that(true, 'content', 'as sent', 'as sent');
    return 'the slot holds it';
  }

  /** An event that is not state keeps its content too. */
  async function sendEvent(room: RoomNumber, content: JsonObject): Promise<string> {
    const roomId = roomIn(rooms, room);
    const args = { roomId, eventType: 'com.example.note', body: content };
    const reply = await alice.call('send_non_state_event', args);
    must.on('SEND-10').succeed(reply);
    const id = at(reply.json, 'event_id');
    const seen = typeof id === 'string' ? await sentContent(bob, roomId, id) : null;
    // That a sent event is listed has cases of its own (SEND-03).
    if (seen === null) return 'it is not listed';
    const requirement = valueRequirement(seen, content) === 'CONV-16' ? 'CONV-16' : 'SEND-10';
    must.on(requirement).include(seen, content, 'content of an event');
    return 'it is listed as it was sent';
  }

  async function list(who: Name, room: RoomNumber): Promise<string> {
    const state = known.listed ? await readState(known.users[who], roomIn(rooms, room)) : null;
    if (state === null) return 'no list';
    for (const written of slots.current(room)) requireEntry(state, written);
    for (const event of state) {
      const writer = slots.writerOf(event.content);
      if (writer === undefined || event.type.startsWith('m.')) continue;
      const slot = { room, type: event.type, key: wordOf(event.key) };
      const current = slots.at(slot);
      const isCurrent = current !== undefined && event.content['n'] === current.number;
      const requirement = current === undefined ? misplacedRequirement(slot, writer) : 'GST-05';
      const { type, key, content } = event;
      const shown = { type, key, content };
      must.on(requirement).that(isCurrent, 'state that is listed', 'only what is current', shown);
    }
    return 'every slot, once';
  }

  function requireEntry(state: readonly ShownEvent[], written: Written): void {
    const entries = state.filter(({ type, key }) => type === written.type && key === written.key);
    const slot = `${JSON.stringify(written.type)} ${JSON.stringify(written.key)}`;
    if (entries.length === 0) {
      const misplaced = state.find(({ content }) => content['n'] === written.number);
      const found = { room: written.room, type: `${misplaced?.type}`, key: `${misplaced?.key}` };
      const requirement = misplaced === undefined ? 'GST-04' : misplacedRequirement(found, written);
      const got =
        misplaced === undefined ? 'none' : { type: misplaced.type, state_key: misplaced.key };
      must.on(requirement).that(false, 'a slot in the list of state', slot, got);
    }
    const count = 'entries of one slot in the list of state';
    must.on('GST-05').that(entries.length === 1, count, '1', `${entries.length}`);
    must.on('STATE-13').that(true, 'type of a slot', written.type, written.type);
    const wrong = slots.judge(written, entries[0]?.content ?? {});
    requireRight(known.direct && wrong !== null ? { ...wrong, requirement: 'GST-05' } : wrong);
    must.on('GST-04').that(true, 'a slot in the list of state', 'there', 'there');
  }

  return {
    describe(step) {
      if (step.do === 'send' && !known.messages) return null;
      return rooms.has(step.room) === (step.do === 'room') ? null : sentenceOf(step);
    },
    async step(step) {
      switch (step.do) {
        case 'room': {
          const roomId = await openRoomWith(alice, bob);
          rooms.set(step.room, roomId);
          return 'the room is created';
        }
        case 'send':
          return sendEvent(step.room, step.content);
        case 'list':
          return list(step.who, step.room);
        case 'put':
          return put(asWritten(step), step.content);
        case 'read': {
          const slot = asWritten(step);
          requireRight(slots.judge(slot, await read(step.who, slot)));
          return slots.at(slot) === undefined ? 'nothing' : 'what was set';
        }
      }
    },
    async end() {
      for (const room of rooms.keys()) {
        const current = slots.current(room);
        for (const written of current) {
          requireRight(slots.judge(written, await read('bob', { ...written, room })));
        }
        if (current.length > 1) {
          must.on('STATE-08').that(true, 'other slots', 'unchanged', 'unchanged');
          must.on('STATE-09').that(true, 'other slots', 'unchanged', 'unchanged');
        }
        await list('bob', room);
        if (rooms.size > 1 && current.length > 0) {
          must.on('STATE-12').that(true, 'state', 'in its room only', 'in its room only');
        }
      }
    },
  };
}
