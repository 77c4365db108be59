import { below } from '../../source/pointer.ts';
import type { Rule } from '../view/rule.ts';
import { quoted } from '../view/words.ts';

export const pathParameterNotRequired: Rule = {
  id: 'path-parameter-not-required',
  severity: 'error',
  summary: 'A path parameter is not marked as required.',
  *declaration({ api }) {
    for (const { name, paramType, pointer, raw } of api.operations.flatMap((o) => o.parameters)) {
      // Other values are reported with the structure.
      if (paramType !== 'path' || ![false, undefined].some((one) => one === raw['required']))
        continue;
      yield {
        pointer: raw['required'] === undefined ? pointer : below(pointer, 'required'),
        message: `The path parameter ${quoted(name)} must have "required": true. A path without it is another path.`,
      };
    }
  },
};
