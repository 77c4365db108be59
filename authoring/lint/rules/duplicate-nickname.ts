import { below } from '../../source/pointer.ts';
import type { Operation } from '../../source/swagger.ts';
import type { Rule } from '../view/rule.ts';
import { quoted } from '../view/words.ts';

export const duplicateNickname: Rule = {
  id: 'duplicate-nickname',
  severity: 'error',
  summary: 'Two operations have the same nickname.',
  *declaration({ api }) {
    const first = new Map<string, Operation>();
    for (const operation of api.operations) {
      const { nickname, pointer } = operation;
      if (nickname === '') continue;
      const other = first.get(nickname);
      if (other === undefined) first.set(nickname, operation);
      else {
        yield {
          pointer: below(pointer, 'nickname'),
          message: `${other.method} ${other.path} has the nickname ${quoted(nickname)} too. Tools make a function of each nickname, so it must be unique.`,
          related: [{ pointer: below(other.pointer, 'nickname'), message: 'the other operation' }],
        };
      }
    }
  },
};
