import { describe, expect, it } from 'vitest';
import type { TrafficJudgeOptions } from '../judge-traffic.ts';
import { traffic } from './traffic.ts';

export const [alice, bob] = ['@alice:h', '@bob:h'];
export const room = '/rooms/%21r%3Ah';
export const forbidden = { errcode: 'M_FORBIDDEN', error: 'No.' };
const member = `${room}/state/m.room.member/`;

/** A piece of state as a page shows it. */
export const state = (id: string, type: string, key: string, content: object, user = alice) => ({
  event_id: id,
  room_id: '!r:h',
  type,
  state_key: key,
  user_id: user,
  content,
});
export const create = state('$c', 'm.room.create', '', {});
export const founder = state('$j', 'm.room.member', alice, { membership: 'join' });

/** Two users who logged in, and a room that alice made, all in the traffic. */
export function scene(
  visibility: 'public' | 'private' = 'private',
  options: TrafficJudgeOptions = {},
) {
  const all = traffic(options);
  const { send } = all;
  for (const [token, user] of [
    ['alice', alice],
    ['bob', bob],
  ] as const)
    send('POST', '/login', { token: null, body: { user } }).answer(200, {
      access_token: token,
      user_id: user,
    });
  send('POST', '/createRoom', { body: { visibility } }).answer(200, { room_id: '!r:h' });
  const say = (body: string, id: string, token = 'alice') =>
    send('POST', `${room}/send/m.room.message`, {
      body: { msgtype: 'm.text', body },
      token,
    }).answer(200, { event_id: id });
  const event = (id: string, body: string, more = {}) => ({
    event_id: id,
    room_id: '!r:h',
    type: 'm.room.message',
    user_id: alice,
    content: { msgtype: 'm.text', body },
    ...more,
  });
  const page = (query: string, chunk: readonly unknown[], start = 's', end = 'e') =>
    send('GET', `${room}/messages?${query}`).answer(200, { start, end, chunk });
  const join = (token = 'bob') => send('POST', `${room}/join`, { body: {}, token });
  const invite = (user = bob) => send('POST', `${room}/invite`, { body: { user_id: user } });
  const ban = (user = bob) => send('POST', `${room}/ban`, { body: { user_id: user } });
  const read = (user: string, token = 'alice') =>
    send('GET', `${member}${encodeURIComponent(user)}`, { token });
  return { ...all, say, event, page, join, invite, ban, read };
}

export type Scene = ReturnType<typeof scene>;

/** A story, and what the server of it violates; a story of a right server is told besides. */
export interface Rule {
  readonly name: string;
  readonly violates: readonly string[];
  readonly wrong: (scene: Scene) => void;
  readonly right: (scene: Scene) => void;
  readonly visibility?: 'public';
  /** False where others may act. */
  readonly alone?: false;
}

/** Tells every story with a server that is wrong, and with one that is right. */
export function tell(title: string, rules: readonly Rule[]): void {
  describe(title, () => {
    it.each(rules)('$name', ({ violates, wrong, right, visibility, alone }) => {
      const bad = scene(visibility, { alone: alone ?? true });
      wrong(bad);
      expect(bad.blamed()).toEqual(violates);
      for (const { what } of bad.ofServer()) expect(what).toMatch(/^[\w].*\.$/);
      const good = scene(visibility, { alone: alone ?? true });
      right(good);
      expect(good.ofServer()).toEqual([]);
    });
  });
}
