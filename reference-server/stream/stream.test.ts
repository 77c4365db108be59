import { describe, expect, it } from 'vitest';
import { event } from '../testing/events.ts';
import { openRoom, type Room } from '../domain/room.ts';
import {
  createStream,
  eventsSince,
  isJoined,
  noteChange,
  noteEvent,
  readPosition,
  roomsOf,
  shareARoom,
  type Stream,
  writePosition,
} from './stream.ts';
import { waitFor } from './waiting.ts';

function roomIn(stream: Stream, id = '!r:localhost'): Room {
  const room = openRoom(id, (index) => noteEvent(stream, room, index));
  return room;
}

const member = (userId: string, membership: string) =>
  event({
    eventId: `$${userId}-${membership}`,
    type: 'm.room.member',
    stateKey: userId,
    content: { membership },
  });

function seen(stream: Stream, userId: string, from = 0): readonly string[] {
  return eventsSince(stream, userId, from).events.map(({ event: { eventId } }) => eventId);
}

describe('the stream', () => {
  it('shows members what happens while they are members, and everybody the own membership', () => {
    const stream = createStream();
    const room = roomIn(stream);
    room.append(member('a', 'join'));
    room.append(event({ eventId: '$before' }));
    room.append(member('b', 'invite'));
    room.append(event({ eventId: '$invited' }));
    room.append(member('b', 'join'));
    room.append(event({ eventId: '$joined' }));
    room.append(member('b', 'ban'));
    room.append(event({ eventId: '$banned' }));
    expect(seen(stream, 'b')).toEqual(['$b-invite', '$b-join', '$joined', '$b-ban']);
    expect(seen(stream, 'a')).toHaveLength(8);
    expect(seen(stream, 'stranger')).toEqual([]);
  });

  it('keeps the order of what happened in several rooms', () => {
    const stream = createStream();
    const [one, two] = [roomIn(stream, '!1:x'), roomIn(stream, '!2:x')];
    for (const room of [one, two]) room.append(member('a', 'join'));
    one.append(event({ eventId: '$1' }));
    two.append(event({ eventId: '$2' }));
    one.append(event({ eventId: '$3' }));
    expect(seen(stream, 'a').slice(2)).toEqual(['$1', '$2', '$3']);
    expect(roomsOf(stream, 'a')).toEqual(['!1:x', '!2:x']);
  });

  it('continues from any position without a gap and without a repetition', () => {
    const stream = createStream();
    const room = roomIn(stream);
    room.append(member('a', 'join'));
    for (let index = 0; index < 20; index += 1) {
      room.append(event({ eventId: `$${index}` }));
      if (index % 3 === 0) noteChange(stream, () => false);
    }
    const all = seen(stream, 'a');
    const positions = eventsSince(stream, 'a', 0).events.map(({ position }) => position);
    positions.forEach((position, index) => {
      expect(seen(stream, 'a', position)).toEqual(all.slice(index + 1));
    });
    expect(eventsSince(stream, 'a', stream.position)).toEqual({ events: [], end: stream.position });
  });

  it('gives at most a thousand events at once, and then the rest', () => {
    const stream = createStream();
    const room = roomIn(stream);
    room.append(member('a', 'join'));
    for (let index = 0; index < 2500; index += 1) room.append(event({ eventId: `$${index}` }));
    const sizes: number[] = [];
    for (let from = 0; from < stream.position;) {
      const { events, end } = eventsSince(stream, 'a', from);
      sizes.push(events.length);
      from = end;
    }
    expect(sizes).toEqual([1000, 1000, 501]);
  });

  it('wakes those who may see an event, and nobody else', async () => {
    const stream = createStream();
    const room = roomIn(stream);
    room.append(member('a', 'join'));
    const woken: string[] = [];
    const waits = ['a', 'b'].map((user) =>
      waitFor(stream.waiting, user, 60_000).then(() => woken.push(user)),
    );
    room.append(event());
    await waits[0];
    expect(woken).toEqual(['a']);
    room.append(member('b', 'invite'));
    await waits[1];
    expect(woken).toEqual(['a', 'b']);
  });

  it('knows who is in a room with whom', () => {
    const stream = createStream();
    const room = roomIn(stream);
    for (const user of ['a', 'b', 'c']) room.append(member(user, 'join'));
    room.append(member('c', 'leave'));
    const pairs = [
      ['a', 'b'],
      ['a', 'c'],
      ['c', 'c'],
      ['stranger', 'a'],
    ] as const;
    const shared = pairs.map(([one, other]) => shareARoom(stream, one, other));
    expect(shared).toEqual([true, false, true, false]);
    expect(isJoined(stream, 'c', room.id)).toBe(false);
  });

  it('takes a membership that it does not know for none', () => {
    const stream = createStream();
    const room = roomIn(stream);
    room.append(member('a', 'join'));
    room.append(member('a', 'nonsense'));
    expect(isJoined(stream, 'a', room.id)).toBe(false);
  });
});

describe('a position', () => {
  it('can be read from its token', () => {
    const stream = createStream();
    noteChange(stream, () => false);
    expect(readPosition(stream, writePosition(1))).toBe(1);
  });

  it.each(['', 's', 's2', 's-1', 's01', 's1.5', 't0_!r:localhost', '1', 's1 ', 'END'])(
    'cannot be read from %j',
    (token) => {
      const stream = createStream();
      noteChange(stream, () => false);
      expect(() => readPosition(stream, token)).toThrow(expect.objectContaining({ status: 400 }));
    },
  );
});
