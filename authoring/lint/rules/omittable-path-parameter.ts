import { below } from '../../source/pointer.ts';
import type { Rule } from '../view/rule.ts';
import { allTextsOf } from '../view/prose.ts';
import { quoted, sentencesOf, tokensOf, wordsOf } from '../view/words.ts';

export const omittablePathParameter: Rule = {
  id: 'omittable-path-parameter',
  severity: 'warning',
  summary: 'A text says that a path parameter can be left out, which makes another path.',
  *declaration({ api }) {
    for (const operation of api.operations) {
      const texts = allTextsOf(operation);
      for (const { name, paramType, pointer, description } of operation.parameters) {
        if (paramType !== 'path') continue;
        const own = /^\(?optional\b|\(optional\)|\b(?:can|may) be (?:omitted|left out)\b/i.test(
          description,
        );
        const text = texts.find(({ text: all }) =>
          sentencesOf(all).some((one) => saysOmittable(one, name)),
        );
        if (!own && text === undefined) continue;
        yield {
          pointer: own ? below(pointer, 'description') : (text?.pointer ?? pointer),
          message: `The text says that ${quoted(name)} can be left out. It is a part of the path, so the path without it is another one, which must be in "apis" too.`,
          related: [{ pointer, message: 'the parameter' }],
        };
      }
    }
  },
};

/** Whether a sentence says that what a parameter is called can be left out. */
function saysOmittable(sentence: string, name: string): boolean {
  const words = ` ${wordsOf(sentence).join(' ')} `;
  const called = tokensOf(name).join(' ');
  return (
    words.includes(` ${called} can be omitted `) ||
    words.includes(` ${called} may be omitted `) ||
    words.includes(` ${called} can be left out `) ||
    words.includes(` ${called} may be left out `) ||
    words.includes(` ${called} is optional `) ||
    words.includes(` omit the ${called} `)
  );
}
