import { below } from '../../source/pointer.ts';
import type { Rule } from '../view/rule.ts';
import { covers } from '../view/paths.ts';
import { quoted } from '../view/words.ts';

/** More paths are not compared with each other. */
const most = 3000;

export const overlappingPaths: Rule = {
  id: 'overlapping-paths',
  severity: 'info',
  summary: 'A request fits two paths with an operation of the same method.',
  *declaration({ api }) {
    const apis = api.apis.slice(0, most);
    for (const general of apis) {
      if (!general.path.includes('{')) continue;
      const special = apis.filter(
        (one) =>
          covers(general.path, one.path) &&
          general.operations.some(({ method }) => one.operations.some((o) => o.method === method)),
      );
      if (special.length === 0) continue;
      yield {
        pointer: below(general.pointer, 'path'),
        message: `${quoted(general.path, 90)} also fits requests to ${special.map(({ path }) => quoted(path, 90)).join(' and ')}. Swagger 1.2 does not say which of them wins, so say it in the notes.`,
        related: special.map(({ pointer }) => ({
          pointer: below(pointer, 'path'),
          message: 'a path that it also fits',
        })),
      };
    }
  },
};
