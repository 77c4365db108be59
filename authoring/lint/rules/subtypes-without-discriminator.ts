import { below } from '../../source/pointer.ts';
import type { Rule } from '../view/rule.ts';

export const subtypesWithoutDiscriminator: Rule = {
  id: 'subtypes-without-discriminator',
  severity: 'warning',
  summary: 'A model has "subTypes" and no "discriminator".',
  *declaration({ api }) {
    for (const { pointer, name, raw, subTypes } of api.models.values()) {
      if (subTypes.length === 0 || raw['discriminator'] !== undefined) continue;
      yield {
        pointer: below(pointer, 'subTypes'),
        at: 'key',
        message: `The model ${name} has "subTypes" and no "discriminator". The JSON Schema of Swagger 1.2 requires both together, and readers cannot tell which subtype a value is.`,
      };
    }
  },
};
