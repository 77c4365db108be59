import { loadClientSpec } from '../harness/document/load.ts';
import { createRequestJudge, type RequestJudge } from '../harness/traffic/judge-requests.ts';

/** Makes judges of requests, one for each world. The register is read once, when the first of them is made. */
export function clientJudge(): (knows: (id: string) => boolean) => RequestJudge {
  let spec: ReturnType<typeof loadClientSpec> | null = null;
  // A world's judge sees every request and answer from its beginning on.
  return (knows) => createRequestJudge((spec ??= loadClientSpec()), { sawEverything: true, knows });
}
