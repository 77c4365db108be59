import { below } from '../../source/pointer.ts';
import type { Rule } from '../view/rule.ts';

export const bodyWithoutPurpose: Rule = {
  id: 'body-without-purpose',
  severity: 'warning',
  summary: 'A GET or HEAD has a body, which many clients cannot send.',
  *declaration({ api }) {
    for (const { method, path, parameters } of api.operations) {
      const body = parameters.find(({ paramType }) => ['body', 'form'].includes(paramType));
      if (body === undefined || !['GET', 'HEAD'].includes(method)) continue;
      yield {
        pointer: below(body.pointer, 'paramType'),
        message: `${method} ${path} takes a body. Many clients, proxies and servers do not pass on the body of a ${method}.`,
      };
    }
  },
};
