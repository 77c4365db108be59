import type { Rule } from '../view/rule.ts';
import { quoted } from '../view/words.ts';

export const propertyWithoutType: Rule = {
  id: 'property-without-type',
  severity: 'error',
  summary: 'A property has neither "type" nor "$ref".',
  *declaration({ api }) {
    for (const model of api.models.values()) {
      for (const { name, pointer, raw } of model.properties) {
        if (raw['type'] !== undefined || raw['$ref'] !== undefined) continue;
        yield {
          pointer,
          at: 'key',
          message: `The property ${quoted(name)} of the model ${model.name} has neither "type" nor "$ref", so nobody knows what it holds.`,
        };
      }
    }
  },
};
