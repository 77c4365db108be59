import { type Arbitrary, array, constant, constantFrom, nat, oneof, record } from 'fast-check';
import { among, between, defineSteps, inOrder, type StepOf } from '../../../harness/model/index.ts';
import type { RequirementId } from '../../../harness/document/ids.ts';
import { type RoomNumber, roomNumber } from '../shared/rooms.ts';
import { type TxnOperation, txnOperations } from '../shared/txn-requests.ts';

export const names = ['alice', 'bob', 'carol'] as const;
export type Name = (typeof names)[number];

/** The requirements that an operation can be called as a PUT, and that such a request can be repeated. */
export const requirements: Readonly<
  Record<TxnOperation, readonly [offered: RequirementId, repeated: RequirementId]>
> = {
  send_message: ['MSG-04', 'MSG-05'],
  send_non_state_event: ['SEND-05', 'SEND-06'],
  send_feedback: ['FEED-04', 'FEED-04'],
  invite: ['INV-04', 'INV-04'],
  join_room: ['JOIN-04', 'JOIN-04'],
  leave: ['LEAVE-04', 'LEAVE-04'],
  ban: ['BAN-04', 'BAN-04'],
  create_room: ['CREATE-05', 'CREATE-06'],
};

const who = among(...names);

export const steps = defineSteps({
  room: { room: roomNumber },
  bring: { room: roomNumber, who },
  put: {
    operation: among(...txnOperations),
    room: roomNumber,
    who,
    // Stands for a txnId that no other run uses on this path.
    id: between(1, 3),
    body: among('one', 'two', 'broken'),
    whom: among('bob', 'carol', 'alice'),
  },
});
export type Step = StepOf<typeof steps>;
export type Put = Extract<Step, { do: 'put' }>;

/** A name for the path of a request; equal paths have equal names. */
export const pathOf = ({ operation, room }: Put): string =>
  operation === 'create_room' ? operation : `${operation} ${room}`;

/** @param again whether this user used the txnId on this path before */
export function sentenceOf(put: Put, again: boolean): string {
  const { room, id, body, whom } = put;
  const what = {
    send_message: `sends the message "${body}" to room ${room}`,
    send_non_state_event: `sends the event "${body}" to room ${room}`,
    send_feedback: `sends feedback (${body === 'two' ? 'delivered' : 'read'}) to room ${room}`,
    invite: `invites ${whom} to room ${room}`,
    join_room: `joins room ${room}`,
    leave: `leaves room ${room}`,
    ban: `bans ${whom} from room ${room}`,
    create_room: `creates a room "${body}"`,
  }[put.operation];
  const broken = body === 'broken' ? ', with a body that is not JSON,' : '';
  return `${put.who} ${what}${broken} with txnId ${id}${again ? ' again' : ''}`;
}

const weights: Readonly<Record<TxnOperation, number>> = {
  send_message: 4,
  send_non_state_event: 3,
  send_feedback: 2,
  create_room: 1,
  invite: 3,
  join_room: 3,
  leave: 2,
  ban: 1,
};

const guest = constantFrom('bob', 'carol');
const body = constantFrom('one', 'one', 'two', 'two', 'broken');

/** Users whose request may be carried out; alice, who created the rooms, is in them already. */
const usersOf = (operation: TxnOperation): readonly [Name, ...Name[]] => {
  if (operation === 'join_room' || operation === 'leave') return ['bob', 'carol'];
  return operation === 'ban' ? ['alice'] : ['alice', 'alice', 'bob', 'bob', 'carol'];
};

/** One of the last puts once more, by the same user or another one: servers need not remember more than that. */
const repetition = record({
  back: nat({ max: 3 }),
  other: oneof({ weight: 2, arbitrary: constant(null) }, { weight: 1, arbitrary: nat() }),
  body,
  whom: guest,
});
type Repetition = typeof repetition extends Arbitrary<infer T> ? T : never;

/** Requests of several users in one room or two, half of them made before. */
export function drawSteps(offers: ReadonlySet<TxnOperation>): Arbitrary<readonly Step[]> {
  const fresh = (room: Arbitrary<RoomNumber>): Arbitrary<Put> =>
    oneof(
      ...[...offers].map((operation) => ({
        weight: weights[operation],
        arbitrary: steps.draw('put', {
          operation: constant(operation),
          room,
          body,
          whom: guest,
          who: constantFrom(...usersOf(operation)),
        }),
      })),
    );
  const create = (room: RoomNumber): Arbitrary<Step> =>
    steps.draw('room', { room: constant(room) });
  const bring = (name: Name): Arbitrary<Step> =>
    steps.draw('bring', { room: constant(1), who: constant(name) });
  const puts = (...rooms: readonly RoomNumber[]): Arbitrary<readonly Put[]> =>
    array(oneof(fresh(constantFrom(...rooms)), repetition), {
      minLength: 2,
      maxLength: 20,
      size: 'max',
    }).map(withRepetitions);
  return inOrder<Step>(
    create(1),
    oneof({ weight: 3, arbitrary: bring('bob') }, { weight: 1, arbitrary: constant([]) }),
    oneof({ weight: 1, arbitrary: bring('carol') }, { weight: 3, arbitrary: constant([]) }),
    oneof(puts(1), inOrder<Step>(create(2), puts(1, 1, 2))),
  );
}

function withRepetitions(drawn: readonly (Put | Repetition)[]): readonly Put[] {
  const puts: Put[] = [];
  for (const one of drawn) {
    if ('do' in one) {
      puts.push(one);
      continue;
    }
    const recent = puts.at(-1 - one.back);
    if (recent === undefined) continue;
    const users = usersOf(recent.operation);
    const other = one.other === null ? undefined : users[one.other % users.length];
    puts.push({ ...recent, body: one.body, whom: one.whom, who: other ?? recent.who });
  }
  return puts;
}
