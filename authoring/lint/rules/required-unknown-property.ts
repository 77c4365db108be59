import { isArray } from '../../../harness/document/json.ts';
import { below } from '../../source/pointer.ts';
import type { Rule } from '../view/rule.ts';
import { guess, quoted } from '../view/words.ts';

export const requiredUnknownProperty: Rule = {
  id: 'required-unknown-property',
  severity: 'error',
  summary: 'A model requires a property that it does not have.',
  *declaration({ api, graph }) {
    for (const model of api.models.values()) {
      const { required } = model.raw;
      if (!isArray(required)) continue;
      const names = graph.propertiesOf(model).map(({ name }) => name);
      for (const [index, name] of required.entries()) {
        if (typeof name !== 'string' || names.includes(name)) continue;
        const near = guess(name, names);
        yield {
          pointer: below(model.pointer, 'required', index),
          message: `The model ${model.name} requires ${quoted(name)}, and has no such property${near === undefined ? '.' : `; did you mean ${quoted(near)}?`}`,
        };
      }
    }
  },
};
