import { count, some } from '../reports/plain.ts';
import { exit, type ExitCode } from './exit.ts';
import type { Command } from './options/request.ts';
import { loadQuestion } from './question.ts';
import type { Surroundings } from './surroundings.ts';

/** Shows which cases would run. */
export function listCommand(
  { only, shard, json }: Extract<Command, { kind: 'list' }>,
  { out, paint }: Surroundings,
): ExitCode {
  const { selected } = loadQuestion(only, shard);
  const rows = selected.map(({ id, title, requires, needs, replay }) => ({
    id,
    title,
    requires,
    needs: needs ?? [],
    /** Whether it searches; then the requirements are those that it may come across. */
    property: replay !== undefined,
  }));
  if (json) {
    out(`${JSON.stringify(rows, null, 2)}\n`);
  } else {
    const lines = rows.map(
      ({ id, title, requires, property }) =>
        `${paint('strong', id)}\n  ${title}\n  ${paint('quiet', claimsOf(requires, property))}`,
    );
    const searching = rows.filter(({ property }) => property).length;
    const properties = count(searching, 'property that searches', 'properties that search');
    const of = searching === 0 ? '' : `, of them ${properties}`;
    out(`${[...lines, '', count(rows.length, 'case') + of].join('\n')}\n`);
  }
  return exit.conformant;
}

const claimsOf = (requires: readonly string[], property: boolean): string =>
  property ? `searches for violations of ${some(requires, 5)}` : requires.join(', ');
