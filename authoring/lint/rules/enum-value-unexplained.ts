import { below } from '../../source/pointer.ts';
import type { Rule } from '../view/rule.ts';
import { textsOf } from '../view/prose.ts';
import { usesOf } from '../view/uses.ts';
import { hasVerb, quoted, tokensOf, wordsOf } from '../view/words.ts';

export const enumValueUnexplained: Rule = {
  id: 'enum-value-unexplained',
  severity: 'info',
  summary: 'One value of an enum occurs nowhere else, while all others do.',
  *declaration({ api }) {
    const texts = textsOf(api).map(({ text }) => text);
    const names = [
      ...api.operations.flatMap(({ nickname, path, parameters }) => [
        nickname,
        ...path.split('/'),
        ...parameters.map(({ name }) => name),
      ]),
      ...[...api.models.values()].flatMap(({ name, properties }) => [
        name,
        ...properties.map((property) => property.name),
      ]),
    ].flatMap(tokensOf);
    const known = new Set([...names, ...texts.flatMap(wordsOf)]);
    const vocabulary = [...new Set(texts.flatMap(wordsOf))].join(' ');
    const isExplained = (value: string): boolean =>
      tokensOf(value).every((token) => known.has(token)) ||
      (/^[a-z]+$/.test(value) && hasVerb(vocabulary, value));
    const seen = new Set<string>();
    for (const { pointer, enum: values } of usesOf(api)) {
      if (values === null || values.length < 3 || values.length > 20) continue;
      const unexplained = values.filter((one) => !isExplained(one));
      const [only] = unexplained;
      if (only === undefined || unexplained.length > 1 || !/[A-Za-z]{3}/.test(only)) continue;
      // The same enum may be written in several places.
      if (seen.has(values.join('\n'))) continue;
      seen.add(values.join('\n'));
      yield {
        pointer: below(pointer, 'enum', values.indexOf(only)),
        message: `Every other value of this enum is spoken of somewhere in the file, and ${quoted(only)} is not. What does it mean, and how does it come about?`,
      };
    }
  },
};
