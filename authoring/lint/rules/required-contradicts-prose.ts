import { below } from '../../source/pointer.ts';
import type { Rule } from '../view/rule.ts';
import { quoted } from '../view/words.ts';

const saysOptional = [
  /\b(?:can|may) be (?:omitted|left out|left blank)\b/i,
  /\b(?:is|are) optional\b|^\(?optional\b|\(optional\)|\bnot required\b/i,
  /\bonly (?:present|included|set|sent|returned|given) (?:if|when)\b|\bomitted (?:if|when)\b/i,
  // "…, if joined via an alias only."
  /\b(?:if|when) [^.]{1,60} only(?=\.?$)/i,
];

export const requiredContradictsProse: Rule = {
  id: 'required-contradicts-prose',
  severity: 'warning',
  summary: 'Something is required, and its description says that it can be left out.',
  *declaration({ api }) {
    const parts = [
      ...api.operations
        .flatMap(({ parameters }) => parameters)
        .filter(({ paramType }) => paramType !== 'path'),
      ...[...api.models.values()].flatMap(({ properties }) => properties),
    ];
    for (const { name, required, description, pointer } of parts) {
      const words = saysOptional
        .map((one) => one.exec(description)?.[0])
        .find((one) => one !== undefined);
      if (!required || words === undefined) continue;
      yield {
        pointer: below(pointer, 'description'),
        message: `${quoted(name)} is required, and its description says ${quoted(words)}. One of the two is wrong.`,
      };
    }
  },
};
