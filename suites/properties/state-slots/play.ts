import type { Reply } from '../../../harness/judge/user.ts';
import type { Must } from '../../../harness/judge/must.ts';
import { Broken } from '../../../harness/judge/verdict.ts';
import { at, isSuccess } from '../../../harness/world/answers.ts';
import { bring, privateRoom } from '../../../harness/world/rooms.ts';
import type { Player } from '../../../harness/model/property.ts';
import {
  lawOfContent,
  lawOfKey,
  lawOfStray,
  lawOfValue,
  type Slot,
  Slots,
  type Wrong,
  type Written,
} from '../../../harness/model/slots.ts';
import type { JsonObject } from '../../../harness/document/json.ts';
import { type Name, self, sentenceOf, type Step } from './steps.ts';
import { contentIn, entriesOf, type Entry, type Known, sentContent } from './target.ts';

/** Plays one run of writes into slots. */
export function createPlayer(known: Known, must: Must): Player<Step> {
  const slots = new Slots();
  const rooms = new Map<number, string>();

  const roomOf = (room: number): string => {
    const id = rooms.get(room);
    if (id === undefined) throw new RangeError(`room ${room} was not created`);
    return id;
  };
  /** As the target knows it: alice's id stands in no step. */
  const real = (slot: Slot): Slot =>
    slot.key === self ? { ...slot, key: known.users.alice.id } : slot;

  async function read(who: Name, slot: Slot): Promise<JsonObject | null> {
    const reader = known.users[who];
    if (known.direct) return contentIn(reader, roomOf(slot.room), slot);
    const entries = await entriesOf(reader, roomOf(slot.room));
    if (entries === null) throw new Broken('the state is not listed');
    return entries.find(({ type, key }) => type === slot.type && key === slot.key)?.content ?? null;
  }

  function require(wrong: Wrong | null): void {
    if (wrong === null) return;
    must.on(wrong.law).that(false, wrong.what, wrong.expected, wrong.received);
  }

  async function put(slot: Slot, content: JsonObject): Promise<string> {
    const before = slots.at(slot);
    const written = slots.write(slot, content);
    const { type, key } = slot;
    const reply = await known.users.alice.call('send_state_event', {
      roomId: roomOf(slot.room),
      eventType: type,
      body: written.content,
      ...(key === '' ? {} : { stateKey: key }),
    });
    if (!isSuccess(reply)) {
      slots.forget(written);
      await blame(slot, content, reply);
    }
    if (key === '') must.on('STATE-04').succeed(reply);
    require(slots.judge(slot, await read('alice', slot)));
    const law = before === undefined ? 'STATE-03' : 'STATE-07';
    must.on(law).that(true, 'content of a slot', 'what was set', 'what was set');
    must.on(lawOfKey(slot)).that(true, 'slot', 'there', 'there');
    must.on('MODEL-29').that(true, 'content', 'as sent', 'as sent');
    must.on('CONV-16').that(true, 'content', 'as sent', 'as sent');
    return 'it is there';
  }

  /** What was refused is the fault of its slot, or else of its content. */
  async function blame(
    { room, type, key }: Slot,
    content: JsonObject,
    reply: Reply,
  ): Promise<void> {
    const plain = await known.users.alice.call('send_state_event', {
      roomId: roomOf(room),
      eventType: type,
      body: { n: 0 },
      ...(key === '' ? {} : { stateKey: key }),
    });
    const law = key === '' ? 'STATE-04' : 'STATE-14';
    must.on(isSuccess(plain) ? lawOfContent(content) : law).succeed(reply);
  }

  /** An event that is no state keeps its content as well. */
  async function send(room: number, content: JsonObject): Promise<string> {
    const roomId = roomOf(room);
    const { alice, bob } = known.users;
    const args = { roomId, eventType: 'com.example.note', body: content };
    const reply = await alice.call('send_non_state_event', args);
    must.on('SEND-10').succeed(reply);
    const id = at(reply.json, 'event_id');
    const seen = typeof id === 'string' ? await sentContent(bob, roomId, id) : null;
    // Where it is not listed at all, that has cases of its own (SEND-03).
    if (seen === null) return 'it is not listed';
    const law = lawOfValue(seen, content) === 'CONV-16' ? 'CONV-16' : 'SEND-10';
    must.on(law).include(seen, content, 'content of an event');
    return 'it is there as sent';
  }

  async function list(who: Name, room: number): Promise<string> {
    const entries = known.listed ? await entriesOf(known.users[who], roomOf(room)) : null;
    if (entries === null) return 'no list';
    for (const written of slots.current(room)) requireEntry(entries, written);
    for (const entry of entries) {
      const writer = slots.writerOf(entry.content);
      if (writer === undefined || String(entry.type).startsWith('m.')) continue;
      const current = slots.at({ room, type: String(entry.type), key: String(entry.key) });
      const there = current !== undefined && entry.content['n'] === current.number;
      const slot = { room, type: String(entry.type), key: String(entry.key) };
      const law = current === undefined ? lawOfStray(slot, writer) : 'GST-05';
      must.on(law).that(there, 'state that is listed', 'only what is current', entry);
    }
    return 'all slots, once';
  }

  function requireEntry(entries: readonly Entry[], written: Written): void {
    const mine = entries.filter(({ type, key }) => type === written.type && key === written.key);
    const slot = `${JSON.stringify(written.type)} ${JSON.stringify(written.key)}`;
    if (mine.length === 0) {
      const stray = entries.find(({ content }) => content['n'] === written.number);
      const found = { room: written.room, type: String(stray?.type), key: String(stray?.key) };
      const law = stray === undefined ? 'GST-04' : lawOfStray(found, written);
      const got = stray === undefined ? 'none' : { type: stray.type, state_key: stray.key };
      must.on(law).that(false, 'a slot in the list of state', slot, got);
    }
    const count = 'entries of one slot in the list of state';
    must.on('GST-05').that(mine.length === 1, count, '1', `${mine.length}`);
    must.on('STATE-13').that(true, 'type of a slot', written.type, written.type);
    const content = mine[0]?.content ?? {};
    const wrong = slots.judge(written, content);
    const ofList = known.direct && wrong !== null ? { ...wrong, law: 'GST-05' as const } : wrong;
    require(ofList);
    must.on('GST-04').that(true, 'a slot in the list of state', 'there', 'there');
  }

  return {
    describe(next) {
      if (next.do === 'send' && !known.messages) return null;
      return rooms.has(next.room) === (next.do === 'room') ? null : sentenceOf(next);
    },
    async step(next) {
      if (next.do === 'room') {
        const id = await privateRoom(known.users.alice);
        await bring(known.users.alice, id, known.users.bob);
        rooms.set(next.room, id);
        return 'the room is there';
      }
      if (next.do === 'send') return send(next.room, next.content);
      if (next.do === 'list') return list(next.who, next.room);
      const slot = real({ room: next.room, type: next.type, key: next.key });
      if (next.do === 'put') return put(slot, next.content);
      require(slots.judge(slot, await read(next.who, slot)));
      return slots.at(slot) === undefined ? 'nothing' : 'what was set';
    },
    async end() {
      for (const room of rooms.keys()) {
        const current = slots.current(room);
        for (const written of current) require(slots.judge(written, await read('bob', written)));
        if (current.length > 1) {
          must.on('STATE-08').that(true, 'other slots', 'untouched', 'untouched');
          must.on('STATE-09').that(true, 'other slots', 'untouched', 'untouched');
        }
        await list('bob', room);
        if (rooms.size > 1 && current.length > 0) {
          must.on('STATE-12').that(true, 'state', 'in its room only', 'in its room only');
        }
      }
    },
  };
}
