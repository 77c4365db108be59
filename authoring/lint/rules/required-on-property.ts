import { below } from '../../source/pointer.ts';
import type { Rule } from '../view/rule.ts';
import { quoted } from '../view/words.ts';

export const requiredOnProperty: Rule = {
  id: 'required-on-property',
  severity: 'error',
  summary: 'A property has a key "required", which Swagger 1.2 has on models alone.',
  *declaration({ api }) {
    for (const model of api.models.values()) {
      for (const { name, pointer, raw } of model.properties) {
        if (raw['required'] === undefined) continue;
        const advice =
          raw['required'] === true
            ? `list ${quoted(name)} in "required" of the model ${model.name}`
            : 'leave it out, since properties are optional unless the model lists them';
        yield {
          pointer: below(pointer, 'required'),
          at: 'key',
          message: `"required" has no meaning on a property; ${advice}.`,
        };
      }
    }
  },
};
