import { quoted } from './curl.ts';
import type { Report, ReportOutcome } from './report.ts';

/**
 * The command that runs one case alone, with what it takes to reach the same target, and to draw the same inputs
 * where it is a property.
 */
export function again(
  { case: id, searched }: Pick<ReportOutcome, 'case' | 'searched'>,
  { target, seed, search }: Pick<Report, 'target' | 'seed' | 'search'>,
): string {
  const budget = [
    ...(search.runs === null ? [] : [`--runs ${search.runs}`]),
    ...(search.milliseconds === null ? [] : [`--time ${search.milliseconds / 1000}`]),
  ];
  return [
    'rooms-conformance run',
    ...targetFlags(target),
    `--only ${quoted(id)}`,
    ...(searched === undefined ? [] : [`--seed ${seed}`, ...budget]),
  ].join(' ');
}

/** The command that plays a counterexample again. */
export const replayAgain = (file: string, { target }: Pick<Report, 'target'>): string =>
  ['rooms-conformance replay', quoted(file), ...targetFlags(target)].join(' ');

function targetFlags(target: Report['target']): readonly string[] {
  const { origin, prefix, basePath, auth, bundled } = target;
  const below = basePath.slice(prefix.length);
  return [
    ...(bundled ? [] : [`--target ${quoted(origin + prefix)}`]),
    ...(below === '/_matrix/client/api/v1' ? [] : [`--base-path ${quoted(below)}`]),
    ...(auth === 'query' ? [] : [`--auth ${auth}`]),
  ];
}
