import type { Operation, Parameter, Property } from '../../source/swagger.ts';
import type { Declared } from './rule.ts';
import { wordsOf } from './words.ts';

const begins = ['from', 'start', 'since', 'after', 'cursor', 'begin'];
const ends = ['to', 'end', 'until', 'before', 'till'];

/** The query parameters by which an operation is paged with tokens; null where it is not. */
export function pagingOf({ parameters }: Operation): readonly Parameter[] | null {
  const tokens = parameters.filter(
    ({ name, paramType, type, description }) =>
      paramType === 'query' &&
      type === 'string' &&
      [...begins, ...ends].includes(name.toLowerCase()) &&
      /\b(?:token|cursor)s?\b/i.test(description),
  );
  const hasBoth = [begins, ends].every((some) =>
    tokens.some(({ name }) => some.includes(name.toLowerCase())),
  );
  return hasBoth ? tokens : null;
}

/** The properties of an operation's answer, its own level alone. */
export const answerProperties = (operation: Operation, { graph }: Declared): readonly Property[] =>
  operation.result.type === 'array'
    ? []
    : graph.modelsOf(operation.result).flatMap((model) => graph.propertiesOf(model));

/** Whether a property holds a token for another page. */
export const isPageToken = ({ name, type, description }: Property): boolean =>
  type === 'string' &&
  /^(?:start|end|next|prev|previous|cursor|from|to)(?:_?(?:token|page|batch|cursor))?$/i.test(
    name,
  ) &&
  /\b(?:token|cursor)\b/i.test(description);

const ordered = new Set(
  'order ordered ordering sort sorted newest oldest latest earliest recent chronological chronologically ascending descending reverse reversed backwards forwards backward forward direction first newer older'.split(
    ' ',
  ),
);

/** Whether a text says in which order entries come. "The first value" of a list says nothing about its order. */
export const saysOrder = (text: string): boolean =>
  wordsOf(text.replaceAll(/\b(?:first|last) (?:value|entry|item|element)\b/gi, '')).some((word) =>
    ordered.has(word),
  );
