import { below } from '../../source/pointer.ts';
import { isObject } from '../../../harness/document/json.ts';
import type { Rule } from '../view/rule.ts';

export const emptyModel: Rule = {
  id: 'empty-model',
  severity: 'info',
  summary: 'A model has no properties, so it says nothing.',
  *declaration({ api, graph }) {
    for (const model of api.models.values()) {
      const { properties } = model.raw;
      if (!isObject(properties) || Object.keys(properties).length > 0) continue;
      if (
        model.description.trim() !== '' ||
        graph.propertiesOf(model).length > 0 ||
        model.subTypes.length > 0
      )
        continue;
      yield {
        pointer: below(model.pointer, 'properties'),
        at: 'key',
        message: `The model ${model.name} has no properties. Say in its description what it holds: nothing at all, or anything?`,
      };
    }
  },
};
