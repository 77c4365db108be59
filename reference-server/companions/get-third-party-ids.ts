import type { Answer, Context } from '../parts.ts';

/** GET /account/3pid: no account here has an address outside of this server. */
export function getThirdPartyIds({ parts }: Context): Answer {
  return parts.answer.ok({ threepids: [] });
}
