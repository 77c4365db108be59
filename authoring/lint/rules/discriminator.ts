import { below } from '../../source/pointer.ts';
import type { Rule } from '../view/rule.ts';
import { quoted } from '../view/words.ts';

export const discriminator: Rule = {
  id: 'discriminator',
  severity: 'error',
  summary: 'A discriminator is not a required property of a model that has subtypes.',
  *declaration({ api }) {
    for (const model of api.models.values()) {
      const name = model.discriminator;
      if (name === null) continue;
      const place = { pointer: below(model.pointer, 'discriminator') };
      const property = model.properties.find((one) => one.name === name);
      if (model.subTypes.length === 0) {
        yield {
          ...place,
          message: `The model ${model.name} has a "discriminator" and no "subTypes", so there is nothing to tell apart.`,
        };
      } else if (property === undefined) {
        yield {
          ...place,
          message: `The discriminator ${quoted(name)} is not a property of the model ${model.name}.`,
        };
      } else if (!property.required) {
        yield {
          ...place,
          message: `The discriminator ${quoted(name)} must be in "required" of the model ${model.name}; without it nobody can tell which subtype a value is.`,
        };
      }
    }
  },
};
