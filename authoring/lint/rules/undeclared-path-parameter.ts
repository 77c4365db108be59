import type { Rule } from '../view/rule.ts';
import { templateNames } from '../view/paths.ts';
import { quoted } from '../view/words.ts';

export const undeclaredPathParameter: Rule = {
  id: 'undeclared-path-parameter',
  severity: 'error',
  summary: 'A path has a parameter that the operation does not declare.',
  *declaration({ api }) {
    for (const { path, pathPointer, method, nickname, parameters, pointer } of api.operations) {
      const declared = parameters
        .filter(({ paramType }) => paramType === 'path')
        .map(({ name }) => name);
      for (const name of new Set(templateNames(path))) {
        if (name === '' || declared.includes(name)) continue;
        yield {
          pointer,
          message: `The path has {${name}}, and ${nickname || method} declares no path parameter ${quoted(name)}.`,
          related: [{ pointer: pathPointer, message: 'the path' }],
        };
      }
    }
  },
};
