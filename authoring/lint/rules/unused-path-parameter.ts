import { below } from '../../source/pointer.ts';
import type { Rule } from '../view/rule.ts';
import { templateNames } from '../view/paths.ts';
import { guess, quoted } from '../view/words.ts';

export const unusedPathParameter: Rule = {
  id: 'unused-path-parameter',
  severity: 'error',
  summary: 'An operation declares a path parameter that the path does not have.',
  *declaration({ api }) {
    for (const { path, parameters } of api.operations) {
      const names = templateNames(path);
      for (const { name, paramType, pointer } of parameters) {
        if (paramType !== 'path' || name === '' || names.includes(name)) continue;
        const near = guess(name, names);
        yield {
          pointer: below(pointer, 'name'),
          message: `The path ${path} has no {${name}}${near === undefined ? '. Is it a query parameter?' : `; did you mean ${quoted(near)}?`}`,
        };
      }
    }
  },
};
