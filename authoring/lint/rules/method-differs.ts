import { below } from '../../source/pointer.ts';
import type { Operation } from '../../source/swagger.ts';
import type { Rule } from '../view/rule.ts';
import { isParameter, isWrite, segmentsOf } from '../view/paths.ts';
import { tokensOf } from '../view/words.ts';

export const methodDiffers: Rule = {
  id: 'method-differs',
  severity: 'warning',
  summary: 'Two operations that do the same by their names have different methods.',
  *declaration({ api }) {
    // A path that can be written in several ways is a thing, and its segments are not what is done.
    const actions = api.apis
      .map(({ operations }) => operations.filter(({ method }) => isWrite(method)))
      .flatMap((writes) => (writes.length === 1 ? writes : []))
      .flatMap((operation) => {
        const verb = actionOf(operation);
        return verb === null ? [] : [{ verb, operation }];
      });
    const first = new Map<string, Operation>();
    for (const { verb, operation } of actions) {
      const other = first.get(verb);
      if (other === undefined) first.set(verb, operation);
      if (other === undefined || other.method === operation.method) continue;
      yield {
        pointer: below(operation.pointer, 'method'),
        message: `${operation.nickname} is ${operation.method} ${operation.path}, and ${other.nickname} is ${other.method} ${other.path}. Both ${verb}; should the methods not be the same?`,
        related: [{ pointer: below(other.pointer, 'method'), message: 'the other operation' }],
      };
    }
  },
};

/** The verb of an operation, if its path has it as a literal segment and its nickname begins with it. */
function actionOf({ method, nickname, path }: Operation): string | null {
  if (!isWrite(method) || method === 'DELETE') return null;
  const [verb] = tokensOf(nickname);
  const literals = segmentsOf(path).filter((segment) => !isParameter(segment));
  return verb !== undefined && literals.includes(verb) ? verb : null;
}
