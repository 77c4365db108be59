import { below } from '../../source/pointer.ts';
import type { Rule } from '../view/rule.ts';
import { listed, quoted } from '../view/words.ts';

export const overlappingPaths: Rule = {
  id: 'overlapping-paths',
  severity: 'info',
  summary: 'A request fits two paths with an operation of the same method.',
  *declaration({ api, graph }) {
    for (const general of api.apis) {
      const special = graph
        .specialCasesOf(general)
        .filter((one) =>
          general.operations.some(({ method }) => one.operations.some((o) => o.method === method)),
        );
      if (special.length === 0) continue;
      yield {
        pointer: below(general.pointer, 'path'),
        message: `${quoted(general.path, 90)} also fits requests to ${listed(special.map(({ path }) => quoted(path, 90)))}. Swagger 1.2 does not say which of them wins, so say it in the notes.`,
        related: special.map(({ pointer }) => ({
          pointer: below(pointer, 'path'),
          message: 'a path that it also fits',
        })),
      };
    }
  },
};
