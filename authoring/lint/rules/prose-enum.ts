import { below } from '../../source/pointer.ts';
import type { Rule } from '../view/rule.ts';
import { listed, quoted } from '../view/words.ts';

export const proseEnum: Rule = {
  id: 'prose-enum',
  severity: 'warning',
  summary: 'A description lists all values of a text, and there is no "enum".',
  *declaration({ api }) {
    const uses = [
      ...api.operations.flatMap(({ parameters }) => parameters),
      ...[...api.models.values()].flatMap(({ properties }) => properties),
    ];
    for (const use of uses) {
      if (use.type !== 'string' || use.raw['enum'] !== undefined) continue;
      const values = valuesIn(use.description);
      if (values.length < 2) continue;
      yield {
        pointer: below(use.pointer, 'description'),
        message: `The description lists the values ${listed(values.map((one) => quoted(one)))}, and there is no "enum", so tools accept any text.`,
      };
    }
  },
};

const value = String.raw`["'\`‘“]([\w.:-]{1,40})["'\`’”]`;
const values = String.raw`((?:${value}[,;]?\s*(?:(?:or|and)\s+)?){2,})`;
const announced = [
  new RegExp(String.raw`\b[Ee]ither\s+${values}`),
  new RegExp(String.raw`\b[Oo]ne of:?\s+(?:the (?:values|following):?\s+)?\(?${values}`),
  new RegExp(
    String.raw`\b(?:[Vv]alid|[Aa]llowed|[Pp]ossible|[Pp]ermitted) values(?: are)?:?\s+${values}`,
  ),
  new RegExp(String.raw`\b[Ee]num:?\s+\[?${values}`),
  new RegExp(String.raw`\b[Mm]ust be(?: either)?\s+${values}`),
];

/** The quoted values that a description lists as the only ones. */
export function valuesIn(description: string): readonly string[] {
  for (const pattern of announced) {
    const list = pattern.exec(description)?.[1];
    if (list === undefined) continue;
    // What goes on is a list of examples, or longer than what is quoted.
    return /\betc\b|\.\.\.|…/.test(description)
      ? []
      : [...list.matchAll(new RegExp(value, 'g'))].map(([, one = '']) => one);
  }
  return [];
}
