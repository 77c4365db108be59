import { absentPut } from '../../../harness/judge/known.ts';
import { Broken } from '../../../harness/judge/verdict.ts';
import { isSuccess } from '../../../harness/world/answers.ts';
import { say } from '../../../harness/world/pages.ts';
import { privateRoom } from '../../../harness/world/rooms.ts';
import type { NamedUsers } from '../../../harness/model/index.ts';
import type { World } from '../../../harness/run/case.ts';
import { readMessages } from '../shared/snapshot.ts';
import { sendWithTxn, type TxnOperation, txnOperations } from '../shared/txn-requests.ts';
import { type Name, requirements } from './steps.ts';

/** The target: its users, and what it offers. */
export interface Known {
  readonly users: NamedUsers<Name>;
  /** The operations that work as a PUT with a txnId; scripted cases judge the others. */
  readonly offers: ReadonlySet<TxnOperation>;
  /** Whether messages show what is sent, so that events can be counted. */
  readonly countsEvents: boolean;
}

/** Calls each operation once as a PUT. @throws Broken where none works */
export async function probe(world: World, users: NamedUsers<Name>): Promise<Known> {
  const { alice, bob } = users;
  const roomId = await privateRoom(alice);
  const offers = new Set<TxnOperation>();
  const before: Readonly<Partial<Record<TxnOperation, () => Promise<unknown>>>> = {
    join_room: () => alice.call('invite', { roomId, body: { user_id: bob.id } }),
    leave: () => bob.call('join_room', { roomId }),
  };
  for (const operation of txnOperations) {
    if (absentPut(world.profile, alice.known, operation) !== undefined) continue;
    await before[operation]?.();
    const user = operation === 'join_room' || operation === 'leave' ? bob : alice;
    const request = { operation, user, roomId, body: 'one', whom: bob } as const;
    const reply = await sendWithTxn(request, world.fresh());
    if (!isSuccess(reply)) continue;
    offers.add(operation);
    // So that something was judged even if there is no time for a run.
    world.must.on(requirements[operation][0]).succeed(reply);
  }
  if (offers.size === 0) throw new Broken('no operation succeeds as a PUT with a txnId');
  const [sent] = await say(alice, roomId, 'last');
  const listed = await readMessages(alice, roomId);
  const countsEvents = listed?.some(({ id }) => id === sent) === true;
  return { users, offers, countsEvents };
}
