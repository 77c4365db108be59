import { answerVariants } from './answers.ts';
import { choiceVariants } from './choices.ts';
import { identifierVariants } from './identifiers.ts';
import { pageVariants } from './pages.ts';
import { rulingVariants } from './rulings.ts';
import type { Variant } from './variant.ts';

export type { Variant } from './variant.ts';

/** Every server of ours that is right but different. */
export const variants: readonly Variant[] = [
  ...identifierVariants,
  ...answerVariants,
  ...pageVariants,
  ...rulingVariants,
  ...choiceVariants,
];
