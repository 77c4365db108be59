import { below } from '../../source/pointer.ts';
import type { Rule } from '../view/rule.ts';
import { sameText } from '../view/words.ts';

export const notesRepeatSummary: Rule = {
  id: 'notes-repeat-summary',
  severity: 'info',
  summary: 'The notes of an operation repeat its summary.',
  *declaration({ api }) {
    for (const { pointer, summary, notes } of api.operations) {
      if (notes.trim() === '' || !sameText(notes, summary)) continue;
      yield {
        pointer: below(pointer, 'notes'),
        message:
          'The notes say what the summary says. Describe the behaviour there, or leave them out.',
      };
    }
  },
};
