import type { Declaration } from '../../harness/document/declaration.ts';
import type { ClientRegister } from '../../harness/document/client-requirements.ts';
import type { Profile } from '../../harness/document/profile.ts';
import type { Register } from '../../harness/document/requirements.ts';
import type { StatementId } from '../../harness/document/statements.ts';
import type { TrafficCoverage } from '../../harness/traffic/judge-traffic.ts';
import type { ObservedRequirement } from '../../harness/traffic/observations.ts';
import { fold } from '../fold.ts';
import type { Report, ReportSubject, ReportTraffic, UngatedReport } from '../report.ts';
import { observedTraffic } from './observed.ts';

/** What traffic showed, whoever watched it. */
export interface SeenTraffic {
  /** Requests of the API. */
  readonly requests: number;
  readonly requirements: ReadonlyMap<StatementId, ObservedRequirement>;
  readonly coverage: Pick<
    TrafficCoverage,
    'operations' | 'errors' | 'transitions' | 'allTransitions'
  >;
}

/** What else is known of it. */
export interface TrafficFacts extends Pick<
  ReportTraffic,
  'source' | 'command' | 'answered' | 'servers' | 'notes'
> {
  readonly side: ReportTraffic['side'];
  readonly level: Report['level'];
  /** The first server; the report names it as its target. */
  readonly target: Report['target'];
  /** Options of the command that judges it again. */
  readonly options: readonly string[];
  readonly versions: Report['versions'];
  readonly started: Date;
  readonly finished: Date;
  /** Whether somebody stopped it. */
  readonly interrupted: boolean;
  /** The client's own tests that made the traffic, where a command ran them. */
  readonly tests?: {
    readonly command: string;
    /** As words that follow "the command"; null where it did not fail. */
    readonly failure: string | null;
  };
  /** Why not all of it could be judged, as a sentence without its full stop; null where it could. */
  readonly cut: string | null;
}

/** What the traffic was judged by. */
export interface TrafficSpec {
  readonly declaration: Declaration;
  readonly register: Register;
  readonly clients: ClientRegister;
  readonly profile: Profile;
}

/** Makes the report on both sides of traffic, except for its gates. */
export function foldTraffic(
  { requests, requirements, coverage }: SeenTraffic,
  facts: TrafficFacts,
  spec: TrafficSpec,
): UngatedReport {
  const { source, command, side, answered, servers, notes, interrupted, cut, tests, ...rest } =
    facts;
  const { outcomes, ...cases } = observedTraffic(requirements, side, spec);
  const { operations, errors, transitions, allTransitions } = coverage;
  const subject: ReportSubject = {
    kind: 'traffic',
    command: tests?.command ?? null,
    failure: interrupted ? null : (tests?.failure ?? null),
    requests,
    dialect: [],
    tallies: Object.fromEntries(
      [...requirements].map(([id, { met, violated }]) => [id, { met, violated }]),
    ),
    operations,
    errors,
    traffic: { source, command, side, answered, servers, transitions, allTransitions, notes },
  };
  return fold(
    {
      ...cases,
      ...rest,
      only: [],
      seed: 0,
      search: { runs: null, milliseconds: null },
      subject,
      sha256: spec.declaration.sha256,
      profile: spec.profile,
      shard: null,
      ended: interrupted ? 'interrupted' : cut === null ? 'whole' : 'lost',
      ...(cut === null || interrupted ? {} : { stopped: cut }),
      replays: new Map(),
    },
    outcomes,
  );
}
