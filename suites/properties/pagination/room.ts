import { Broken } from '../../../harness/judge/verdict.ts';
import { isSuccess } from '../../../harness/world/answers.ts';
import { say } from '../../../harness/world/pages.ts';
import { bring, privateRoom } from '../../../harness/world/rooms.ts';
import type { MessageEvent } from '../../../harness/document/ids.ts';
import type { Listing } from '../../../harness/model/index.ts';
import { type Name, type Send, texts } from './steps.ts';
import type { Known } from './probe.ts';

/** Something that was sent to a room: its id if the answer told it, and how to recognise its event if not. */
interface Sent {
  readonly word: string;
  id: string | null;
  readonly isState: boolean;
  readonly is: (event: MessageEvent) => boolean;
}

/** A whole list of the events of a room, who read it, and how much had been written by then. */
interface Listed extends Listing {
  readonly who: Name;
  readonly writes: number;
}

/** A room of a run. */
export interface Room {
  readonly id: string;
  readonly name: string;
  readonly inside: Set<Name>;
  /** The oldest first. */
  readonly sent: Sent[];
  /** The texts of messages that were refused. */
  readonly refused: Set<string>;
  /** How many requests may have added an event. */
  writes: number;
  listed: Listed | null;
  /** The token that a reader got at the end of a walk backwards, where a walk forwards begins. */
  readonly farEnds: Map<Name, string>;
  /** All rooms of the run. */
  readonly neighbours: () => Iterable<Room>;
}

export async function createRoom(
  { users }: Known,
  name: string,
  neighbours: Room['neighbours'],
): Promise<Room> {
  const id = await privateRoom(users.alice);
  return {
    id,
    name,
    inside: new Set<Name>(['alice']),
    sent: [],
    refused: new Set<string>(),
    writes: 0,
    listed: null,
    farEnds: new Map<Name, string>(),
    neighbours,
  };
}

export async function enter({ users }: Known, room: Room, who: Name): Promise<void> {
  room.writes += 1;
  await bring(users.alice, room.id, users[who]);
  room.inside.add(who);
}

/** Sends the events of a step one after the other, so that their order is known (semantics, P12). */
export async function send(
  { users }: Known,
  room: Room,
  { who, kind, text, times }: Send,
): Promise<void> {
  const [roomId, user] = [room.id, users[who]];
  for (let i = 0; i < times; i += 1) {
    room.writes += 1;
    const number = room.sent.length + 1;
    const word = `${kind} ${number}`;
    const add = (id: string): number =>
      room.sent.push({ word, id, isState: false, is: () => false });
    const addState = (type: string, field: string): number =>
      room.sent.push({
        word,
        id: null,
        isState: true,
        is: (event) => event.type === type && event.content[field] === word,
      });
    switch (kind) {
      case 'message':
        for (const id of await say(user, roomId, texts[text] ?? '')) add(id);
        break;
      case 'event': {
        const event = { roomId, eventType: 'com.example.note', body: { n: word } };
        add((await user.need('send_non_state_event', event)).event_id);
        break;
      }
      case 'topic':
        await user.need('set_topic', { roomId, body: { topic: word } });
        addState('m.room.topic', 'topic');
        break;
      case 'state': {
        const slot = { eventType: 'com.example.conf', stateKey: `k${number % 3}` };
        await user.need('send_state_event', { roomId, ...slot, body: { n: word } });
        addState('com.example.conf', 'n');
        break;
      }
    }
  }
}

/** Sends a message as a user who is not in the room. @returns whether it was refused, which other cases judge (CONV-23) */
export async function sendFromOutside({ users }: Known, room: Room, who: Name): Promise<boolean> {
  const body = `refused ${room.refused.size + 1}`;
  room.writes += 1;
  const reply = await users[who].call('send_message', {
    roomId: room.id,
    body: { msgtype: 'm.text', body },
  });
  if (reply.status >= 500) throw new Broken(`send_message was answered with ${reply.status}`);
  if (!isSuccess(reply)) room.refused.add(body);
  return !isSuccess(reply);
}

/** Learns the ids of state events, whose answers do not tell them. */
export function learnIds(room: Room, events: readonly MessageEvent[]): void {
  for (const one of room.sent) {
    if (one.id === null) one.id = events.find((event) => one.is(event))?.event_id ?? null;
  }
}

/** Which of the first `count` events that were sent are not among these ids. */
export function unlisted(room: Room, count: number, ids: readonly string[]): readonly Sent[] {
  const there = new Set(ids);
  return room.sent.slice(0, count).filter(({ id }) => id === null || !there.has(id));
}

/** The known ids of what was sent, the oldest first. */
export const sentIds = ({ sent }: Room): readonly string[] =>
  sent.flatMap(({ id }) => (id === null ? [] : [id]));

/** Events in words, because ids mean nothing to a reader. */
export function wordsOf(room: Room, ids: readonly string[]): string {
  const words = ids.map(
    (id) => room.sent.find((one) => one.id === id)?.word ?? 'an event the run did not send',
  );
  const more = words.length > 6 ? ` and ${words.length - 6} more` : '';
  return words.slice(0, 6).join(', ') + more;
}
