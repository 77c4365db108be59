import type { Reply, User } from '../../../harness/judge/user.ts';
import { at, isSuccess } from '../../../harness/world/answers.ts';
import { askPage } from '../../../harness/world/pages.ts';
import { bring, invite, privateRoom } from '../../../harness/world/rooms.ts';

/** The operations that can be done as a PUT with a txnId. */
export const twins = [
  ...(['send_non_state_event', 'send_message', 'send_feedback', 'create_room'] as const),
  ...(['invite', 'join_room', 'leave', 'ban'] as const),
] as const;
export type Twin = (typeof twins)[number];

/** A scene where one operation has not been done yet. */
export interface Scene {
  put(txnId: string): Promise<Reply>;
  /** How many events came of it; null where that cannot be told. */
  readonly effects: (() => Promise<number | null>) | null;
}

/** What an operation answers with, where it allocates something. */
export function allocates(operation: Twin): 'event_id' | 'room_id' | null {
  switch (operation) {
    case 'create_room':
      return 'room_id';
    case 'send_non_state_event':
    case 'send_message':
    case 'send_feedback':
      return 'event_id';
    case 'invite':
    case 'join_room':
    case 'leave':
    case 'ban':
      return null;
  }
}

/** Alice asks; bob is whom it is about, if anybody. */
export const scenes: Readonly<Record<Twin, (alice: User, bob: User) => Promise<Scene>>> = {
  async send_non_state_event(alice) {
    const roomId = await privateRoom(alice);
    const args = { roomId, eventType: 'com.example.race' };
    return {
      put: (txnId) => alice.call('send_non_state_event', { ...args, txnId, body: { race: true } }),
      effects: () => countOf(alice, roomId, args.eventType),
    };
  },
  async send_message(alice) {
    const roomId = await privateRoom(alice);
    return {
      put: (txnId) =>
        alice.call('send_message', {
          roomId,
          txnId,
          body: { msgtype: 'm.text', body: 'once' },
        }),
      effects: () => countOf(alice, roomId, 'm.room.message'),
    };
  },
  async send_feedback(alice) {
    const roomId = await privateRoom(alice);
    const sent = await alice.need('send_message', {
      roomId,
      body: { msgtype: 'm.text', body: 'Have you seen this?' },
    });
    const target = sent.event_id;
    return {
      put: (txnId) =>
        alice.call('send_feedback', {
          roomId,
          txnId,
          body: { type: 'read', target_event_id: target },
        }),
      effects: () => countOf(alice, roomId, 'm.room.message.feedback'),
    };
  },
  create_room: (alice) =>
    Promise.resolve({
      put: (txnId) => alice.call('create_room', { txnId, body: { visibility: 'private' } }),
      effects: null,
    }),
  async invite(alice, bob) {
    const roomId = await privateRoom(alice);
    const body = { user_id: bob.id };
    return {
      put: (txnId) => alice.call('invite', { roomId, txnId, body }),
      effects: () => changes(alice, roomId, bob, 'invite'),
    };
  },
  async join_room(alice, bob) {
    const roomId = await privateRoom(bob);
    await invite(bob, roomId, alice);
    return {
      put: (txnId) => alice.call('join_room', { roomId, txnId }),
      effects: () => changes(bob, roomId, alice, 'join'),
    };
  },
  async leave(alice, bob) {
    const roomId = await privateRoom(bob);
    await bring(bob, roomId, alice);
    return {
      put: (txnId) => alice.call('leave', { roomId, txnId }),
      effects: () => changes(bob, roomId, alice, 'leave'),
    };
  },
  async ban(alice, bob) {
    const roomId = await privateRoom(alice);
    await bring(alice, roomId, bob);
    const body = { user_id: bob.id };
    return {
      put: (txnId) => alice.call('ban', { roomId, txnId, body }),
      effects: () => changes(alice, roomId, bob, 'ban'),
    };
  },
};

/** How many events of a type there are. */
async function countOf(reader: User, roomId: string, type: string): Promise<number | null> {
  const events = await eventsOf(reader, roomId);
  return events?.filter((event) => at(event, 'type') === type).length ?? null;
}

/** How often somebody's membership became something. */
async function changes(
  reader: User,
  roomId: string,
  user: User,
  membership: string,
): Promise<number | null> {
  const events = await eventsOf(reader, roomId);
  const isOne = (event: unknown): boolean =>
    at(event, 'state_key') === user.id && at(at(event, 'content'), 'membership') === membership;
  return events?.filter(isOne).length ?? null;
}

async function eventsOf(reader: User, roomId: string): Promise<readonly unknown[] | null> {
  const reply = await askPage(reader, roomId, { limit: 100 });
  const chunk = at(reply.json, 'chunk');
  return isSuccess(reply) && Array.isArray(chunk) ? chunk : null;
}
