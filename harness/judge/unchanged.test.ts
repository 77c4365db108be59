import { describe, expect, it } from 'vitest';
import type { Nickname } from '../document/ids.ts';
import { noProfile } from '../document/profile.ts';
import { createLooks } from './looks.ts';
import { type CaseState, createMust, type Must } from './must.ts';
import type { RoomView } from './unchanged.ts';
import { replyOf, userOf } from './testing/user.ts';
import type { Reply } from './user.ts';
import { Broken, Unmet } from './verdict.ts';

/** The views of a room in which one event stands, as their operations answer. */
const answersOf = (id: string): Record<RoomView, unknown> => {
  const event = { type: 'm.room.member', state_key: '@a:h', event_id: id, content: {} };
  return { state: [event], members: { chunk: [event] }, messages: { chunk: [event] } };
};

const viewOf: Partial<Record<Nickname, RoomView>> = {
  get_state_events: 'state',
  get_members: 'members',
  get_messages: 'messages',
};

/** A room whose views are read by an observer, and what was read. */
function observed(recent: Partial<Record<RoomView, unknown>> = {}) {
  const room: Record<RoomView, unknown> = answersOf('$1');
  const read: string[] = [];
  const call = (operation: Nickname): Promise<Reply> => {
    const view = viewOf[operation] ?? 'state';
    read.push(view);
    const json = room[view];
    return Promise.resolve(replyOf(operation, json === null ? 404 : 200, json));
  };
  const observer = userOf('@a:h', call);
  const state: CaseState = {
    profile: noProfile,
    requires: ['SEND-01'],
    asserted: new Set(),
    notApplicable: new Map(),
    refusals: new Map(),
    looks: createLooks({
      postpones: false,
      recentRead: (_, __, view) =>
        view !== 'whole' && view in recent ? { json: recent[view] } : null,
      sent: () => 0,
      beginTest: () => () => false,
      prepare: () => null,
    }),
    looked: new Set(),
    shapeProblem: () => null,
  };
  const must: Must = createMust(state, 'SEND-01');
  const look = (operation?: Nickname, act = (): void => undefined): Promise<void> =>
    must.unchanged(
      observer,
      '!r',
      () => {
        act();
        return Promise.resolve();
      },
      operation,
    );
  return { room, read, look };
}

describe('an unchanged check', () => {
  it('reads the views in which an effect of the operation would show, before and after', async () => {
    for (const [operation, views] of [
      ['send_message', ['messages']],
      ['set_topic', ['state', 'messages']],
      ['ban', ['members', 'messages']],
      ['get_topic', ['messages']],
    ] as const) {
      const { read, look } = observed();
      await look(operation);
      expect(read).toEqual([...views, ...views]);
    }
  });

  it('reads every view around a request of no operation', async () => {
    const { read, look } = observed();
    await look();
    await look();
    expect(read).toEqual([1, 2, 3, 4].flatMap(() => ['state', 'members', 'messages']));
  });

  it('later reads only the view that is about the operation', async () => {
    const { read, look } = observed();
    await look('set_topic');
    await look('set_topic');
    expect(read.slice(4)).toEqual(['state', 'state']);
    await look('ban');
    expect(read.slice(6)).toEqual(['members', 'messages', 'members', 'messages']);
  });

  it('does not read again before the request what was just read', async () => {
    const { read, look } = observed(answersOf('$1'));
    await look('set_topic');
    expect(read).toEqual(['state', 'messages']);
  });

  it('notices a change in any of the views', async () => {
    for (const view of ['state', 'messages'] as const) {
      const { room, look } = observed();
      const change = (): void => void (room[view] = answersOf('$2')[view]);
      await expect(look('set_topic', change)).rejects.toThrow(Unmet);
    }
  });

  it('notices a change since the view was read', async () => {
    const { look } = observed(answersOf('$0'));
    await expect(look('set_topic')).rejects.toThrow(Unmet);
  });

  it('reads the other views where these show nothing, and is broken where none does', async () => {
    const { room, read, look } = observed();
    room.messages = null;
    await look('send_message');
    expect(read).toEqual(['messages', 'state', 'members', 'state', 'members']);
    room.state = [];
    room.members = { chunk: [] };
    await expect(look('send_message')).rejects.toThrow(Broken);
  });
});
