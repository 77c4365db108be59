import { absenceFor } from '../harness/run/lacking.ts';
import { loadSpec } from '../harness/document/load.ts';
import { count, some } from '../reports/plain.ts';
import { clientList } from './client-register.ts';
import { exit, type ExitCode, UsageError } from './exit.ts';
import type { Given } from './options/parse.ts';
import type { ProcessContext } from './process/process-context.ts';
import { loadRunPlan } from './run/run-plan.ts';

/** Shows which cases would run, or what clients are held to and what is played with them. @throws UsageError */
export async function listCommand(
  { values: { only, shard, profile, effort, clients, json } }: Given<'list'>,
  { out, paint }: ProcessContext,
): Promise<ExitCode> {
  if (clients) {
    if (shard !== null || profile !== 'none' || effort !== null)
      throw new UsageError(
        'list --clients lists what clients are held to; leave out --shard, --profile and --effort',
      );
    const { chooseScenarios } = await import('./client/choose.ts');
    const { judgingOf } = await import('./client/judging.ts');
    const scenarios = judgingOf(chooseScenarios(only));
    const judged = new Set(scenarios.flatMap(({ requires }) => requires));
    const requirements = [...loadSpec().clients.values()].filter(
      ({ id }) => only.length === 0 || judged.has(id),
    );
    out(json ? jsonOf({ requirements, scenarios }) : clientList(requirements, scenarios, paint));
    return exit.conformant;
  }
  const { selected, spec } = loadRunPlan(only, shard, profile, effort ?? 'default');
  const rows = selected.map((testCase) => {
    const { id, title, requires, needs, replay } = testCase;
    const skipped = absenceFor(testCase, [], spec.profile);
    return {
      id,
      title,
      requires,
      needs: needs ?? [],
      /** Whether it searches; then it may find violations of any of the requirements. */
      property: replay !== undefined,
      ...(skipped === undefined ? {} : { skipped }),
    };
  });
  if (json) {
    out(jsonOf(rows));
  } else {
    const lines = rows.map(
      ({ id, title, requires, property, skipped }) =>
        `${paint('strong', id)}\n  ${title}\n  ${paint('quiet', skipped === undefined ? claimsOf(requires, property) : `skipped: ${skipped}`)}`,
    );
    const searching = rows.filter(({ property }) => property).length;
    const properties = count(searching, 'property that searches', 'properties that search');
    const of = searching === 0 ? '' : `, of them ${properties}`;
    out(`${[...lines, '', count(rows.length, 'case') + of].join('\n')}\n`);
  }
  return exit.conformant;
}

const jsonOf = (rows: unknown): string => `${JSON.stringify(rows, null, 2)}\n`;

const claimsOf = (requires: readonly string[], property: boolean): string =>
  property ? `searches for violations of ${some(requires, 5)}` : requires.join(', ');
