import { below } from '../../source/pointer.ts';
import type { Rule } from '../view/rule.ts';

const same = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((one) => b.includes(one));

export const redundantMediaTypes: Rule = {
  id: 'redundant-media-types',
  severity: 'info',
  summary: 'Operations repeat "consumes" or "produces" of the whole file.',
  *declaration({ api }) {
    for (const key of ['consumes', 'produces'] as const) {
      const whole = api[key];
      if (whole === null || whole.length === 0) continue;
      const repeating = api.operations.filter((one) => {
        const own = one[key];
        return own !== null && same(own, whole);
      });
      const [first, ...others] = repeating;
      if (first === undefined) continue;
      yield {
        pointer: below(first.pointer, key),
        at: 'key',
        message: `${repeating.length === 1 ? 'One operation repeats' : `${repeating.length} operations repeat`} "${key}" of the whole file. Leave it out there, or out of the file.`,
        related: others.map(({ pointer }) => ({
          pointer: below(pointer, key),
          message: 'also here',
        })),
      };
    }
  },
};
