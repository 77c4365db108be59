import type { CompiledSpec } from '../../harness/run/run-context.ts';
import type { TrafficFinding } from '../../harness/traffic/judge-traffic.ts';
import { dialectOf } from '../../mock/worlds/dialect.ts';
import { createRandom } from '../../mock/worlds/random.ts';
import { referenceParts, type ReferenceServerOptions } from '../../reference-server/index.ts';
import { correctServers, optionsOf } from '../../selftest/catalogue.ts';
import { cases } from '../../suites/index.ts';
import { judgeRun, ways } from './judged-run.ts';

/** A server that is right, and of which nothing may be found. */
export interface RightServer {
  readonly name: string;
  readonly options: () => ReferenceServerOptions;
}

/** The reference server, its variants, and so many random dialects. */
export const rightServers = (dialects: number, seed: number): readonly RightServer[] => [
  ...correctServers.map(({ id }) => ({ name: id, options: () => optionsOf(id) })),
  ...Array.from({ length: dialects }, (_, i) => {
    const { variants, change, domain } = dialectOf(
      'random',
      referenceParts,
      createRandom(seed + i),
    );
    const name = `dialect ${seed + i} (${variants.join(', ')})`;
    return { name, options: () => ({ parts: change(referenceParts), domain }) };
  }),
];

/** What the judge says of a right server. */
export interface RightResult {
  readonly requests: number;
  readonly ofServer: readonly TrafficFinding[];
}

/** Runs the whole suite against a right server, and judges the traffic. */
export async function judgeRight(
  compiled: CompiledSpec,
  { options }: RightServer,
  seed: number,
): Promise<RightResult> {
  const ids = cases.map(({ id }) => id);
  const judges = ways.map(({ options: each }) => each);
  const { judged } = await judgeRun(compiled, { server: options(), cases: ids, seed, judges });
  return {
    requests: judged[0]?.result.requests ?? 0,
    ofServer: judged.flatMap(({ findings }) => findings.filter(({ side }) => side === 'server')),
  };
}
