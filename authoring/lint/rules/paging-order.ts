import type { Rule } from '../view/rule.ts';
import { answerProperties, pagingOf, saysOrder } from '../view/paging.ts';
import { allTextsOf } from '../view/prose.ts';
import { below } from '../../source/pointer.ts';

export const pagingOrder: Rule = {
  id: 'paging-order',
  severity: 'warning',
  summary: 'An operation is paged by tokens, and nothing says in which order entries come.',
  *declaration(declared) {
    for (const operation of declared.api.operations) {
      if (pagingOf(operation) === null) continue;
      const hasDirection = operation.parameters.some(({ name }) =>
        /^(?:dir|direction|order|orderby|order_by|sort|sortby|sort_by|reverse|ascending|desc|asc)$/i.test(
          name,
        ),
      );
      const texts = [
        ...allTextsOf(operation).map(({ text }) => text),
        ...answerProperties(operation, declared).map(({ description }) => description),
      ];
      if (hasDirection || texts.some(saysOrder)) continue;
      yield {
        pointer: below(operation.pointer, 'parameters'),
        at: 'key',
        message: `${operation.nickname || operation.method} is paged by tokens, and neither a parameter for the direction nor any text says in which order entries come. Oldest or newest first?`,
      };
    }
  },
};
