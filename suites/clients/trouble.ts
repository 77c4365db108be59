import { lobby, type Scenario } from '../../clients/stage/scenario.ts';
import type { Stage } from '../../clients/stage/stage.ts';
import type { Instruction } from '../../clients/driver/protocol.ts';
import type { JsonObject } from '../../harness/document/json.ts';
import { type BrokenAnswer, brokenAnswers } from './broken-answers.ts';
import { idOf, membersOf, areMembers, textsOf } from './shown.ts';
import { nextWriteOf, writeOf } from './writes.ts';

/** Something that a client reads, and whether what it shows is so. */
interface Read {
  readonly instruction: Instruction;
  readonly args: (stage: Stage) => JsonObject;
  readonly isTrue: (stage: Stage, shown: JsonObject) => boolean;
}

const inLobby: Read['args'] = ({ lobby: roomId }) => ({ roomId });

const sameTexts = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((text, at) => text === b[at]);

const readMembers: Read = {
  instruction: 'read_members',
  args: inLobby,
  isTrue: ({ server, lobby: room }, shown) => areMembers(membersOf(shown), server.members(room)),
};

const readHistory: Read = {
  instruction: 'read_history',
  args: inLobby,
  isTrue: ({ server, lobby: room }, shown) => sameTexts(textsOf(shown), server.history(room)),
};

const readTopic: Read = {
  instruction: 'get_topic',
  args: inLobby,
  isTrue: ({ server, lobby: room }, { topic }) => topic === server.topic(room),
};

const readMembership: Read = {
  instruction: 'get_membership',
  args: (stage) => ({ roomId: stage.lobby, userId: idOf(stage, 'bob') }),
  isTrue: (_, { membership }) => membership === 'join',
};

const state: NonNullable<Scenario['state']> = {
  ...lobby,
  rooms: {
    lobby: { ...lobby.rooms.lobby, topic: 'Tea', messages: [{ from: 'bob', body: 'Hello' }] },
  },
};

/** A read that meets a broken answer ends with an error, or with what is so; afterwards the client is as well as before. */
const reading = (read: Read, broken: BrokenAnswer): Scenario => ({
  id: `clients/trouble/${read.instruction}-meets-${broken.name}`,
  title: `A ${read.instruction} that meets ${broken.title} ends, and the client goes on.`,
  requires: [broken.requirement],
  ...(broken.slow === true ? { slow: true } : {}),
  needs: [read.instruction],
  state,
  async run(stage) {
    const { world, act, need, must, eventually, demandMet } = stage;
    const args = read.args(stage);
    await need('alice', read.instruction, args);
    const when = { user: 'alice', method: 'GET' };
    const [rule] = world.addRules([{ when, then: broken.action, times: 'always' }]);
    const reply = await act('alice', read.instruction, args);
    rule?.remove();
    must.survive(broken.requirement, reply, read.instruction);
    demandMet(rule);
    must.tellTruth(
      broken.requirement,
      reply,
      'what the client says of it',
      (shown) => broken.isObject === true || read.isTrue(stage, shown),
    );
    const { isSo, last } = await eventually(
      () => act('alice', read.instruction, args),
      (shown) => read.isTrue(stage, shown),
    );
    must.hold(broken.requirement, 'the same once it is over', isSo, 'what is so', last);
  },
});

/** A write that meets a broken answer ends; if the client says that it was done, it was, and once. */
const writing = (instruction: Instruction, broken: BrokenAnswer): Scenario => ({
  id: `clients/trouble/${instruction}-meets-${broken.name}`,
  title: `A ${instruction} that meets ${broken.title} ends.`,
  requires: [broken.requirement],
  ...(broken.slow === true ? { slow: true } : {}),
  needs: [instruction],
  async run(stage) {
    const { world, act, must, eventually, demandMet } = stage;
    const write = writeOf(instruction);
    const args = write.args(stage);
    // To say the same thing again would look as if the client had.
    const after = { ...args, ...('text' in args ? { text: 'later' } : { topic: 'Later' }) };
    const then = broken.action;
    const rules = world.addRules(
      nextWriteOf(write.user, then).map((rule) => ({ ...rule, times: 'always' })),
    );
    const reply = await act(write.user, instruction, args);
    for (const rule of rules) rule.remove();
    must.survive(broken.requirement, reply, instruction);
    demandMet(rules.find(({ applied }) => applied > 0) ?? rules[0]);
    // A success with a body that is not understood may well be taken for one.
    const isSuccess =
      typeof then === 'object' && then.respond !== undefined && (then.respond.status ?? 200) < 300;
    if (!isSuccess) {
      const times = write.times(stage);
      const isTrue = reply.kind !== 'ok' || times === 1;
      must.hold(
        broken.requirement,
        'whether it is there if the client says so',
        isTrue,
        'once',
        times,
      );
    }
    const { isSo, last } = await eventually(
      () => act(write.user, instruction, after),
      () => true,
    );
    must.hold(broken.requirement, 'another one once it is over', isSo, 'a success', last);
  },
});

/** Everything that answers can be instead of what was promised. */
export const troubleScenarios: readonly Scenario[] = [
  // A client may read the members out of the state of the room, which is a list.
  ...brokenAnswers
    .filter(({ name }) => name !== 'a-list')
    .map((broken) => reading(readMembers, broken)),
  ...brokenAnswers
    .filter(({ slow }) => slow !== true)
    .map((broken) => reading(readHistory, broken)),
  ...brokenAnswers
    .filter(({ name }) =>
      /server-error|gateway$|html|empty-body|a-list|null$|reset|no-answer/.test(name),
    )
    .flatMap((broken) => [reading(readTopic, broken), reading(readMembership, broken)]),
  ...brokenAnswers
    .filter(({ isObject, name }) => isObject !== true && !name.startsWith('a-body-that'))
    .flatMap((broken) => [writing('send_message', broken), writing('set_topic', broken)]),
];
