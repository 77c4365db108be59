import type { Spec } from '../../harness/document/load.ts';
import type { Observations } from '../../harness/traffic/observations.ts';
import { observedClient } from '../../reports/client/observed.ts';
import { fold } from '../../reports/fold.ts';
import type { Report, ReportSubject } from '../../reports/report.ts';
import { applyGates, type OpenGates } from '../gates/known-failures.ts';
import type { KnownNames } from '../gates/known-list.ts';
import type { Given } from '../options/parse.ts';
import type { ProcessContext } from '../process/process-context.ts';
import { readVersion } from '../version.ts';

type Options = Given<'mock'>['values'];

/** What is known of a client's run beside what it sent. */
export interface ClientRun {
  readonly started: Date;
  readonly origin: string;
  readonly dialect: readonly string[];
  /** Whether somebody stopped the command before its end. */
  readonly interrupted: boolean;
  /** How the command failed, as words that follow "the command"; null where it did not. */
  readonly failure: string | null;
}

/** What a known failure of a client may be listed by. */
export function namesOfClients({ clients }: Pick<Spec, 'clients'>): KnownNames {
  const requirements = [...clients.keys()];
  return {
    requirements,
    cases: requirements.map((id) => `observed/${id.toLowerCase()}` as const),
  };
}

/** Makes the report on a client, and judges its gates. */
export function judgeClient(
  observations: Observations,
  { started, origin, dialect, interrupted, failure }: ClientRun,
  { declaration, clients }: Spec,
  options: Options,
  gates: OpenGates,
  context: ProcessContext,
): Report {
  const { outcomes, ...client } = observedClient(observations, clients);
  const subject: ReportSubject = {
    kind: 'client',
    command: options.exec,
    failure: interrupted ? null : failure,
    requests: observations.requests,
    dialect,
    tallies: Object.fromEntries(
      [...observations.requirements].map(([id, { met, violated }]) => [id, { met, violated }]),
    ),
    operations: observations.operations,
    errors: observations.errors,
  };
  const report = fold(
    {
      ...client,
      level: options.level,
      only: [],
      seed: options.seed ?? 0,
      search: { runs: null, milliseconds: null },
      subject,
      target: { origin, prefix: '', basePath: declaration.basePath, auth: 'query', bundled: false },
      options: wordsOf(options),
      versions: { tool: readVersion(), node: context.node },
      started,
      finished: new Date(),
      sha256: declaration.sha256,
      shard: null,
      ended: interrupted ? 'interrupted' : 'whole',
      replays: new Map(),
    },
    outcomes,
  );
  return applyGates(report, gates, context);
}

/** How the mock was set up, as words of the command line. */
const wordsOf = ({ state, rules, variant, seed, prefer }: Options): readonly string[] => [
  ...(state === null ? [] : ['--state', state]),
  ...rules.flatMap((file) => ['--rules', file]),
  ...(variant === null ? [] : ['--variant', variant]),
  ...(seed === null ? [] : ['--seed', String(seed)]),
  ...(prefer ? ['--prefer'] : []),
];
