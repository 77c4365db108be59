import type { Answer, Context } from '../parts.ts';

/** GET /_matrix/client/versions: none of the later versions is spoken in whole. */
export function getVersions({ parts }: Context): Answer {
  return parts.answer.ok({ versions: [] });
}
