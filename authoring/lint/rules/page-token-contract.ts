import { below } from '../../source/pointer.ts';
import type { Rule } from '../view/rule.ts';
import { isPageToken, saysOrder } from '../view/paging.ts';
import { wordsOf } from '../view/words.ts';

const contract = new Set(
  'inclusive exclusive inclusively exclusively including excluding absent omitted missing null empty more further last exhausted no next older newer before after'.split(
    ' ',
  ),
);

export const pageTokenContract: Rule = {
  id: 'page-token-contract',
  severity: 'info',
  summary:
    'A page has tokens, and nothing says what they include and how the last page is recognised.',
  *declaration({ api, graph }) {
    for (const model of api.models.values()) {
      if (!graph.inResponses.has(model.name)) continue;
      const tokens = model.properties.filter(isPageToken);
      const [first, second] = tokens;
      if (first === undefined || second === undefined) continue;
      const texts = [model.description, ...tokens.map(({ description }) => description)];
      const isSaid = texts.some(
        (text) =>
          saysOrder(text) ||
          wordsOf(text.replaceAll(/\b(?:first|last) (?:value|entry|item|element)\b/gi, '')).some(
            (word) => contract.has(word),
          ),
      );
      if (isSaid) continue;
      yield {
        pointer: below(first.pointer, 'description'),
        message: `Nothing says whether the page after ${JSON.stringify(second.name)} repeats the entry that the token belongs to, or how a client knows that there are no more pages.`,
        related: [{ pointer: below(second.pointer, 'description'), message: 'the other token' }],
      };
    }
  },
};
