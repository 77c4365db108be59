import type { Rule } from '../view/rule.ts';

/** Found by the reader of the text, before any rule can look at it. */
export const jsonSyntax: Rule = {
  id: 'json-syntax',
  severity: 'error',
  summary: 'The file is not JSON.',
};
