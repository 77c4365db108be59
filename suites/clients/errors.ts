import { lobby, type Scenario } from '../../clients/stage/scenario.ts';
import type { Nickname } from '../../harness/document/ids.ts';
import type { JsonObject } from '../../harness/document/json.ts';
import { refusals, type RefusalId } from '../../mock/rules/refusals.ts';

type Cause = readonly [RefusalId, Nickname, user: string, args: JsonObject];

const carol = '@carol:localhost';

/** The documented causes, each with a request that a client may send, and that is refused by that cause. */
const causes: readonly Cause[] = [
  ['GTOPIC-06', 'get_topic', 'bob', {}],
  ['FEED-08', 'send_feedback', 'bob', { eventId: '$event:localhost', type: 'read' }],
  ['SMEM-09', 'set_membership', 'alice', { userId: carol, membership: 'invite' }],
  ['SMEM-10', 'set_membership', 'alice', { userId: carol, membership: 'invite' }],
  ['SMEM-11', 'set_membership', 'alice', { userId: carol, membership: 'invite' }],
  ['SMEM-12', 'set_membership', 'alice', { userId: carol, membership: 'invite' }],
  ['SMEM-13', 'set_membership', 'alice', { userId: carol, membership: 'invite' }],
  ['SMEM-14', 'set_membership', 'carol', { userId: carol, membership: 'join' }],
  ['GMEM-07', 'get_membership', 'bob', { userId: '@bob:localhost' }],
  ['JID-08', 'join', 'carol', { room: '#lobby:localhost' }],
  ['CREATE-10', 'create_room', 'alice', { topic: 'Tea' }],
  ['CREATE-12', 'create_room', 'alice', { alias: 'tea' }],
];

/** Each documented error is reported as what it is; afterwards, without it, the same succeeds. */
export const errorScenarios: readonly Scenario[] = causes.map(
  ([cause, instruction, user, more]) => ({
    id: `clients/errors/${cause.toLowerCase()}`,
    title: `The refusal of ${instruction} by ${cause} is reported as an error.`,
    requires: ['CLIENT-31'],
    needs: [instruction],
    state: { ...lobby, rooms: { lobby: { ...lobby.rooms.lobby, topic: 'Tea' } } },
    async run({ world, act, need, must, lobby: roomId }) {
      const refusal = refusals.get(cause);
      if (refusal === undefined) throw new RangeError(`there is no refusal ${cause}`);
      const isInRoom = instruction !== 'join' && instruction !== 'create_room';
      const args = isInRoom ? { roomId, ...more } : more;
      const { status, errcode, error } = refusal;
      const rule = world.on({ operation: instruction }).error({ status, errcode, error }).always();
      const reply = await act(user, instruction, args);
      must.report('CLIENT-31', reply, refusal);
      rule.remove();
      await need(user, instruction, args);
    },
  }),
);
