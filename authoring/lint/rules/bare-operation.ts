import type { Operation } from '../../source/swagger.ts';
import type { Rule } from '../view/rule.ts';
import { sameText } from '../view/words.ts';

export const bareOperation: Rule = {
  id: 'bare-operation',
  severity: 'info',
  summary: 'Nothing is said about an operation but its name, while others of the file say more.',
  *declaration({ api }) {
    const bare = api.operations.filter(isBare);
    // Where many are so, they are short by design.
    if (bare.length > 5 || bare.length * 4 > api.operations.length) return;
    for (const { pointer, nickname, method, path } of bare) {
      yield {
        pointer,
        message: `${nickname || `${method} ${path}`} has no error, no notes beyond its summary, and no parameter but the path. Is it finished, and is it implemented?`,
      };
    }
  },
};

const isBare = ({ summary, notes, responses, parameters }: Operation): boolean =>
  responses.length === 0 &&
  (notes.trim() === '' || sameText(notes, summary)) &&
  parameters.every(({ paramType }) => paramType === 'path');
