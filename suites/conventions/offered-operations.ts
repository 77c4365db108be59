import type { Reply, User } from '../../harness/expect/actor.ts';
import { isUnrouted } from '../../harness/fixtures/answers.ts';
import { joinBy } from '../../harness/fixtures/joining.ts';
import type { CaseBody } from '../../harness/run/case.ts';

/**
 * One well-formed request to each of the eighteen operations. Only whether it finds an operation counts, so the
 * room need not exist, and the answer may be the one for paths that are not there (CONV-05).
 */
async function askAll(owner: User, guest: User, roomId: string): Promise<readonly Asked[]> {
  const at = { roomId };
  const target = { ...at, body: { user_id: guest.id } };
  const text = { ...at, body: { msgtype: 'm.text', body: 'Hello' } };
  const feedback = { ...at, body: { target_event_id: '$none', type: 'read' } };
  const may = { unrouted: true } as const;
  return [
    ['get_membership', await owner.call('get_membership', { ...at, userId: owner.id }, may)],
    ['get_messages', await owner.call('get_messages', { ...at, limit: 3 }, may)],
    ['get_members', await owner.call('get_members', at, may)],
    ['get_state_events', await owner.call('get_state_events', at, may)],
    ['get_room_sync_data', await owner.call('get_room_sync_data', at, may)],
    ['set_topic', await owner.call('set_topic', { ...at, body: { topic: 'Tea' } }, may)],
    ['get_topic', await owner.call('get_topic', at, may)],
    ['send_message', await owner.call('send_message', text, may)],
    ['send_feedback', await owner.call('send_feedback', feedback, may)],
    [
      'send_non_state_event',
      await owner.call(
        'send_non_state_event',
        { ...at, eventType: 'com.example.x', body: {} },
        may,
      ),
    ],
    [
      'send_state_event',
      await owner.call(
        'send_state_event',
        { ...at, eventType: 'com.example.x', stateKey: 'k', body: {} },
        may,
      ),
    ],
    ['invite', await owner.call('invite', target, may)],
    ['join_room', await guest.call('join_room', at, may)],
    // The PUT of the declaration was never served; JID-01 judges it.
    ['join', (await joinBy(guest, roomId)).reply],
    ['leave', await guest.call('leave', at, may)],
    [
      'set_membership',
      await owner.call(
        'set_membership',
        { ...at, userId: guest.id, body: { membership: 'invite' } },
        may,
      ),
    ],
    ['ban', await owner.call('ban', target, may)],
  ];
}

type Asked = readonly [operation: string, reply: Reply];

/** The declaration's operations, at the place where it puts them (META-03, META-11). */
export const offeredOperations: Readonly<Record<string, CaseBody>> = {
  'all-operations-are-offered': {
    title: 'Each of the eighteen operations is found below the base path',
    requires: ['META-11', 'META-03'],
    async run({ users, must }) {
      const [owner, guest] = await users('owner', 'guest');
      const body = { visibility: 'public' };
      const made = await owner.call('create_room', { body }, { unrouted: true });
      const { json } = made;
      const named = typeof json === 'object' && json !== null && 'room_id' in json;
      const roomId = named && typeof json.room_id === 'string' ? json.room_id : '!none:example.org';

      const asked = [['create_room', made] as const, ...(await askAll(owner, guest, roomId))];

      const lacking = asked
        .filter(([, reply]) => isUnrouted(reply))
        .map(([operation]) => operation);
      const found = asked.length - lacking.length;
      must.on('META-03').hold(found > 0, 'operations below the base path', '18', found);
      must.equal(lacking, [], 'operations that are answered as unknown paths are');
    },
  },
};
