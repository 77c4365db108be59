import { brokenCauses } from '../causes.ts';
import { count, plain, some } from '../plain.ts';
import type { KnownStanding, Report } from '../report.ts';
import { whole } from './standing.ts';

/** The share of the asked runs below which a search says little. */
const few = 0.1;

/** Why a run says less than it seems to, a sentence each. Each is about what was selected. */
export function thinWarnings(report: Report, known: readonly KnownStanding[]): readonly string[] {
  return [
    ...unauthorised(report),
    ...wanting(report),
    ...mostlyBroken(report),
    ...untriggered(report),
    ...unreached(report),
    ...cutShort(report),
    ...unjudged(report, known),
    ...unexplained(known),
  ];
}

/** A server that takes no token refuses all, and many a refusal is right for that reason alone. */
function unauthorised({ outcomes }: Report): readonly string[] {
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
        `${refused} of ${count(all, 'answer')} were 401: the target may not take the tokens of its users; see --auth and --accounts`,
      ];
}

/** A case that broke before it sent anything could not have its users. */
function wanting(report: Report): readonly string[] {
  const lacking = brokenCauses(report)
    .filter(({ ours }) => !ours)
    .map(({ cause, cases }) => ({ cause, n: cases.filter((c) => c.requests === 0).length }))
    .filter(({ n }) => n > 0);
  const [first] = lacking;
  if (first === undefined) return [];
  const n = lacking.reduce((sum, one) => sum + one.n, 0);
  return [`the users of ${count(n, 'case')} could not be had: ${plain(first.cause, 160)}`];
}

function mostlyBroken({ totals: { verdicts } }: Report): readonly string[] {
  const ran = verdicts.passed + verdicts.failed + verdicts.broken;
  return verdicts.broken * 2 > ran
    ? [`${verdicts.broken} of ${count(ran, 'case')} could not be judged`]
    : [];
}

/** The errors that the declaration documents, by the requirements that owe them. */
const documentedError = /\/responseMessages\/\d+$/;

/** A part of a run leaves them to the other parts, and one that ended early did not come to them. */
function untriggered({
  requirements,
  outcomes,
  selected,
  shard,
  ended,
}: Report): readonly string[] {
  if (shard !== null || ended !== 'whole') return [];
  const asked = new Set(selected);
  const owed = requirements.filter(
    ({ pointer, cases }) =>
      pointer !== null && documentedError.test(pointer) && cases.some((id) => asked.has(id)),
  );
  const missing = owed.filter(
    ({ id, status }) =>
      status !== 'violated' &&
      outcomes.every((o) => o.verdict === 'broken' || o.refusals[id] === undefined),
  );
  if (missing.length === 0) return [];
  const ids = some(
    missing.map(({ id }) => id),
    6,
  );
  return [`${missing.length} of ${count(owed.length, 'documented error')} never came up: ${ids}`];
}

/** A search that failed ended there, and says so itself. */
function unreached({ outcomes }: Report): readonly string[] {
  return outcomes.flatMap(({ case: id, verdict, searched }) => {
    const ledger = searched?.coverage ?? null;
    if (ledger === null || verdict === 'failed' || ledger.missed.length === 0) return [];
    const all = ledger.reached.length + ledger.missed.length;
    return [`${id} did not reach ${ledger.missed.length} of ${all} cells of its table; see --time`];
  });
}

function cutShort({ outcomes }: Report): readonly string[] {
  const short = outcomes.flatMap(({ case: id, verdict, searched }) =>
    verdict === 'passed' && searched !== undefined && searched.runs < searched.asked * few
      ? [`${id} (${searched.runs} of ${searched.asked})`]
      : [],
  );
  return short.length === 0
    ? []
    : [
        `time was up before ${count(short.length, 'property', 'properties')} had done a tenth of the runs: ${some(short, 3)}; see --time`,
      ];
}

/** Whoever chose a part of the suite knows that it does not tell of the rest. */
function unjudged(report: Report, known: readonly KnownStanding[]): readonly string[] {
  const untold = known.filter(
    ({ key, standing }) =>
      standing === 'unjudged' && (whole(report) || report.selected.some((id) => id === key)),
  );
  if (untold.length === 0) return [];
  const keys = some([...new Set(untold.map(({ key }) => key))], 4);
  return [`the run does not tell of ${count(untold.length, 'known failure')}: ${keys}`];
}

/** What stands where a reason is still to be written. */
export const unwritten = 'TODO say why';

function unexplained(known: readonly KnownStanding[]): readonly string[] {
  const todo = known.filter(({ reason }) => reason === unwritten);
  if (todo.length === 0) return [];
  const keys = some([...new Set(todo.map(({ key }) => key))], 4);
  return [`nobody has said yet why ${count(todo.length, 'known failure')} may fail: ${keys}`];
}
