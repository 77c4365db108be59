import type { Scenario } from '../../clients/stage/scenario.ts';
import type { Action } from '../../mock/rules/document.ts';
import { nextWriteOf, writes } from './writes.ts';

const ways: readonly (readonly [name: string, title: string, Action])[] = [
  ['before', 'whose connection ends before it takes effect', 'closeBefore'],
  ['after', 'whose connection ends after it took effect', 'closeAfter'],
  ['reset', 'whose connection is reset', 'reset'],
  ['cut', 'whose answer is cut', { truncate: 1 }],
];

/**
 * A write whose answer is lost. What makes something new is there once if the client says that it was done, and never
 * twice. A client that reports an error is right either way, for it cannot know.
 */
export const lostScenarios: readonly Scenario[] = writes.flatMap((write) =>
  ways.map(([name, title, action]): Scenario => ({
    id: `clients/lost/${write.instruction}-${name}`,
    title: `A ${write.instruction} ${title} is never there twice, and is there if the client says so.`,
    requires: [write.makes ? 'CLIENT-11' : 'CLIENT-24'],
    needs: [write.instruction],
    async run(stage) {
      const { world, act, must, demandMet } = stage;
      const rules = world.addRules(nextWriteOf(write.user, action));
      const reply = await act(write.user, write.instruction, write.args(stage));
      for (const rule of rules) rule.remove();
      must.survive('CLIENT-21', reply, write.instruction);
      demandMet(rules.find(({ applied }) => applied > 0) ?? rules[0]);
      const times = write.times(stage);
      if (write.makes) must.equal('CLIENT-11', 'whether it is there twice', times > 1, false);
      const isTrue = reply.kind !== 'ok' || times === 1;
      must.hold('CLIENT-24', 'whether it is there if the client says so', isTrue, 'once', times);
    },
  })),
);
