import { below } from '../../source/pointer.ts';
import type { Operation } from '../../source/swagger.ts';
import type { Rule } from '../view/rule.ts';
import { isWrite } from '../view/paths.ts';
import { quoted, tokensOf } from '../view/words.ts';

export const inconsistentResult: Rule = {
  id: 'inconsistent-result',
  severity: 'info',
  summary: 'Of operations that do the same to different things, one answers with nothing.',
  *declaration({ api }) {
    const groups = new Map<string, Operation[]>();
    for (const operation of api.operations) {
      const [verb] = tokensOf(operation.summary);
      const [named] = tokensOf(operation.nickname);
      // The nickname says so too, so it is not a word that the sentence happens to begin with.
      if (verb === undefined || verb !== named || !isWrite(operation.method)) continue;
      groups.set(verb, [...(groups.get(verb) ?? []), operation]);
    }
    for (const [verb, operations] of groups) {
      const silent = operations.filter(({ result }) => result.type === 'void');
      const telling = operations.filter(({ result }) => result.type !== 'void');
      const models = new Set(telling.map(({ result }) => result.type));
      const [model] = models;
      if (models.size !== 1 || typeof model !== 'string' || !api.models.has(model)) continue;
      if (telling.length < 2 || silent.length === 0 || silent.length * 2 > telling.length) continue;
      for (const { pointer, nickname } of silent) {
        yield {
          pointer: below(pointer, 'type'),
          message: `${nickname} answers with nothing, and the ${telling.length} other operations that ${verb} something answer with ${quoted(model)}. Is that meant?`,
          related: telling.map((one) => ({
            pointer: below(one.pointer, 'type'),
            message: 'the answer of another one',
          })),
        };
      }
    }
  },
};
