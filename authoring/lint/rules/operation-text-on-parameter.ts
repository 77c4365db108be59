import { below } from '../../source/pointer.ts';
import type { Rule } from '../view/rule.ts';
import { quoted, sentencesOf } from '../view/words.ts';

export const operationTextOnParameter: Rule = {
  id: 'operation-text-on-parameter',
  severity: 'info',
  summary: 'The description of a parameter speaks of the whole operation.',
  *declaration({ api }) {
    for (const { pointer, description } of api.operations.flatMap((one) => one.parameters)) {
      const sentence = sentencesOf(description).find((one) =>
        /^This (?:operation|method|endpoint|API call) /.test(one),
      );
      if (sentence === undefined) continue;
      yield {
        pointer: below(pointer, 'description'),
        message: `${quoted(sentence, 80)} is about the operation, and stands at a parameter, where few will look for it. Put it into "notes".`,
      };
    }
  },
};
