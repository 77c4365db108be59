import { below } from '../../source/pointer.ts';
import type { Operation } from '../../source/swagger.ts';
import type { Rule } from '../view/rule.ts';
import { contentWordsOf, quoted, stemOf } from '../view/words.ts';

export const copiedDescription: Rule = {
  id: 'copied-description',
  severity: 'info',
  summary: 'The description of a parameter seems to be copied from another operation.',
  *declaration({ api }) {
    const uses = api.operations.flatMap((operation) =>
      operation.parameters
        .filter(({ description }) => description.trim() !== '')
        .map((parameter) => ({ operation, parameter })),
    );
    const groups = new Map<string, typeof uses>();
    for (const use of uses) {
      const key = `${use.parameter.name}\n${use.parameter.description}`;
      groups.set(key, [...(groups.get(key) ?? []), use]);
    }
    for (const group of groups.values()) {
      const [first] = group;
      if (first === undefined || group.length < 2) continue;
      const words = contentWordsOf(first.parameter.description);
      for (const word of words) {
        const fitting = group.filter(({ operation }) => speaksOf(operation, word));
        const foreign = group.filter(({ operation }) => !speaksOf(operation, word));
        const [origin] = fitting;
        // The word is that of one operation, and not a word that fits anywhere.
        if (origin === undefined || fitting.length > 1 || foreign.length === 0) continue;
        if (!isTheObject(origin.operation, word)) continue;
        for (const { operation, parameter } of foreign) {
          yield {
            pointer: below(parameter.pointer, 'description'),
            message: `${quoted(parameter.description)} speaks of ${quoted(word)}, as ${origin.operation.nickname} does and ${operation.nickname} does not. Is it copied from there?`,
            related: [
              {
                pointer: below(origin.parameter.pointer, 'description'),
                message: 'where it may come from',
              },
            ],
          };
        }
        break;
      }
    }
  },
};

/** The words of an operation, its other parameters and its path. */
const speaksOf = (
  { summary, notes, path, nickname, parameters }: Operation,
  word: string,
): boolean => {
  const stem = stemOf(word);
  const text = [summary, notes, path, nickname, ...parameters.map(({ name }) => name)]
    .join(' ')
    .toLowerCase();
  return text.includes(stem);
};

/** Whether the summary is about the word: "Send a message in this room." and message. */
const isTheObject = ({ summary }: Operation, word: string): boolean =>
  contentWordsOf(summary).slice(1, 3).includes(word);
