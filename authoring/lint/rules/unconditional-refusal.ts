import { below } from '../../source/pointer.ts';
import type { Rule } from '../view/rule.ts';
import { textsOf } from '../view/prose.ts';
import { listed, quoted, tokensOf, wordsOf } from '../view/words.ts';

const access = [
  'public',
  'private',
  'protected',
  'secret',
  'open',
  'closed',
  'internal',
  'hidden',
  'unlisted',
];

export const unconditionalRefusal: Rule = {
  id: 'unconditional-refusal',
  severity: 'info',
  summary:
    'A refusal for want of a permission does not say whether it holds for what is public too.',
  *declaration({ api }) {
    const settings = [...api.models.values()]
      .flatMap(({ properties }) => properties)
      .filter((one) => (one.enum ?? []).filter((value) => access.includes(value)).length > 1);
    const [setting] = settings;
    if (setting === undefined) return;
    const values = setting.enum ?? [];
    const mentions = (text: string): boolean =>
      wordsOf(text).some((word) => values.includes(word) || word === setting.name.toLowerCase());
    // A text outside of the setting itself may say what it means for others.
    const isExplained = textsOf(api).some(
      ({ pointer, text }) => !pointer.startsWith(setting.pointer) && mentions(text),
    );
    if (isExplained) return;
    const verbs = new Set(api.operations.flatMap(({ nickname }) => tokensOf(nickname).slice(0, 1)));
    for (const { code, message, pointer } of api.operations.flatMap(({ responses }) => responses)) {
      if (code !== 403 && code !== 401) continue;
      const participle = /\bnot (?:been )?([a-z]+ed)\b/i.exec(message)?.[1]?.toLowerCase() ?? '';
      if (!verbs.has(participle.replace(/d$/, '')) && !verbs.has(participle.replace(/ed$/, '')))
        continue;
      yield {
        pointer: below(pointer, 'message'),
        message: `${quoted(message)} is refused without a condition. Does it hold whatever ${quoted(setting.name)} is, which can be ${listed(
          values.map((one) => quoted(one)),
          'or',
        )}?`,
        related: [{ pointer: setting.pointer, message: 'the setting' }],
      };
    }
  },
};
