import { modelEdits } from './edits-of-models.ts';
import { operationEdits } from './edits-of-operations.ts';
import type { ExpectedEdit } from './expected-edit.ts';

/** One edit of each kind. */
export const expectedEdits: Readonly<Record<string, ExpectedEdit>> = {
  ...operationEdits,
  ...modelEdits,
};
