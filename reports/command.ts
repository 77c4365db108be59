import { quoted } from './curl.ts';
import type { Report, ReportOutcome, ReportSubject } from './report.ts';

/** How the target was asked. */
type Asked = Pick<Report, 'target' | 'options'>;

type Again = Asked & Pick<Report, 'level' | 'seed' | 'search' | 'subject'>;

/**
 * The command that runs one case alone, with the options that reach the same target and, for a property, generate the
 * same inputs.
 */
export function again(
  { case: id, searched }: Pick<ReportOutcome, 'case' | 'searched'>,
  report: Again,
): string {
  const { level, seed, search, subject } = report;
  const { effort = 'default' } = search;
  const limits = [
    ...(search.runs === null ? [] : [`--runs ${search.runs}`]),
    ...(search.milliseconds === null ? [] : [`--time ${search.milliseconds / 1000}`]),
  ];
  const isSearch = searched !== undefined || id.startsWith('clients/series/');
  const searching = isSearch ? [`--seed ${seed}`, ...limits] : [];
  if (subject !== undefined) {
    return isDriven(id)
      ? [
          'rooms-conformance client',
          ...(level === 'documented' ? [] : [`--level ${level}`]),
          ...(effort === 'default' ? [] : [`--effort ${effort}`]),
          `--only ${quoted(id)}`,
          ...searching,
          ...behindDashes(subject),
        ].join(' ')
      : observeAgain(subject, report);
  }
  return [
    'rooms-conformance run',
    ...targetFlags(report),
    ...(level === 'documented' ? [] : [`--level ${level}`]),
    ...(effort === 'default' ? [] : [`--effort ${effort}`]),
    `--only ${quoted(id)}`,
    ...searching,
  ].join(' ');
}

/** The command that looks at the same again, all of it: nobody else decides what is sent. */
const observeAgain = (
  subject: ReportSubject,
  { level, options = [] }: Pick<Again, 'level' | 'options'>,
): string =>
  [
    'rooms-conformance',
    ...(subject.kind === 'traffic' ? subject.traffic.command.map(quoted) : ['mock']),
    ...options.map(quoted),
    ...(level === 'documented' ? [] : [`--level ${level}`]),
    ...(subject.command === null ? [] : [`--exec ${quoted(subject.command)}`]),
  ].join(' ');

/** Whether a case is played by a driver, rather than observed. */
export const isDriven = (id: string): boolean => id.startsWith('clients/');

/** Whether a report is about a client that a driver let act. */
export const isOfDriver = ({ selected }: Pick<Report, 'selected'>): boolean =>
  selected.some(isDriven);

const behindDashes = (subject: ReportSubject): readonly string[] =>
  subject.kind === 'client' && subject.command !== null ? ['--', subject.command] : [];

/** The command that runs a counterexample again. */
export const replayAgain = (file: string, report: Asked & Pick<Report, 'subject'>): string =>
  [
    'rooms-conformance replay',
    quoted(file),
    ...(report.subject === undefined ? targetFlags(report) : behindDashes(report.subject)),
  ].join(' ');

function targetFlags({
  target: { origin, prefix, basePath, auth, bundled },
  options = [],
}: Asked): readonly string[] {
  const below = basePath.slice(prefix.length);
  return [
    ...(bundled ? [] : [`--target ${quoted(origin + prefix)}`]),
    ...(below === '/_matrix/client/api/v1' ? [] : [`--base-path ${quoted(below)}`]),
    ...(auth === 'query' ? [] : [`--auth ${auth}`]),
    ...options.map(quoted),
  ];
}
