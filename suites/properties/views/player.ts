import type { Reply } from '../../../harness/judge/user.ts';
import type { Must } from '../../../harness/judge/must.ts';
import { Broken } from '../../../harness/judge/verdict.ts';
import { at, isSuccess } from '../../../harness/world/answers.ts';
import type { Player } from '../../../harness/model/index.ts';
import { roomIn, type RoomNumber } from '../shared/rooms.ts';
import { takeSnapshot } from '../shared/snapshot.ts';
import { type Fact, judge } from './judge.ts';
import type { Known } from './probe.ts';
import { type Move, type Name, names, sentenceOf, type SlotName, type Step } from './steps.ts';

/** A room of a run, and what was done in it as far as the target accepted it. */
interface Room {
  readonly id: string;
  readonly name: string;
  readonly memberships: Map<Name, string>;
  readonly values: Map<SlotName, string>;
  /** Event ids, the oldest first. */
  readonly sent: string[];
  /** Whether nothing was done since the last event was sent. */
  sentLast: boolean;
}

type Change = Extract<Step, { do: 'move' | 'set' | 'send' }>;

const slots: Readonly<Record<SlotName, readonly [type: string, key: string, field: string]>> = {
  topic: ['m.room.topic', '', 'topic'],
  name: ['m.room.name', '', 'name'],
  'conf a': ['com.example.conf', 'a', 'value'],
  'conf b': ['com.example.conf', 'b', 'value'],
  conf: ['com.example.conf', '', 'value'],
};

/** Plays one run: changes rooms, and compares what their views show. */
export function createPlayer({ users, trusted }: Known, must: Must): Player<Step> {
  const rooms = new Map<RoomNumber, Room>();
  let count = 0;

  function canPlay(step: Step): boolean {
    const room = rooms.get(step.room);
    if (step.do === 'room') return room === undefined;
    if (room === undefined) return false;
    if (step.do === 'move') return isAllowed(room.memberships.get(step.who), step.move);
    return step.do === 'set' || room.memberships.get(step.who) === 'join';
  }

  async function create(number: RoomNumber, withTopic: boolean): Promise<string> {
    count += 1;
    const topic = `topic ${count}`;
    const body = withTopic ? { visibility: 'public', topic } : { visibility: 'private' };
    const { room_id: id } = await users.alice.need('create_room', { body });
    rooms.set(number, {
      id,
      name: `room ${number}`,
      memberships: new Map([['alice', 'join']]),
      values: new Map(withTopic ? [['topic', topic]] : []),
      sent: [],
      sentLast: false,
    });
    return 'the room is created';
  }

  async function move({ id: roomId, memberships }: Room, who: Name, asked: Move): Promise<Reply> {
    const { alice, [who]: user } = users;
    const body = { user_id: user.id };
    const left = { roomId, userId: user.id, body: { membership: 'leave' } };
    const request = {
      invite: () => alice.call('invite', { roomId, body }),
      join: () => user.call('join_room', { roomId }),
      leave: () => user.call('leave', { roomId }),
      kick: () => alice.call('set_membership', left),
      ban: () => alice.call('ban', { roomId, body }),
    };
    const reply = await request[asked]();
    if (isSuccess(reply)) memberships.set(who, asked === 'kick' ? 'leave' : asked);
    return reply;
  }

  async function set({ id: roomId, values }: Room, slot: SlotName): Promise<Reply> {
    count += 1;
    const value = `${slot} ${count}`;
    const [eventType, stateKey, field] = slots[slot];
    const { alice } = users;
    const event = { roomId, eventType, body: { [field]: value } };
    const reply = await (slot === 'topic'
      ? alice.call('set_topic', { roomId, body: { topic: value } })
      : alice.call('send_state_event', { ...event, ...(stateKey === '' ? {} : { stateKey }) }));
    if (isSuccess(reply)) values.set(slot, value);
    return reply;
  }

  async function send(room: Room, who: Name, kind: 'event' | 'message'): Promise<Reply> {
    const [user, roomId] = [users[who], room.id];
    const note = { eventType: 'com.example.note', body: { body: 'Hi' } };
    const reply = await (kind === 'message'
      ? user.call('send_message', { roomId, body: { msgtype: 'm.text', body: 'Hi' } })
      : user.call('send_non_state_event', { roomId, ...note }));
    const id = at(reply.json, 'event_id');
    if (isSuccess(reply) && typeof id === 'string') room.sent.push(id);
    return reply;
  }

  function change(room: Room, step: Change): Promise<Reply> {
    switch (step.do) {
      case 'move':
        return move(room, step.who, step.move);
      case 'set':
        return set(room, step.setting);
      case 'send':
        return send(room, step.who, step.kind);
    }
  }

  async function compareViews(room: Room, ...readers: readonly Name[]): Promise<void> {
    const seen = [];
    for (const [i, reader] of [...new Set(readers)].entries()) {
      // The second reader reads every list, and one by one only what is about itself.
      const subjects = {
        users: i === 0 ? names.map((name) => users[name].id) : [users[reader].id],
        slots: [...room.values.keys()].map((name) => [slots[name][0], slots[name][1]] as const),
      };
      const asked = i === 0 ? trusted : new Set([...trusted].filter((view) => view !== 'content'));
      const snapshot = await takeSnapshot(users[reader], room.id, asked, subjects);
      seen.push({ reader, snapshot });
    }
    judge(must, { ...room, facts: factsOf(room) }, seen);
  }

  const factsOf = ({ memberships, values }: Room): readonly Fact[] => [
    ...names.map((name) => ({
      word: `the membership of ${name}`,
      type: 'm.room.member',
      key: users[name].id,
      field: 'membership',
      expected: memberships.get(name) ?? null,
    })),
    ...[...values].map(([slot, expected]) => {
      const [type, key, field] = slots[slot];
      return { word: slot, type, key, field, expected };
    }),
  ];

  return {
    describe: (step) => (canPlay(step) ? sentenceOf(step) : null),
    async step(step) {
      if (step.do === 'room') return create(step.room, step.topic);
      const room = roomIn(rooms, step.room);
      if (step.do === 'look') {
        await compareViews(room, 'alice', step.who);
        return 'all views agree';
      }
      const reply = await change(room, step);
      if (reply.status >= 500) throw new Broken(`the target answered ${reply.status}`);
      room.sentLast = step.do === 'send' && isSuccess(reply);
      return isSuccess(reply) ? 'accepted' : `refused with ${reply.status}`;
    },
    async end() {
      for (const room of rooms.values()) {
        const other = [...room.memberships].findLast(([, record]) => record === 'join')?.[0];
        await compareViews(room, 'alice', other ?? 'alice');
      }
    },
  };
}

/** Only what every server must grant; the membership model judges everything else. */
function isAllowed(now: string | undefined, asked: Move): boolean {
  switch (asked) {
    case 'invite':
      return now === undefined || now === 'leave';
    case 'join':
      return now === 'invite';
    case 'leave':
    case 'kick':
      return now === 'join';
    case 'ban':
      return now === 'join' || now === 'invite';
  }
}
