import { below } from '../../source/pointer.ts';
import type { TypeUse } from '../../source/swagger.ts';
import type { Rule } from '../view/rule.ts';
import { quoted } from '../view/words.ts';
import { usesOf } from '../view/uses.ts';

export const defaultValue: Rule = {
  id: 'default-value',
  severity: 'error',
  summary: 'A default is not of its type, or is outside of its bounds.',
  *declaration({ api }) {
    for (const use of usesOf(api)) {
      const value = use.raw['defaultValue'];
      if (value === undefined) continue;
      const problem = problemOf(value, use);
      if (problem === null) continue;
      yield { pointer: below(use.pointer, 'defaultValue'), message: `The default ${problem}.` };
    }
  },
};

function problemOf(value: unknown, { type, raw }: TypeUse): string | null {
  if (type === 'boolean' && ![true, false, 'true', 'false'].some((one) => one === value)) {
    return `must be true or false, as the type is "boolean"`;
  }
  if (type !== 'integer' && type !== 'number') return null;
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number !== 'number' || Number.isNaN(number)) {
    return `${shown(value)} is not a number, as the type is ${quoted(type)}`;
  }
  if (type === 'integer' && !Number.isInteger(number)) {
    return `${shown(value)} is not a whole number, as the type is "integer"`;
  }
  const [least, most] = [bound(raw['minimum']), bound(raw['maximum'])];
  if (least !== null && number < least) return `${shown(value)} is less than the minimum ${least}`;
  if (most !== null && number > most) return `${shown(value)} is more than the maximum ${most}`;
  return null;
}

const shown = (value: unknown): string =>
  typeof value === 'string'
    ? quoted(value)
    : typeof value === 'number'
      ? String(value)
      : 'of another kind';

/** A bound as a number; null where there is none that can be read. */
export function bound(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && !Number.isNaN(number) ? number : null;
}
