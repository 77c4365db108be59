import type { Operation, ResponseMessage } from '../../source/swagger.ts';
import type { Rule } from '../view/rule.ts';
import { statePropertiesOf } from '../view/verb-paths.ts';
import { hasVerb, quoted, stemOf, wordsOf } from '../view/words.ts';

export const errorsOnOneOfTwoWays: Rule = {
  id: 'errors-on-one-of-two-ways',
  severity: 'warning',
  summary: 'The same can be done by two operations, and only one of them documents the errors.',
  *declaration(declared) {
    const { api, graph } = declared;
    const byModel = new Map<string, Operation[]>();
    for (const operation of api.operations) {
      const body = graph.bodyOf(operation);
      for (const { name } of body === null ? [] : graph.modelsOf(body)) {
        byModel.set(name, [...(byModel.get(name) ?? []), operation]);
      }
    }
    for (const { model, property, values, family } of statePropertiesOf(declared)) {
      const setters = byModel.get(model) ?? [];
      for (const { verb, operation } of family.members) {
        if (!values.includes(verb) || operation.responses.length > 0) continue;
        const setter = setters.find((one) => aboutVerb(one.responses, verb).length > 0);
        if (setter === undefined) continue;
        const messages = aboutVerb(setter.responses, verb);
        yield {
          pointer: operation.pointer,
          message: `${setter.nickname || setter.method} with ${quoted(property.name)} ${quoted(verb)} does the same, and documents errors for it, such as ${quoted(messages[0]?.message ?? '')}. ${operation.nickname || verb} documents none. Do the same errors hold?`,
          related: messages.map(({ pointer }) => ({
            pointer,
            message: 'an error of the other way',
          })),
        };
      }
    }
  },
};

/** The errors of doing something: "When inviting: …". Where none says it so, those that have another form of the verb. */
function aboutVerb(
  responses: readonly ResponseMessage[],
  verb: string,
): readonly ResponseMessage[] {
  const doing = responses.filter(({ message }) => wordsOf(message).includes(`${stemOf(verb)}ing`));
  return doing.length > 0 ? doing : responses.filter(({ message }) => hasVerb(message, verb));
}
