import type { Nickname } from '../../harness/document/ids.ts';
import type { Reply, User } from '../../harness/judge/user.ts';
import { Broken } from '../../harness/judge/verdict.ts';
import { at, errcodeOf, isSuccess, isUnrouted } from '../../harness/world/answers.ts';
import { joinBy } from '../../harness/world/joining.ts';
import type { CaseBody } from '../../harness/run/case.ts';

/**
 * Sends a well-formed request to each operation but createRoom. Only whether the path is known counts, so the room
 * need not exist, and the answer may be the one for unknown paths (CONV-05).
 */
async function askAll(owner: User, guest: User, roomId: string): Promise<readonly Answer[]> {
  const here = { roomId };
  const target = { ...here, body: { user_id: guest.id } };
  const text = { ...here, body: { msgtype: 'm.text', body: 'Hello' } };
  const feedback = { ...here, body: { target_event_id: '$none', type: 'read' } };
  const options = { unrouted: true } as const;
  return [
    ['get_membership', await owner.call('get_membership', { ...here, userId: owner.id }, options)],
    ['get_messages', await owner.call('get_messages', { ...here, limit: 3 }, options)],
    ['get_members', await owner.call('get_members', here, options)],
    ['get_state_events', await owner.call('get_state_events', here, options)],
    ['get_room_sync_data', await owner.call('get_room_sync_data', here, options)],
    ['set_topic', await owner.call('set_topic', { ...here, body: { topic: 'Tea' } }, options)],
    ['get_topic', await owner.call('get_topic', here, options)],
    ['send_message', await owner.call('send_message', text, options)],
    ['send_feedback', await owner.call('send_feedback', feedback, options)],
    [
      'send_non_state_event',
      await owner.call(
        'send_non_state_event',
        { ...here, eventType: 'com.example.x', body: {} },
        options,
      ),
    ],
    [
      'send_state_event',
      await owner.call(
        'send_state_event',
        { ...here, eventType: 'com.example.x', stateKey: 'k', body: {} },
        options,
      ),
    ],
    ['invite', await owner.call('invite', target, options)],
    ['join_room', await guest.call('join_room', here, options)],
    // The declared PUT was never served by a server; JID-01 judges it.
    ['join', (await joinBy(guest, roomId)).reply],
    ['leave', await guest.call('leave', here, options)],
    [
      'set_membership',
      await owner.call(
        'set_membership',
        { ...here, userId: guest.id, body: { membership: 'invite' } },
        options,
      ),
    ],
    ['ban', await owner.call('ban', target, options)],
  ];
}

type Answer = readonly [operation: string, reply: Reply];

/**
 * The operations whose answer is the one for unknown paths.
 * @param absent those that need not be there
 * @throws Broken where a path that nobody has is answered as an operation is, so that its answer shows nothing
 */
async function missingOperations(
  owner: User,
  guest: User,
  absent: readonly Nickname[],
): Promise<readonly string[]> {
  const body = { visibility: 'public' };
  const made = await owner.call('create_room', { body }, { unrouted: true });
  const id = at(made.json, 'room_id');
  const roomId = typeof id === 'string' ? id : '!none:example.org';
  const all = [['create_room', made] as const, ...(await askAll(owner, guest, roomId))];
  const asked = all.filter(([name]) => !absent.some((one) => one === name));
  const unknown = await owner.send({ method: 'GET', path: '/nothing-here' });
  if (isSuccess(unknown)) throw new Broken('a path that nobody has is answered with a success');
  const missing = asked.filter(([, reply]) => isUnrouted(reply)).map(([operation]) => operation);
  const alike = asked.find(([, reply]) => !isUnrouted(reply) && isAlike(reply, unknown));
  if (missing.length === 0 && alike !== undefined)
    throw new Broken(`${alike[0]} is answered like a path that nobody has`);
  return missing;
}

const isAlike = (one: Reply, other: Reply): boolean =>
  one.status === other.status && errcodeOf(one) === errcodeOf(other);

/** Every declared operation is offered, at its declared path (META-03, META-11). */
export const offeredOperations: Readonly<Record<string, CaseBody>> = {
  'all-operations-are-offered': {
    title: 'The server offers each of the eighteen operations',
    requires: ['META-11'],
    async run({ users, must, absent }) {
      const [owner, guest] = await users('owner', 'guest');

      const missing = await missingOperations(owner, guest, absent);
      must.equal(missing, [], 'operations that are not offered');
    },
  },
  'all-operations-hang-below-the-base-path': {
    title: 'Each of the eighteen operations has its path below the base path',
    requires: ['META-03'],
    async run({ users, must, absent }) {
      const [owner, guest] = await users('owner', 'guest');

      must.equal(
        await missingOperations(owner, guest, absent),
        [],
        'operations that are not below the base path',
      );
    },
  },
};
