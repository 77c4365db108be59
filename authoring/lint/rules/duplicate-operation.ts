import { below } from '../../source/pointer.ts';
import type { Rule } from '../view/rule.ts';

export const duplicateOperation: Rule = {
  id: 'duplicate-operation',
  severity: 'error',
  summary: 'A path has two operations of the same method.',
  *declaration({ api }) {
    for (const { path, operations } of api.apis) {
      const first = new Map<string, string>();
      for (const { method, pointer } of operations) {
        if (method === '') continue;
        const other = first.get(method);
        if (other === undefined) first.set(method, pointer);
        else {
          yield {
            pointer: below(pointer, 'method'),
            message: `There is a ${method} of ${path} already; a path has one operation for each method.`,
            related: [{ pointer: below(other, 'method'), message: 'the first one' }],
          };
        }
      }
    }
  },
};
