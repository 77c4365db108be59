import { below } from '../../source/pointer.ts';
import type { Rule } from '../view/rule.ts';
import { quoted } from '../view/words.ts';

export const emptyText: Rule = {
  id: 'empty-text',
  severity: 'info',
  summary: 'A summary, a description or notes are there and empty.',
  *declaration({ api }) {
    const parts = [
      ...api.apis,
      ...api.operations.flatMap((operation) => [
        operation,
        ...operation.parameters,
        ...operation.responses,
      ]),
      ...[...api.models.values()].flatMap((model) => [model, ...model.properties]),
    ];
    const empty = parts.flatMap(({ pointer, raw }) =>
      ['summary', 'notes', 'description', 'message']
        .filter((key) => typeof raw[key] === 'string' && raw[key].trim() === '')
        .map((key) => ({ key, pointer: below(pointer, key) })),
    );
    const [first, ...others] = empty;
    if (first === undefined) return;
    const more =
      others.length === 0
        ? ''
        : `, and so ${others.length === 1 ? 'is one more text' : `are ${others.length} more texts`} of this file`;
    yield {
      pointer: first.pointer,
      message: `${quoted(first.key)} is empty${more}. Write it, or leave the key out.`,
      related: others.slice(0, 50).map(({ pointer }) => ({ pointer, message: 'also here' })),
    };
  },
};
