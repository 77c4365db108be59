import type { Spec } from '../../harness/document/load.ts';
import type { JudgedProxy } from '../../proxy/judged-proxy.ts';
import { count } from '../../reports/plain.ts';
import type { UngatedReport } from '../../reports/report.ts';
import { foldTraffic, type TrafficFacts } from '../../reports/traffic/fold.ts';
import type { Given } from '../options/parse.ts';
import type { ProcessContext } from '../process/process-context.ts';
import { readVersion } from '../version.ts';
import type { Tally } from './tally.ts';

type Options = Given<'proxy'>['values'];

/** What is known of a proxy's run beside what passed. */
export interface ProxyRun {
  readonly started: Date;
  /** Scheme, host and port of the target, what stands before every path, and the path of the operations. */
  readonly origin: string;
  readonly prefix: string;
  readonly basePath: string;
  readonly interrupted: boolean;
  /** How the command of --exec failed, as words that follow "the command"; null where it did not. */
  readonly failure: string | null;
  /** Why the recording is not whole; null where it is, or where there is none. */
  readonly lost: string | null;
}

/** Makes the report on both sides of what passed, except for its gates. */
export function reportOfProxy(
  proxy: Pick<JudgedProxy, 'result' | 'unused'>,
  tally: Tally,
  run: ProxyRun,
  spec: Spec,
  options: Options,
  { node }: Pick<ProcessContext, 'node'>,
): UngatedReport {
  const { requests, answered, requirements, coverage } = proxy.result();
  const { origin, prefix, basePath, started, interrupted, failure, lost } = run;
  const { exec, level } = options;
  const judgesClients = spec.profile.name === 'none';
  const url = origin + prefix;
  const words = wordsOf(options);
  const facts: TrafficFacts = {
    source: `what passed through the proxy in front of ${url}`,
    command: ['proxy', '--target', url],
    answered,
    servers: [`${url}${basePath} (${count(requests, 'request')})`],
    notes: [
      ...tally.notes(),
      ...(judgesClients ? [] : ['clients were not judged: their register knows no later version']),
      ...proxy.unused().map((id) => `rule ${id} never applied`),
      ...(lost === null ? [] : [lost]),
    ],
    side: judgesClients ? 'both' : 'servers',
    level,
    target: { origin, prefix, basePath: prefix + basePath, auth: 'query', bundled: false },
    options: words,
    versions: { tool: readVersion(), node },
    started,
    finished: new Date(),
    interrupted,
    cut: null,
    ...(exec === null ? {} : { tests: { command: exec, failure } }),
  };
  return foldTraffic({ requests, requirements, coverage }, facts, spec);
}

/** How the proxy was set up, as words of the command line. */
const wordsOf = ({
  api,
  basePath,
  profile,
  rules,
  seed,
  complete,
  strict,
}: Options): readonly string[] => [
  ...(api === null ? [] : ['--api', api]),
  ...(basePath === null ? [] : ['--base-path', basePath]),
  ...(profile === null ? [] : ['--profile', profile]),
  ...rules.flatMap((file) => ['--rules', file]),
  ...(seed === null ? [] : ['--seed', String(seed)]),
  ...(complete ? ['--complete'] : []),
  ...(strict ? ['--strict'] : []),
];
