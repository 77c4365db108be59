import { below } from '../../source/pointer.ts';
import type { Rule } from '../view/rule.ts';

export const longSummary: Rule = {
  id: 'long-summary',
  severity: 'info',
  summary: 'A summary is longer than the 120 characters that Swagger 1.2 advises.',
  *declaration({ api }) {
    for (const { pointer, summary } of api.operations) {
      if (summary.length <= 120) continue;
      yield {
        pointer: below(pointer, 'summary'),
        message: `The summary has ${summary.length} characters, and Swagger 1.2 advises less than 120. Put the rest into "notes".`,
      };
    }
  },
};
