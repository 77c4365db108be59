import type { SwaggerDocument } from '../swagger/document.ts';
import { apiChanges } from './api.ts';
import { judged } from './breakage.ts';
import type { Change } from './change.ts';
import { createContext } from './context.ts';
import { modelChanges, pairModels } from './models.ts';
import { createRenames } from './names.ts';
import { operationChanges, pairOperations } from './operations.ts';

/**
 * Finds in what two declarations differ, by meaning: the order of lists and keys, line breaks, and other ways to write
 * the same do not count as differences.
 */
export function diffDeclarations(old: SwaggerDocument, fresh: SwaggerDocument): readonly Change[] {
  const models = pairModels(old, fresh);
  const operations = pairOperations(old, fresh);
  const renamed = models.kept.filter(([a, b]) => a.id !== b.id);
  const renames = createRenames(new Map(renamed.map(([a, b]) => [a.id, b.id])));
  const context = createContext(old, fresh, renames);
  return [
    ...apiChanges(context, operations.kept),
    ...operationChanges(context, operations),
    ...modelChanges(context, models),
  ].map(judged);
}
