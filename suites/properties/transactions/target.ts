import type { Reply, User } from '../../../harness/judge/user.ts';
import { at, isSuccess } from '../../../harness/world/answers.ts';
import { askPage } from '../../../harness/world/pages.ts';
import { privateRoom } from '../../../harness/world/rooms.ts';
import type { World } from '../../../harness/run/case.ts';
import { type Act, acts, laws, type Name, type Put } from './steps.ts';

/** What is known of the target before the first run. */
export interface Known {
  readonly users: Readonly<Record<Name, User>>;
  /** Which acts work as a PUT; of those that do not, their own cases tell. */
  readonly offers: ReadonlySet<Act>;
  /** Whether messages show what is sent, so that effects can be counted. */
  readonly lists: boolean;
  fresh(): string;
}

/** Sends a request with a txnId. */
export function send(
  users: Known['users'],
  roomId: string,
  { act, who, body, whom }: Omit<Put, 'do' | 'room' | 'id'>,
  txnId: string,
): Promise<Reply> {
  const user = users[who];
  const other = { user_id: users[whom].id };
  const options = body === 'broken' ? ({ wrong: true, raw: '{"a":' } as const) : {};
  const args = { roomId, txnId };
  switch (act) {
    case 'message':
      return user.call('send_message', { ...args, body: { msgtype: 'm.text', body } }, options);
    case 'event': {
      const event = { ...args, eventType: 'com.example.note', body: { body } };
      return user.call('send_non_state_event', event, options);
    }
    case 'feedback': {
      // Whether its target is there is free (FEED-12).
      const type = body === 'two' ? 'delivered' : 'read';
      const feedback = { ...args, body: { type, target_event_id: '$some:event' } };
      return user.call('send_feedback', feedback, options);
    }
    case 'invite':
      return user.call('invite', { ...args, body: other }, options);
    case 'join':
      return user.call('join_room', args, options);
    case 'leave':
      return user.call('leave', args, options);
    case 'ban':
      return user.call('ban', { ...args, body: other }, options);
    case 'create': {
      const config = { visibility: 'private', ...(body === 'two' ? { topic: body } : {}) };
      return user.call('create_room', { body: config, txnId }, options);
    }
  }
}

/** What an answer allocates: the id of an event or of a room; null where it names none. */
export function allocatedBy(act: Act, { json }: Reply): string | null {
  const id = at(json, act === 'create' ? 'room_id' : 'event_id');
  const allocates = ['message', 'event', 'feedback', 'create'].includes(act);
  return allocates && typeof id === 'string' && id !== '' ? id : null;
}

/** More events than a run makes. */
const everything = 200;

/** The ids of all events of a room; null where they cannot be listed. */
export async function eventsOf(reader: User, roomId: string): Promise<readonly string[] | null> {
  const reply = await askPage(reader, roomId, { limit: everything });
  const chunk = at(reply.json, 'chunk');
  if (!isSuccess(reply) || !Array.isArray(chunk)) return null;
  return chunk.map((event: unknown) => String(at(event, 'event_id')));
}

/** Tries every act as a PUT once, each where it must work. */
export async function getToKnow(world: World, leased: readonly User[]): Promise<Known> {
  const [alice, bob, carol] = leased;
  if (alice === undefined || bob === undefined || carol === undefined) {
    throw new RangeError('the search needs alice, bob and carol');
  }
  const users = { alice, bob, carol };
  const roomId = await privateRoom(alice);
  const offers = new Set<Act>();
  const body = { user_id: bob.id };
  const before: Readonly<Partial<Record<Act, () => Promise<unknown>>>> = {
    join: () => alice.call('invite', { roomId, body }),
    leave: () => bob.call('join_room', { roomId }),
  };
  for (const act of acts) {
    await before[act]?.();
    const who = act === 'join' || act === 'leave' ? 'bob' : 'alice';
    const put = { act, who, body: 'one', whom: 'bob' } as const;
    const reply = await send(users, roomId, put, world.fresh());
    if (!isSuccess(reply)) continue;
    offers.add(act);
    // That is something already, should there be no time for more.
    world.must.on(laws[act][0]).succeed(reply);
  }
  const sent = await alice.need('send_message', {
    roomId,
    body: { msgtype: 'm.text', body: 'last' },
  });
  const listed = await eventsOf(alice, roomId);
  return { users, offers, lists: listed?.includes(sent.event_id) === true, fresh: world.fresh };
}
