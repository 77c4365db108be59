import { below } from '../../source/pointer.ts';
import type { Api } from '../../source/swagger.ts';
import type { Rule } from '../view/rule.ts';
import { quoted } from '../view/words.ts';

export const writeWithoutRead: Rule = {
  id: 'write-without-read',
  severity: 'info',
  summary: 'Something can be set and not be read, while a special case of it can be read.',
  *declaration({ api, graph }) {
    for (const general of api.apis) {
      if (!has(general, 'PUT') || has(general, 'GET')) continue;
      const special = graph
        .specialCasesOf(general)
        .find((one) => has(one, 'PUT') && has(one, 'GET'));
      if (special === undefined) continue;
      yield {
        pointer: below(general.pointer, 'operations'),
        at: 'key',
        message: `There is a PUT of ${quoted(general.path, 90)} and no GET, and ${quoted(special.path, 90)}, which is a special case of it, has both. How is the rest read?`,
        related: [{ pointer: special.pointer, message: 'the special case' }],
      };
    }
  },
};

const has = ({ operations }: Api, wanted: string): boolean =>
  operations.some(({ method }) => method === wanted);
