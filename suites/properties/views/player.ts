import { same } from '../../../harness/judge/compare.ts';
import type { Reply, User } from '../../../harness/judge/user.ts';
import { Broken } from '../../../harness/judge/verdict.ts';
import { at, isSuccess } from '../../../harness/world/answers.ts';
import { type Player, slotOf } from '../../../harness/model/index.ts';
import type { World } from '../../../harness/run/case.ts';
import { roomIn, type RoomNumber } from '../shared/rooms.ts';
import { everything, takeSnapshot, type View } from '../shared/snapshot.ts';
import { contentOf } from './contents.ts';
import type { Expected } from './expected.ts';
import type { Fact } from './facts.ts';
import { judge } from './judge.ts';
import { isAllowed, membershipContent, requestMove } from './moves.ts';
import type { Known } from './probe.ts';
import { createRefusals } from './refusals.ts';
import { requestSend, sendingOf } from './sends.ts';
import { requestSet, settingOf, settingWords } from './settings.ts';
import {
  guests,
  type Move,
  type Name,
  names,
  type Send,
  sentenceOf,
  type SetStep,
} from './steps.ts';
import { type Step, thingOf } from './steps.ts';

/** A room of a run, and what was done in it as far as the target accepted it. */
interface Room {
  readonly id: string;
  readonly name: string;
  readonly isPublic: boolean;
  readonly memberships: Map<Name, string>;
  /** What is current in each slot that was written. */
  readonly current: Map<string, Expected>;
  /** Every event that was sent, the oldest first. */
  readonly events: Expected[];
  /** Whether nothing was done since the last event that is not state. */
  sentLast: boolean;
  /** Whether a request had to be sent again. */
  mayRepeat: boolean;
}

/** The message that feedback is about; null where there is none. */
const targetIn = ({ events }: Room): string | null =>
  events.findLast(({ type }) => type === 'm.room.message')?.id ?? null;

/** Whether a view shows one thing alone. */
const isOfOne = (view: View): boolean =>
  view === 'content' || view === 'topic' || view === 'member';

type Change = Extract<Step, { do: 'move' | 'set' | 'send' }>;

/** Plays one run: changes rooms, and compares what their views show. */
export function createPlayer(known: Known, { must, fresh }: World): Player<Step> {
  const { users, trusted, membersInvite, keepsMore } = known;
  const rooms = new Map<RoomNumber, Room>();
  let count = 0;
  const refusals = createRefusals(must, { send: sendOnce, set: setOnce });

  function canPlay(step: Step): boolean {
    const room = rooms.get(step.room);
    if (step.do === 'room') return room === undefined;
    if (room === undefined) return false;
    if (step.do === 'move') return isAllowed({ ...room, membersInvite }, step);
    if (step.do === 'set') return known.settings.includes(step.setting);
    const isAbout = step.do === 'look' || step.kind !== 'feedback' || targetIn(room) !== null;
    return isAbout && room.memberships.get(step.who) === 'join';
  }

  async function create(step: Extract<Step, { do: 'room' }>): Promise<string> {
    count += 1;
    const topic = `topic ${count}`;
    const body = step.topic ? { visibility: 'public', topic } : { visibility: 'private' };
    const { room_id: id } = await users.alice.need('create_room', { body });
    const room: Room = {
      id,
      name: `room ${step.room}`,
      isPublic: step.topic,
      memberships: new Map([['alice', 'join']]),
      current: new Map(),
      events: [],
      sentLast: false,
      mayRepeat: false,
    };
    rooms.set(step.room, room);
    const sender = users.alice.id;
    const member = { type: 'm.room.member', key: sender, content: { membership: 'join' } };
    note(room, { word: 'the membership of alice', id: null, sender, by: step, ...member });
    const ofTopic = { type: 'm.room.topic', key: '', content: { topic } };
    if (step.topic) note(room, { word: 'the topic', id: null, sender, by: step, ...ofTopic });
    return 'the room is created';
  }

  /** An event that the target accepted. Where it changes nothing, a server may keep the one that is there. */
  function note(room: Room, expected: Expected): void {
    const { type, key, content } = expected;
    if (key === null) {
      room.events.push(expected);
      return;
    }
    const before = room.current.get(slotOf(type, key));
    if (before !== undefined && same(before.content, content)) return;
    room.events.push(expected);
    room.current.set(slotOf(type, key), expected);
  }

  const hear = (room: Room, reply: Reply): void => {
    if (reply.exchange.retries > 0) room.mayRepeat = true;
  };

  async function move(room: Room, step: Move): Promise<Reply> {
    count += 1;
    const [by, who] = [users[step.by], users[step.who]];
    const more = keepsMore ? contentOf(step.content, count) : {};
    const reply = await requestMove(step, room.id, by, who, more, fresh());
    hear(room, reply);
    if (!isSuccess(reply)) return reply;
    room.memberships.set(step.who, step.move === 'kick' ? 'leave' : step.move);
    const content = membershipContent(step, more);
    const event = { type: 'm.room.member', key: who.id, sender: by.id, content };
    note(room, { word: `the membership of ${step.who}`, id: null, by: step, ...event });
    return reply;
  }

  async function setOnce(room: Room, step: SetStep): Promise<Reply> {
    count += 1;
    const { alice } = users;
    const setting = settingOf(step.setting, step.content, count, alice.id);
    const reply = await requestSet(step.setting, room.id, alice, setting);
    hear(room, reply);
    const word = settingWords(step.setting);
    if (isSuccess(reply)) note(room, { word, id: null, sender: alice.id, by: step, ...setting });
    return reply;
  }

  async function sendOnce(room: Room, step: Send): Promise<Reply> {
    count += 1;
    const user: User = users[step.who];
    const sending = sendingOf(step, count, targetIn(room) ?? '');
    const reply = await requestSend(step, room.id, user, sending, fresh());
    hear(room, reply);
    const id = at(reply.json, 'event_id');
    if (isSuccess(reply) && typeof id === 'string' && id !== '') {
      const word = `${thingOf(step)} by ${step.who}`;
      note(room, { word, id, key: null, sender: user.id, by: step, ...sending });
    }
    return reply;
  }

  async function change(room: Room, step: Change): Promise<Reply> {
    switch (step.do) {
      case 'move':
        return move(room, step);
      case 'set':
        return refusals.judgeSet(room, step, await setOnce(room, step));
      case 'send':
        return refusals.judgeSend(room, step, await sendOnce(room, step));
    }
  }

  async function compareViews(room: Room, recent: number | null, ...readers: readonly Name[]) {
    const seen = [];
    for (const [i, reader] of [...new Set(readers)].entries()) {
      // The first reader asks for everything; what is about the creator is in the lists, and the topic is read anyway.
      const states = [...room.current.values()].filter(
        ({ type }) => type !== 'm.room.member' && type !== 'm.room.topic',
      );
      const subjects = {
        users: i === 0 ? guests.map((name) => users[name].id) : [],
        slots: states.map(({ type, key }) => [type, key ?? ''] as const),
        ...(recent === null ? {} : { recent }),
      };
      // The second reader reads every list.
      const asked = i === 0 ? trusted : new Set([...trusted].filter((view) => !isOfOne(view)));
      const snapshot = await takeSnapshot(users[reader], room.id, asked, subjects);
      seen.push({ reader, snapshot });
    }
    judge(must, { ...room, facts: factsOf(room) }, seen);
  }

  function factsOf({ current }: Room): readonly Fact[] {
    const facts = [...current.values()].map((expected) => {
      const { word, type, key } = expected;
      return { word, type, key: key ?? '', expected };
    });
    const strangers = names.flatMap((name) => {
      const [type, key] = ['m.room.member', users[name].id];
      const fact = { word: `the membership of ${name}`, type, key, expected: null };
      return current.has(slotOf(type, key)) ? [] : [fact];
    });
    return [...facts, ...strangers];
  }

  return {
    describe: (step) => (canPlay(step) ? sentenceOf(step) : null),
    async step(step) {
      if (step.do === 'room') return create(step);
      const room = roomIn(rooms, step.room);
      if (step.do === 'look') {
        await compareViews(room, null, 'alice', step.who);
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
        await compareViews(room, everything, 'alice', other ?? 'alice');
      }
    },
  };
}
