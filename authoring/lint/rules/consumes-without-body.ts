import { below } from '../../source/pointer.ts';
import type { Rule } from '../view/rule.ts';
import { listed, quoted } from '../view/words.ts';

export const consumesWithoutBody: Rule = {
  id: 'consumes-without-body',
  severity: 'warning',
  summary: 'An operation says what its body is made of, and declares no body.',
  *declaration({ api }) {
    for (const { pointer, nickname, method, path, consumes, parameters } of api.operations) {
      // What is made of anything may be nothing.
      if (consumes === null || consumes.every((type) => type === '*/*')) continue;
      if (!['POST', 'PUT', 'PATCH'].includes(method)) continue;
      if (parameters.some(({ paramType }) => paramType === 'body' || paramType === 'form'))
        continue;
      yield {
        pointer: below(pointer, 'consumes'),
        at: 'key',
        message: `${nickname || `${method} ${path}`} consumes ${listed(consumes.map((type) => quoted(type)))} and declares no body. Declare what must be sent, if only an empty object, or leave "consumes" out.`,
      };
    }
  },
};
