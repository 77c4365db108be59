import { describe, expect, it } from 'vitest';
import type { Nickname } from '../document/ids.ts';
import { createLooks, type Looks } from './looks.ts';
import type { Difference, RoomView } from './unchanged.ts';
import type { Reply } from './user.ts';
import { replyOf, userOf } from './testing/user.ts';

const event = (id: string) => ({ type: 'm.room.message', event_id: id, content: {} });

/** A room that one user reads, and what was read of it. */
function roomWith({
  shows,
  postpones = true,
  checks = false,
}: {
  shows: boolean;
  postpones?: boolean;
  checks?: boolean;
}) {
  const events = [event('$1')];
  const read: Nickname[] = [];
  const call = (operation: Nickname): Promise<Reply> => {
    read.push(operation);
    const whole = shows ? { state: [event('$0')], messages: { chunk: events } } : {};
    const json = operation === 'get_room_sync_data' ? whole : { chunk: [...events] };
    return Promise.resolve(replyOf(operation, 200, json));
  };
  const observer = userOf('@a:h', call);
  /** What was read whole before the first look. */
  const checked: { readonly json: unknown }[] = [];
  const looks = createLooks({
    postpones,
    recentRead: (_, __, reading) => (reading === 'whole' ? (checked[0] ?? null) : null),
    sent: () => read.length,
    beginTest: () => () => false,
    async prepare(whole) {
      if (checks && whole) checked.push(await call('get_room_sync_data'));
    },
  });
  const concluded: (Difference | null)[] = [];
  const refuse = (views: readonly RoomView[], act = (): unknown => undefined): Promise<unknown> =>
    looks.around(
      { observer, roomId: '!r', views, conclude: (change) => void concluded.push(change) },
      () => Promise.resolve(act()),
    );
  return { events, read, looks, concluded, refuse };
}

const due = async (looks: Looks): Promise<void> => {
  await looks.due();
};

describe('looks at a room around requests that must not change it', () => {
  it('are shared by requests that follow each other', async () => {
    const { looks, read, refuse, concluded } = roomWith({ shows: false });
    for (const _ of [1, 2, 3]) await refuse(['messages']);
    expect(concluded).toEqual([]);
    expect(looks.isCoarse()).toBe(true);
    await due(looks);
    expect(read).toEqual(['get_messages', 'get_messages']);
    expect(concluded).toEqual([null, null, null]);
  });
  it('find a change, which the last of the requests stands for', async () => {
    const { looks, events, refuse, concluded } = roomWith({ shows: false });
    await refuse(['messages'], () => events.push(event('$2')));
    await refuse(['messages']);
    await due(looks);
    expect(concluded.map((change) => change?.come)).toEqual([['m.room.message undefined $2']]);
  });
  it('say so where something else may have made a change', async () => {
    const alone = roomWith({ shows: false });
    await alone.refuse(['messages'], () => alone.events.push(event('$2')));
    await due(alone.looks);
    expect(alone.looks.isMixed()).toBe(false);
    const waiting = roomWith({ shows: false });
    await waiting.refuse(['messages']);
    // The observer reads something else, and the target notes that in the room.
    waiting.read.push('get_members');
    waiting.events.push(event('$2'));
    await due(waiting.looks);
    expect(waiting.concluded.map((change) => change?.view)).toEqual(['messages']);
    expect(waiting.looks.isMixed()).toBe(true);
  });
  it('are made at once where they may not wait', async () => {
    const { looks, read, refuse } = roomWith({ shows: true, postpones: false });
    for (const _ of [1, 2]) await refuse(['messages']);
    expect(read).toHaveLength(4);
    expect(looks.isCoarse()).toBe(false);
  });
  it('are not made while a request that must not change the room is under way', async () => {
    const { looks, refuse } = roomWith({ shows: false });
    await refuse(['messages']);
    await refuse(['messages'], () => expect(looks.due()).toBeNull());
    expect(looks.due()).not.toBeNull();
  });
  it('read the room as a whole where several views count, if it is shown so', async () => {
    const shown = roomWith({ shows: true });
    await shown.refuse(['members', 'messages'], () => shown.events.push(event('$2')));
    await due(shown.looks);
    expect(new Set(shown.read)).toEqual(new Set(['get_room_sync_data']));
    expect(shown.concluded.map((change) => change?.view)).toEqual(['messages']);
    const hidden = roomWith({ shows: false });
    await hidden.refuse(['members', 'messages']);
    await due(hidden.looks);
    expect(hidden.read.filter((one) => one === 'get_room_sync_data')).toHaveLength(1);
    expect(hidden.concluded).toEqual([null]);
  });
  it('use what a check of setups read of the whole room, even for one view', async () => {
    const { read, looks, refuse, concluded } = roomWith({ shows: true, checks: true });
    await refuse(['messages']);
    expect(read).toEqual(['get_room_sync_data']);
    await due(looks);
    expect(read).toEqual(['get_room_sync_data', 'get_room_sync_data']);
    expect(concluded).toEqual([null]);
  });
});
