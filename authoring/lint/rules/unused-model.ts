import type { Rule } from '../view/rule.ts';
import { namesOf } from '../view/graph.ts';

export const unusedModel: Rule = {
  id: 'unused-model',
  severity: 'warning',
  summary: 'Nothing in the file refers to a model.',
  *declaration({ api }) {
    const used = new Set<string>();
    const uses = api.operations.flatMap(({ result, parameters }) => [result, ...parameters]);
    for (const name of uses.flatMap(namesOf)) used.add(name);
    for (const { model } of api.operations.flatMap(({ responses }) => responses)) {
      if (model !== null) used.add(model);
    }
    for (const model of api.models.values()) {
      const names = [...model.properties.flatMap(namesOf), ...model.subTypes];
      for (const name of names) if (name !== model.name) used.add(name);
    }
    for (const model of api.models.values()) {
      // A base is used by what inherits from it.
      if (used.has(model.name) || model.subTypes.some((sub) => used.has(sub) && sub !== model.name))
        continue;
      yield {
        pointer: model.pointer,
        at: 'key',
        message: `No operation, property or subtype refers to the model ${model.name}. Refer to it where it is meant, or leave it out.`,
      };
    }
  },
};
