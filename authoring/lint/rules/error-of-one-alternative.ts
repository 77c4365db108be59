import { below } from '../../source/pointer.ts';
import type { Rule } from '../view/rule.ts';
import { quoted, tokensOf, wordsOf } from '../view/words.ts';

export const errorOfOneAlternative: Rule = {
  id: 'error-of-one-alternative',
  severity: 'info',
  summary: 'A parameter may be one of two things, and errors are documented for one of them alone.',
  *declaration({ api }) {
    for (const { parameters, responses, nickname, method } of api.operations) {
      if (responses.length === 0) continue;
      for (const { name, pointer } of parameters) {
        const tokens = tokensOf(name);
        const at = tokens.indexOf('or');
        const [before, after] = [tokens[at - 1], tokens[at + 1]];
        if (at < 1 || before === undefined || after === undefined) continue;
        const told = [before, after].map((word) =>
          responses.filter(({ message }) => wordsOf(message).includes(word)),
        );
        const [ofBefore = [], ofAfter = []] = told;
        if ((ofBefore.length === 0) === (ofAfter.length === 0)) continue;
        const [response] = [...ofBefore, ...ofAfter];
        if (response === undefined) continue;
        const silent = ofBefore.length === 0 ? before : after;
        yield {
          pointer: below(response.pointer, 'message'),
          message: `${quoted(name)} may be two things, and ${quoted(response.message)} is about one of them. What does ${nickname || method} answer if ${quoted(silent)} is wrong, or unknown?`,
          related: [{ pointer, message: 'the parameter' }],
        };
      }
    }
  },
};
