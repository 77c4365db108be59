import { below } from '../../source/pointer.ts';
import type { Rule } from '../view/rule.ts';

export const fileParameter: Rule = {
  id: 'file-parameter',
  severity: 'error',
  summary: 'A parameter of the type "File" is not in a multipart form.',
  *declaration({ api }) {
    for (const { parameters, consumes } of api.operations) {
      const types = consumes ?? api.consumes ?? [];
      for (const { type, paramType, pointer } of parameters) {
        if (type !== 'File') continue;
        if (paramType !== 'form') {
          yield {
            pointer: below(pointer, 'paramType'),
            message: `A file is sent in a form, so "paramType" must be "form".`,
          };
        } else if (!types.includes('multipart/form-data')) {
          yield {
            pointer: below(pointer, 'type'),
            message:
              'A file is sent as "multipart/form-data", which "consumes" of the operation must say.',
          };
        }
      }
    }
  },
};
