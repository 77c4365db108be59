import { below } from '../../source/pointer.ts';
import type { Rule } from '../view/rule.ts';
import { answerProperties, isPageToken, pagingOf } from '../view/paging.ts';
import { listed, quoted } from '../view/words.ts';

export const pagingWithoutTokens: Rule = {
  id: 'paging-without-tokens',
  severity: 'warning',
  summary: 'An operation takes tokens for paging, and its answer has none to take.',
  *declaration(declared) {
    for (const operation of declared.api.operations) {
      const tokens = pagingOf(operation);
      if (tokens === null) continue;
      const properties = answerProperties(operation, declared);
      // A name that is not that of a token may still be one.
      const mayBe = properties.some(
        (one) => isPageToken(one) || /token|cursor|next|prev|page|start|end/i.test(one.name),
      );
      if (mayBe) continue;
      yield {
        pointer: below(operation.pointer, 'parameters'),
        at: 'key',
        message: `${operation.nickname || operation.method} takes the tokens ${listed(tokens.map(({ name }) => quoted(name)))}, and its answer${operation.result.type === null ? '' : ` ${operation.result.type}`} has no property that holds one. Where does a client get them from, and is this operation paged at all?`,
      };
    }
  },
};
