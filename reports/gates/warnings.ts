import { brokenCauses } from '../causes.ts';
import { count, plain, some } from '../plain.ts';
import type { JudgedKnownFailure, UngatedReport } from '../report.ts';
import { ranWholeSuite } from './known.ts';
import { rateLimitsOf } from './rate-limits.ts';

/** The share of its runs below which a property shows little. */
const fewRuns = 0.1;

/** Why a run shows less than it seems to, one sentence each. Only what was selected is looked at. */
export function warningsOf(
  report: UngatedReport,
  known: readonly JudgedKnownFailure[],
): readonly string[] {
  return [
    ...unauthorised(report),
    ...withoutUsers(report),
    ...brokenCases(report),
    ...gatewayAnswers(report),
    ...rateLimitsOf(report),
    ...errorsNotTriggered(report),
    ...cellsNotReached(report),
    ...searchesCutShort(report),
    ...unjudged(report, known),
    ...withoutReason(known),
  ];
}

/** A server that accepts no token refuses everything, and many refusals are right for that reason alone. */
function unauthorised({ outcomes }: UngatedReport): readonly string[] {
  let [all, refused] = [0, 0];
  for (const { statuses } of outcomes) {
    for (const [status, n] of Object.entries(statuses)) {
      all += n;
      if (status === '401') refused += n;
    }
  }
  return refused * 2 <= all
    ? []
    : [
        `${refused} of ${count(all, 'answer')} had status 401: the target may not accept the tokens of its users; see --auth and --accounts`,
      ];
}

/** A case that was broken before it sent anything did not get its users. */
function withoutUsers(report: UngatedReport): readonly string[] {
  // What a driver could not do needs no users of a target.
  if (report.subject !== undefined) return [];
  const lacking = brokenCauses(report)
    .filter(({ ours }) => !ours)
    .map(({ cause, cases }) => ({ cause, n: cases.filter((c) => c.requests === 0).length }))
    .filter(({ n }) => n > 0);
  const [first] = lacking;
  if (first === undefined) return [];
  const n = lacking.reduce((sum, one) => sum + one.n, 0);
  return [
    `${count(n, 'case')} did not get the users ${n === 1 ? 'it needs' : 'they need'}: ${plain(first.cause, 160)}`,
  ];
}

/** Even one weighs: what it would have shown is unknown, although other cases may have proven its requirements. */
function brokenCases({ totals: { cases, verdicts } }: UngatedReport): readonly string[] {
  return verdicts.broken === 0
    ? []
    : [`${verdicts.broken} of ${count(cases, 'case')} could not be judged`];
}

function gatewayAnswers({ totals: { gateways, requests } }: UngatedReport): readonly string[] {
  return gateways === 0
    ? []
    : [
        `${gateways} of ${count(requests, 'request')} had no answer of the API (502, 503, 504 or an HTML page): look at the logs of the target and of any gateway before it`,
      ];
}

/** The pointers of requirements that demand one of the errors that the declaration documents. */
const documentedError = /\/responseMessages\/\d+$/;

/** One part of a run leaves errors to the other parts, and a run that ended early did not reach all of them. */
function errorsNotTriggered({
  requirements,
  outcomes,
  selected,
  shard,
  ended,
  subject,
}: UngatedReport): readonly string[] {
  if (subject !== undefined) return [];
  if (shard !== null || ended !== 'whole') return [];
  const asked = new Set(selected);
  const errors = requirements.filter(
    ({ pointer, cases, ruling }) =>
      pointer !== null &&
      documentedError.test(pointer) &&
      ruling?.change !== 'dropped' &&
      cases.some((id) => asked.has(id)),
  );
  const missing = errors.filter(
    ({ id, status }) =>
      status !== 'violated' &&
      outcomes.every((o) => o.verdict === 'broken' || o.refusals[id] === undefined),
  );
  if (missing.length === 0) return [];
  const ids = some(
    missing.map(({ id }) => id),
    6,
  );
  const were = errors.length === 1 ? 'was' : 'were';
  return [
    `${missing.length} of ${count(errors.length, 'documented error')} ${were} never triggered: ${ids}`,
  ];
}

/** A search that failed ended at its failure, which the report shows anyway. */
function cellsNotReached({ outcomes }: UngatedReport): readonly string[] {
  return outcomes.flatMap(({ case: id, verdict, searched }) => {
    const coverage = searched?.coverage ?? null;
    if (coverage === null || verdict === 'failed' || coverage.missed.length === 0) return [];
    const all = coverage.reached.length + coverage.missed.length;
    return [
      `${id} did not reach ${coverage.missed.length} of ${all} cells of its table; see --time`,
    ];
  });
}

function searchesCutShort({ outcomes }: UngatedReport): readonly string[] {
  const short = outcomes.flatMap(({ case: id, verdict, searched }) =>
    verdict === 'passed' && searched !== undefined && searched.runs < searched.asked * fewRuns
      ? [`${id} (${searched.runs} of ${searched.asked})`]
      : [],
  );
  return short.length === 0
    ? []
    : [
        `${count(short.length, 'property', 'properties')} ran out of time before a tenth of the runs: ${some(short, 3)}; see --time`,
      ];
}

/** A run of selected cases is not expected to show anything about the others. */
function unjudged(report: UngatedReport, known: readonly JudgedKnownFailure[]): readonly string[] {
  const open = known.filter(
    ({ key, status }) =>
      status === 'unjudged' && (ranWholeSuite(report) || report.selected.some((id) => id === key)),
  );
  if (open.length === 0) return [];
  return [
    `this run does not show whether ${count(open.length, 'known failure')} still ${open.length === 1 ? 'fails' : 'fail'}: ${keysOf(open)}`,
  ];
}

/** The reason that `--update-known` writes, for a person to replace. */
export const reasonToWrite = 'TODO say why';

function withoutReason(known: readonly JudgedKnownFailure[]): readonly string[] {
  const todo = known.filter(({ reason }) => reason === reasonToWrite);
  if (todo.length === 0) return [];
  const have = todo.length === 1 ? 'has' : 'have';
  return [`${count(todo.length, 'known failure')} still ${have} no reason: ${keysOf(todo)}`];
}

const keysOf = (known: readonly JudgedKnownFailure[]): string =>
  some([...new Set(known.map(({ key }) => key))], 4);
