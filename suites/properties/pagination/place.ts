import { Broken } from '../../../harness/judge/verdict.ts';
import { isSuccess } from '../../../harness/world/answers.ts';
import { bring, privateRoom } from '../../../harness/world/rooms.ts';
import type { MessageEvent } from '../../../harness/document/ids.ts';
import type { Listing } from '../../../harness/model/pages.ts';
import { type Name, type Send, texts } from './steps.ts';
import type { Known } from './target.ts';

/** Something that was sent into a room: its id where the answer told it, and else what tells it from others. */
interface Sent {
  readonly word: string;
  id: string | null;
  readonly isState: boolean;
  readonly is: (event: MessageEvent) => boolean;
}

/** A whole listing of a room, by whom it was made, and how much had been written by then. */
interface Listed extends Listing {
  readonly who: Name;
  readonly writes: number;
}

/** A room of a run. */
export interface Place {
  readonly id: string;
  readonly name: string;
  readonly inside: Set<Name>;
  /** The oldest first. */
  readonly sent: Sent[];
  /** What only refused messages say. */
  readonly refused: Set<string>;
  /** How often something was asked that may have made an event. */
  writes: number;
  listed: Listed | null;
  /** The token at the end of a walk back, from which a walk forth begins. */
  farEnd: string | undefined;
  /** All rooms of the run. */
  readonly neighbours: () => Iterable<Place>;
}

export async function createPlace(
  { users }: Known,
  name: string,
  neighbours: Place['neighbours'],
): Promise<Place> {
  const id = await privateRoom(users.alice);
  return {
    id,
    name,
    inside: new Set<Name>(['alice']),
    sent: [],
    refused: new Set<string>(),
    writes: 0,
    listed: null,
    farEnd: undefined,
    neighbours,
  };
}

export async function enter({ users }: Known, place: Place, who: Name): Promise<void> {
  place.writes += 1;
  await bring(users.alice, place.id, users[who]);
  place.inside.add(who);
}

/** Sends what a step says, one after the other: so the order of the events is known (semantics, P12). */
export async function send(
  { users }: Known,
  place: Place,
  { who, kind, text, times }: Send,
): Promise<void> {
  const roomId = place.id;
  const user = users[who];
  for (let i = 0; i < times; i += 1) {
    place.writes += 1;
    const number = place.sent.length + 1;
    const word = `${kind} ${number}`;
    const mark = (type: string, key: string) => (event: MessageEvent) =>
      event.type === type && event.content[key] === word;
    switch (kind) {
      case 'message': {
        const body = { msgtype: 'm.text', body: texts[text % texts.length] };
        const { event_id } = await user.need('send_message', { roomId, body });
        place.sent.push({ word, id: event_id, isState: false, is: () => false });
        break;
      }
      case 'event': {
        const args = { roomId, eventType: 'com.example.note', body: { n: word } };
        const { event_id } = await user.need('send_non_state_event', args);
        place.sent.push({ word, id: event_id, isState: false, is: () => false });
        break;
      }
      case 'topic':
        await user.need('set_topic', { roomId, body: { topic: word } });
        place.sent.push({ word, id: null, isState: true, is: mark('m.room.topic', 'topic') });
        break;
      case 'state':
        await user.need('send_state_event', {
          roomId,
          eventType: 'com.example.conf',
          stateKey: `k${number % 3}`,
          body: { n: word },
        });
        place.sent.push({ word, id: null, isState: true, is: mark('com.example.conf', 'n') });
        break;
    }
  }
}

/** A stranger's message. @returns whether it was refused, which has cases of its own (CONV-23) */
export async function trespass({ users }: Known, place: Place, who: Name): Promise<boolean> {
  const body = `refused ${place.refused.size + 1}`;
  place.writes += 1;
  const reply = await users[who].call('send_message', {
    roomId: place.id,
    body: { msgtype: 'm.text', body },
  });
  if (reply.status >= 500) throw new Broken(`send_message was answered ${reply.status}`);
  if (!isSuccess(reply)) place.refused.add(body);
  return !isSuccess(reply);
}

/** Learns the ids of events whose answers did not tell them. */
export function recognise(place: Place, events: readonly MessageEvent[]): void {
  for (const one of place.sent) {
    if (one.id === null) one.id = events.find((event) => one.is(event))?.event_id ?? null;
  }
}

/** Which of the first `count` that were sent are not among these ids, in words. */
export function unmet(place: Place, count: number, ids: readonly string[]): readonly Sent[] {
  const there = new Set(ids);
  return place.sent.slice(0, count).filter(({ id }) => id === null || !there.has(id));
}

/** Ids of what was sent, as far as they are known, the oldest first. */
export const sentIds = ({ sent }: Place): readonly string[] =>
  sent.flatMap(({ id }) => (id === null ? [] : [id]));

/** Ids in words: nobody can do anything with ids in a story. */
export function wordsOf(place: Place, ids: readonly string[]): string {
  const words = ids.map(
    (id) => place.sent.find((one) => one.id === id)?.word ?? 'an event of the server’s own',
  );
  const more = words.length > 6 ? ` and ${words.length - 6} more` : '';
  return words.slice(0, 6).join(', ') + more;
}
