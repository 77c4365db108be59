import { below } from '../../source/pointer.ts';
import type { Rule } from '../view/rule.ts';
import { quoted } from '../view/words.ts';

export const voidWithProduces: Rule = {
  id: 'void-with-produces',
  severity: 'info',
  summary: 'Operations answer with "void", and the file says of what type answers are.',
  *declaration({ api }) {
    const silent = api.operations.filter(
      ({ result, produces }) =>
        result.type === 'void' && (produces ?? api.produces ?? []).length > 0,
    );
    const [first, ...others] = silent;
    if (first === undefined) return;
    const [type = ''] = first.produces ?? api.produces ?? [];
    yield {
      pointer: below(first.pointer, 'type'),
      message: `${silent.length === 1 ? 'One operation is' : `${silent.length} operations are`} "void" and ${silent.length === 1 ? 'produces' : 'produce'} ${quoted(type)}. Is the body of a success empty, or an empty value of this type? Say it once, in a text.`,
      related: others
        .slice(0, 50)
        .map(({ pointer }) => ({ pointer: below(pointer, 'type'), message: 'also here' })),
    };
  },
};
