import type { Spec } from '../../harness/document/load.ts';
import type { ProfileName } from '../../harness/document/profile.ts';
import { createCoverage } from '../../harness/traffic/coverage.ts';
import type { JudgedServer, PlayedRecording } from '../../recordings/play.ts';
import { caseOf } from '../../reports/client/observed.ts';
import { count } from '../../reports/plain.ts';
import type { ReportTarget, UngatedReport } from '../../reports/report.ts';
import { foldTraffic } from '../../reports/traffic/fold.ts';
import type { KnownNames } from '../gates/known-list.ts';
import { dashed } from '../options/config.ts';
import type { Given } from '../options/parse.ts';
import type { ProcessContext } from '../process/process-context.ts';
import { readVersion } from '../version.ts';
import type { Unjudged } from './notes.ts';

type Options = Given<'traffic'>['values'];

/** What a known failure of traffic may be listed by. */
export function namesOfTraffic({ register, clients }: Spec): KnownNames {
  const requirements = [...register.keys(), ...clients.keys()];
  return { requirements, cases: requirements.map(caseOf) };
}

/** How recordings were read. */
export interface ReadingFacts {
  readonly args: readonly string[];
  readonly names: readonly string[];
  readonly options: Options;
  readonly started: Date;
  readonly interrupted: boolean;
}

/** Makes the report on recordings, except for its gates. */
export function reportOfRecordings(
  played: PlayedRecording,
  unjudged: Unjudged,
  { args, names, options, started, interrupted }: ReadingFacts,
  specOf: (profile: ProfileName | 'none') => Spec,
  { node }: ProcessContext,
): UngatedReport {
  const { servers, requests, answered, requirements } = played;
  const profiles = new Set(servers.map(({ profile }) => profile));
  const [only = 'none'] = profiles;
  const spec = specOf(profiles.size === 1 ? only : 'none');
  const coverage = played.coverage ?? createCoverage(spec.declaration).result();
  const [first = ''] = names;
  return foldTraffic(
    { requests, requirements, coverage },
    {
      source:
        names.length === 1 ? first : `${first} and ${count(names.length - 1, 'more recording')}`,
      command: ['traffic', ...args],
      answered,
      servers: servers.map(nameOf),
      notes: unjudged.notes(played),
      side: options.side,
      level: options.level,
      target: targetOf(servers, spec),
      options: wordsOf(options),
      versions: { tool: readVersion(), node },
      started,
      finished: new Date(),
      interrupted,
      cut: unjudged.cut,
    },
    spec,
  );
}

const nameOf = ({ origin, prefix, basePath, profile, requests }: JudgedServer): string => {
  const version = profile === 'none' ? '' : `, profile ${profile}, its clients not judged`;
  return `${origin}${prefix}${basePath} (${count(requests, 'request')}${version})`;
};

function targetOf([first]: readonly JudgedServer[], { declaration }: Spec): ReportTarget {
  const { origin = 'http://127.0.0.1', prefix = '', basePath = declaration.basePath } = first ?? {};
  return { origin, prefix, basePath: prefix + basePath, auth: 'query', bundled: false };
}

/** How the recordings were read, as words of the command line. */
const wordsOf = (options: Options): readonly string[] => [
  ...(['target', 'basePath', 'api', 'profile', 'format'] as const).flatMap((name) =>
    options[name] === null ? [] : [`--${dashed(name)}`, options[name]],
  ),
  ...(options.complete ? ['--complete'] : []),
  ...(options.side === 'both' ? [] : ['--side', options.side]),
];
