import { below } from '../../source/pointer.ts';
import type { Rule } from '../view/rule.ts';
import { quoted } from '../view/words.ts';

export const duplicateParameter: Rule = {
  id: 'duplicate-parameter',
  severity: 'error',
  summary: 'An operation has two parameters of the same name and place, or two bodies.',
  *declaration({ api }) {
    for (const { parameters, method, path } of api.operations) {
      const first = new Map<string, string>();
      for (const { name, paramType, pointer } of parameters) {
        // A request has one body, whatever it is called.
        const key = paramType === 'body' ? 'body' : `${paramType} ${name}`;
        const other = first.get(key);
        if (other === undefined) {
          first.set(key, pointer);
          continue;
        }
        const message =
          paramType === 'body'
            ? `${method} ${path} has two parameters of the type "body", and a request has one body.`
            : `${method} ${path} has two ${paramType} parameters called ${quoted(name)}.`;
        yield {
          pointer: below(pointer, 'name'),
          message,
          related: [{ pointer: other, message: 'the first one' }],
        };
      }
      const form = parameters.find(({ paramType }) => paramType === 'form');
      if (form !== undefined && first.has('body')) {
        yield {
          pointer: below(form.pointer, 'paramType'),
          message: `${method} ${path} has a body and form parameters. Form parameters are the body, so it can have only one of the two.`,
        };
      }
    }
  },
};
