import { below } from '../../source/pointer.ts';
import type { Rule } from '../view/rule.ts';
import { quoted } from '../view/words.ts';

export const bodyName: Rule = {
  id: 'body-name',
  severity: 'info',
  summary: 'The parameter for the body is not called "body".',
  *declaration({ api }) {
    for (const { name, paramType, pointer } of api.operations.flatMap((o) => o.parameters)) {
      if (paramType !== 'body' || name === 'body' || name === '') continue;
      yield {
        pointer: below(pointer, 'name'),
        message: `Swagger 1.2 demands the name "body" for the parameter that is the body, and this one is called ${quoted(name)}.`,
      };
    }
  },
};
