import { answerVariants } from './answers.ts';
import { choiceVariants } from './choices.ts';
import { identifierVariants } from './identifiers.ts';
import { pageVariants } from './pages.ts';
import { membershipVariants } from './memberships.ts';
import type { Variant } from './variant.ts';

export { asLater, type LaterServer, laterServers } from './later.ts';
export { optionsOfVariant, type Variant } from './variant.ts';

/** Every variant: the reference server with other permitted choices. */
export const variants: readonly Variant[] = [
  ...identifierVariants,
  ...answerVariants,
  ...pageVariants,
  ...membershipVariants,
  ...choiceVariants,
];
