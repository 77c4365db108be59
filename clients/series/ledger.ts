import type { ClientRequirementId } from '../../harness/document/ids.ts';
import type { DriverReply } from '../driver/protocol.ts';
import type { World } from '../../mock/worlds/world.ts';
import type { Complaint } from './telling.ts';

/** What was asked for that makes something new each time: a text in a room, or a room. */
interface Made {
  readonly sender: string;
  /** Null for a room. */
  readonly roomId: string | null;
  readonly text: string;
}

/** How often it was asked for, and how often the client said that it was done. */
interface Asked extends Made {
  asked: number;
  done: number;
}

/** What is at the server, by the ids that it has there. */
interface There extends Made {
  readonly ids: readonly string[];
}

/** What a client was asked to make, and what it said was made. */
export interface Ledger {
  /** Notes what was asked for, and what the client says became of it. */
  readonly note: (what: Made, reply: DriverReply) => void;
  /**
   * Compares it with what is there: no more than was asked for, and no less than the client said.
   * @param isSpoilt whether an answer of the last step was spoilt
   * @param repeat the requirement of a client that makes something again
   */
  readonly judge: (isSpoilt: boolean, repeat: ClientRequirementId) => Complaint | null;
}

/** A ledger of a world, from now on: what is there already counts for nothing. */
export function createLedger({ home }: World): Ledger {
  const { rooms } = home.world;
  const known = new Map([...rooms].map(([id, { events }]) => [id, events.length]));
  const told = new Map<string, Asked>();
  const ids = new Map<string, string>();
  const keyOf = ({ sender, roomId, text }: Made): string => JSON.stringify([sender, roomId, text]);

  /** What is there, by sender, room and text. */
  const there = (): ReadonlyMap<string, There> => {
    const found = new Map<string, There>();
    const add = (what: Made, id: string): void => {
      const before = found.get(keyOf(what));
      found.set(keyOf(what), { ...what, ids: [...(before?.ids ?? []), id] });
    };
    for (const [roomId, room] of rooms) {
      const creator = room.state.get('m.room.create')?.get('')?.sender ?? '';
      if (!known.has(roomId)) add({ sender: creator, roomId: null, text: '' }, roomId);
      for (const { type, sender, content, eventId } of room.events.slice(known.get(roomId) ?? 0))
        if (type === 'm.room.message')
          add({ sender, roomId, text: String(content['body']) }, eventId);
    }
    return found;
  };

  return {
    note(what, reply) {
      const key = keyOf(what);
      const entry = told.get(key) ?? { ...what, asked: 0, done: 0 };
      told.set(key, entry);
      entry.asked += 1;
      if (reply.kind !== 'ok') return;
      entry.done += 1;
      const id = reply.value[what.roomId === null ? 'roomId' : 'eventId'];
      ids.set(String(id), ids.has(String(id)) ? '' : key);
    },
    judge(isSpoilt, repeat) {
      const now = there();
      for (const [key, found] of now) {
        const asked = told.get(key)?.asked ?? 0;
        if (found.ids.length > asked) return tooMany(found, asked, repeat);
      }
      for (const [key, { done, roomId }] of told) {
        const count = now.get(key)?.ids.length ?? 0;
        if (count >= done) continue;
        return {
          requirement: isSpoilt ? 'CLIENT-21' : 'CLIENT-24',
          what: `how often ${roomId === null ? 'a room' : 'a message'} is there that the client says was made`,
          expected: String(done),
          received: String(count),
        };
      }
      for (const [id, key] of ids) {
        // A message may have an id of the client's own, as long as nothing else has it.
        const isOwn = key !== '' && told.get(key)?.roomId !== null;
        if (isOwn || now.get(key)?.ids.includes(id) === true) continue;
        return {
          requirement: 'CLIENT-24',
          what: 'the id that the client gives to what was made',
          expected: 'the one that it has at the server, and nothing else has',
          received: JSON.stringify(id),
        };
      }
      return null;
    },
  };
}

/** More than was asked for: another text than was sent, or the same one again. */
function tooMany(
  { roomId, text, ids }: There,
  asked: number,
  repeat: ClientRequirementId,
): Complaint {
  const isOther = asked === 0 && roomId !== null;
  return {
    requirement: isOther ? 'CLIENT-25' : repeat,
    what: isOther
      ? 'the text of a message at the server'
      : `how often ${roomId === null ? 'a room' : 'a message'} is there`,
    expected: isOther ? 'one that was sent' : `${asked}, as it was asked for, or less`,
    received: isOther ? JSON.stringify(text) : String(ids.length),
  };
}
