import { below } from '../../source/pointer.ts';
import type { Rule } from '../view/rule.ts';
import { quoted } from '../view/words.ts';
import { usesOf } from '../view/uses.ts';
import { bound } from './default-value.ts';

export const bounds: Rule = {
  id: 'bounds',
  severity: 'error',
  summary: 'A bound is not a number, is greater than its partner, or is on a text.',
  *declaration({ api }) {
    for (const { pointer, raw, type } of usesOf(api)) {
      for (const key of ['minimum', 'maximum']) {
        const value = raw[key];
        if (typeof value === 'string' && bound(value) === null) {
          yield {
            pointer: below(pointer, key),
            message: `${quoted(key)} must be a number, and is ${quoted(value)}.`,
          };
        } else if (
          bound(value) !== null &&
          type !== null &&
          type !== 'integer' &&
          type !== 'number'
        ) {
          yield {
            pointer: below(pointer, key),
            at: 'key',
            message: `${quoted(key)} is for numbers, and the type is ${quoted(type)}.`,
          };
        }
      }
      const [least, most] = [bound(raw['minimum']), bound(raw['maximum'])];
      if (least !== null && most !== null && least > most) {
        yield {
          pointer: below(pointer, 'minimum'),
          message: `The minimum ${least} is greater than the maximum ${most}, so no value is right.`,
        };
      }
    }
  },
};
