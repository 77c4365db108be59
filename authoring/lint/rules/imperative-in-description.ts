import { below } from '../../source/pointer.ts';
import type { Rule } from '../view/rule.ts';
import { isWrite } from '../view/paths.ts';
import { quoted, sentencesOf, tokensOf, wordsOf } from '../view/words.ts';

export const imperativeInDescription: Rule = {
  id: 'imperative-in-description',
  severity: 'info',
  summary: 'The description of a property asks somebody to do something, and does not say whom.',
  *declaration({ api }) {
    const verbs = new Set(
      api.operations.flatMap(({ summary, method }) =>
        isWrite(method) ? tokensOf(summary).slice(0, 1) : [],
      ),
    );
    for (const model of api.models.values()) {
      for (const { description, pointer } of model.properties) {
        const sentence = sentencesOf(description).find((one) => {
          const [first = '', ...rest] = wordsOf(one);
          return (
            verbs.has(first) &&
            rest.some((word) => ['after', 'before', 'when', 'once'].includes(word))
          );
        });
        if (sentence === undefined) continue;
        yield {
          pointer: below(pointer, 'description'),
          message: `${quoted(sentence, 90)} can be read as an order to the client, and as what the server does. Say who does it.`,
        };
      }
    }
  },
};
