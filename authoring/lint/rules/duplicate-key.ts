import type { Rule } from '../view/rule.ts';

/** Found by the reader of the text: of two equal keys only one gets to the rules. */
export const duplicateKey: Rule = {
  id: 'duplicate-key',
  severity: 'error',
  summary: 'An object has a key twice.',
};
