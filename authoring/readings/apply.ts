import { bindQuote, locate } from '../../harness/document/pointer.ts';
import type { SwaggerDocument } from '../swagger/document.ts';
import { apiRules } from './api.ts';
import { withForms } from './forms.ts';
import { modelRules } from './models.ts';
import { operationRules } from './operations.ts';
import type { Rule } from './rule.ts';

/** Every reading of the rooms API that an export takes, in the order in which they are applied. */
const rules: readonly Rule[] = [...apiRules, ...modelRules, ...operationRules];

/**
 * A document as the suite reads it. A reading applies where its words stand at their place, so it never touches a
 * declaration of another API.
 */
export function withReadings(document: SwaggerDocument): SwaggerDocument {
  const read = rules.reduce((current, { id, defect, at, quote, text, apply }) => {
    const place = locate(document.raw, at);
    const bound = place === null ? null : bindQuote(place, quote);
    return bound === null
      ? current
      : apply(current, { id, defect, pointer: bound.pointer, quote, text });
  }, document);
  return withForms(read);
}
