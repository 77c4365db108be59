import { below } from '../../source/pointer.ts';
import type { Rule } from '../view/rule.ts';
import { listed } from '../view/words.ts';

export const duplicateResponseCode: Rule = {
  id: 'duplicate-response-code',
  severity: 'info',
  summary: 'An operation documents a status code several times.',
  *declaration({ api }) {
    for (const { pointer, responses } of api.operations) {
      const codes = responses.flatMap(({ code }) => (code === null ? [] : [code]));
      const twice = [...new Set(codes.filter((code, index) => codes.indexOf(code) < index))];
      if (twice.length === 0) continue;
      yield {
        pointer: below(pointer, 'responseMessages'),
        at: 'key',
        message: `${listed(twice.map((code) => `${code} is there ${timesOf(codes, code)}`))}. Tools that keep one message for each code lose the others, and nothing but the text tells the causes apart.`,
      };
    }
  },
};

function timesOf(codes: readonly number[], code: number): string {
  const count = codes.filter((one) => one === code).length;
  return count === 2 ? 'twice' : `${count} times`;
}
