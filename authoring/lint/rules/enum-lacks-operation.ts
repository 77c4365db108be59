import { below } from '../../source/pointer.ts';
import type { Rule } from '../view/rule.ts';
import { statePropertiesOf } from '../view/verb-paths.ts';
import { listed, quoted } from '../view/words.ts';

export const enumLacksOperation: Rule = {
  id: 'enum-lacks-operation',
  severity: 'warning',
  summary: 'An enum has the names of some operations that stand beside each other, and not of all.',
  *declaration(declared) {
    for (const { model, property, values, family } of statePropertiesOf(declared)) {
      for (const { verb, operation } of family.members) {
        if (values.includes(verb)) continue;
        const shared = family.members.filter((one) => values.includes(one.verb));
        yield {
          pointer: below(property.pointer, 'enum'),
          message: `${quoted(property.name)} of ${model} has ${listed(shared.map((one) => quoted(one.verb)))}, which are also operations, and not ${quoted(verb)}, which is one beside them. Which value does ${quoted(property.name)} have after ${operation.nickname || verb}?`,
          related: [{ pointer: operation.pointer, message: 'the operation' }],
        };
      }
    }
  },
};
