import { lobby, type Scenario } from '../../clients/stage/scenario.ts';
import type { Stage } from '../../clients/stage/stage.ts';
import type { Nickname } from '../../harness/document/ids.ts';
import type { JsonObject } from '../../harness/document/json.ts';
import { refusals, type RefusalId } from '../../mock/rules/refusals.ts';
import { withoutFragment } from './operations.ts';
import { domainOf, idOf } from './shown.ts';

type Cause = readonly [RefusalId, Nickname, user: string, args: (stage: Stage) => JsonObject];

const about =
  (user: string, membership?: string): Cause[3] =>
  (stage) => ({
    userId: idOf(stage, user),
    ...(membership === undefined ? {} : { membership }),
  });

/** The documented causes, each with a request that a client may send, and that is refused by that cause. */
const causes: readonly Cause[] = [
  ['GTOPIC-06', 'get_topic', 'bob', () => ({})],
  ['FEED-08', 'send_feedback', 'bob', () => ({ eventId: '$event:localhost', type: 'read' })],
  ['SMEM-09', 'set_membership', 'alice', about('carol', 'invite')],
  ['SMEM-10', 'set_membership', 'alice', about('carol', 'invite')],
  ['SMEM-11', 'set_membership', 'alice', about('carol', 'invite')],
  ['SMEM-12', 'set_membership', 'alice', about('carol', 'invite')],
  ['SMEM-13', 'set_membership', 'alice', about('carol', 'invite')],
  ['SMEM-14', 'set_membership', 'carol', about('carol', 'join')],
  ['GMEM-07', 'get_membership', 'bob', about('bob')],
  ['JID-08', 'join', 'carol', (stage) => ({ room: `#lobby:${domainOf(stage)}` })],
  ['CREATE-10', 'create_room', 'alice', () => ({ topic: 'Tea' })],
  ['CREATE-12', 'create_room', 'alice', () => ({ alias: 'tea' })],
];

/**
 * Each documented error is reported as what it is; afterwards, without it, the same succeeds. A rule causes it, since a
 * client that obeys the register never sends some of the requests that are refused so.
 */
const ruled: readonly Scenario[] = causes.map(([cause, instruction, user, more]) => ({
  id: `clients/errors/${cause.toLowerCase()}`,
  title: `The refusal of ${instruction} by ${cause} is reported as an error.`,
  requires: ['CLIENT-31'],
  needs: [instruction],
  counts: withoutFragment,
  state: { ...lobby, rooms: { lobby: { ...lobby.rooms.lobby, topic: 'Tea' } } },
  async run(stage) {
    const { world, act, need, must, demandMet, lobby: roomId } = stage;
    const refusal = refusals.get(cause);
    if (refusal === undefined) throw new RangeError(`there is no refusal ${cause}`);
    const isInRoom = instruction !== 'join' && instruction !== 'create_room';
    const args = isInRoom ? { roomId, ...more(stage) } : more(stage);
    const { status, errcode, error } = refusal;
    const rule = world.on({ operation: instruction }).error({ status, errcode, error }).always();
    const reply = await act(user, instruction, args);
    must.survive('CLIENT-21', reply, instruction);
    demandMet(rule);
    must.report('CLIENT-31', reply, refusal);
    rule.remove();
    await need(user, instruction, args);
  },
}));

/** Causes that a client can be in for real. */
const real: readonly (readonly [
  RefusalId,
  title: string,
  Nickname,
  user: string,
  args: (stage: Stage) => JsonObject,
])[] = [
  ['GTOPIC-06', 'There is no topic', 'get_topic', 'bob', () => ({})],
  ['GMEM-07', 'Somebody is no member', 'get_membership', 'bob', about('carol')],
  ['SMEM-11', 'Who invites is not in the room', 'set_membership', 'carol', about('dave', 'invite')],
  ['SMEM-12', 'Who is invited is a member', 'set_membership', 'alice', about('bob', 'invite')],
  ['SMEM-13', 'Another user is made to join', 'set_membership', 'alice', about('carol', 'join')],
  ['SMEM-14', 'Who joins is not invited', 'set_membership', 'carol', about('carol', 'join')],
  ['CREATE-12', 'An alias is taken', 'create_room', 'alice', () => ({ alias: 'lobby' })],
];

/**
 * The same, caused by what is so in the room. A client may see by itself that it would be refused: then it reports an
 * error in its own words, and nothing is asked of them.
 */
const caused: readonly Scenario[] = real.map(([cause, title, instruction, user, more]) => ({
  id: `clients/errors/${cause.toLowerCase()}-for-real`,
  title: `${title}: ${instruction} reports that as the error that it is.`,
  requires: ['CLIENT-31'],
  needs: [instruction],
  control: `clients/errors/${cause.toLowerCase()}`,
  state: {
    users: { ...lobby.users, dave: {} },
    rooms: { lobby: { ...lobby.rooms.lobby, visibility: 'private' } },
  },
  async run(stage) {
    const { world, act, must, lobby: roomId } = stage;
    const args = instruction === 'create_room' ? more(stage) : { roomId, ...more(stage) };
    const reply = await act(user, instruction, args);
    must.survive('CLIENT-21', reply, instruction);
    const refused = world
      .journal({ operation: instruction, user })
      .findLast(({ response }) => response !== null && (response?.status ?? 0) >= 400);
    if (refused === undefined) {
      must.hold('CLIENT-31', 'what it says', reply.kind === 'error', 'an error', reply.kind);
      return;
    }
    const refusal = refusals.get(cause);
    if (refusal === undefined) throw new RangeError(`there is no refusal ${cause}`);
    must.report('CLIENT-31', reply, refusal);
  },
}));

/** Bodies of refusals that have no errcode to tell. */
const formless = [
  ['a-list', '[{"errcode":"M_FORBIDDEN"}]'],
  ['a-text', '"no"'],
  ['null', 'null'],
  ['html', '<h1>Forbidden</h1>'],
  ['nothing', ''],
  ['an-empty-object', '{}'],
  ['a-number-for-errcode', '{"errcode":403,"error":["no"]}'],
] as const;

/** A refusal without the usual form is an error all the same. */
const formlessErrors: readonly Scenario[] = formless.flatMap(([name, text]) =>
  (['set_topic', 'get_topic'] as const).map((instruction): Scenario => ({
    id: `clients/errors/${instruction}-refused-with-${name}`,
    title: `A ${instruction} that is refused with ${name.replaceAll('-', ' ')} for a body is an error.`,
    requires: ['CLIENT-21'],
    needs: [instruction],
    state: { ...lobby, rooms: { lobby: { ...lobby.rooms.lobby, topic: 'Tea' } } },
    async run({ world, act, must, demandMet, lobby: roomId }) {
      const headers = { 'content-type': 'application/json' };
      const rule = world
        .on({ operation: instruction })
        .respond({ status: 403, headers, text })
        .always();
      const args = { roomId, ...(instruction === 'set_topic' ? { topic: 'Tea' } : {}) };
      const reply = await act('alice', instruction, args);
      must.survive('CLIENT-21', reply, instruction);
      demandMet(rule);
      must.hold('CLIENT-21', 'what it says', reply.kind === 'error', 'an error', reply.kind);
    },
  })),
);

/** What is refused is an error. */
export const errorScenarios: readonly Scenario[] = [...ruled, ...caused, ...formlessErrors];
