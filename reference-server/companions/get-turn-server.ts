import type { Answer, Context } from '../parts.ts';

/** GET /voip/turnServer: there is none. */
export function getTurnServer({ parts }: Context): Answer {
  return parts.answer.ok({});
}
