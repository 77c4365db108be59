import { count } from '../../reports/plain.ts';
import { exit, type ExitCode } from './exit.ts';
import type { Command } from './request.ts';
import { loadQuestion } from './question.ts';
import type { Surroundings } from './surroundings.ts';

/** Shows which cases would run. */
export function listCommand(
  { only, json }: Extract<Command, { kind: 'list' }>,
  { out, paint }: Surroundings,
): ExitCode {
  const { selected } = loadQuestion(only);
  const rows = selected.map(({ id, title, requires, needs }) => ({
    id,
    title,
    requires,
    needs: needs ?? [],
  }));
  if (json) {
    out(`${JSON.stringify(rows, null, 2)}\n`);
  } else {
    const lines = rows.map(
      ({ id, title, requires }) =>
        `${paint('strong', id)}\n  ${title}\n  ${paint('quiet', requires.join(', '))}`,
    );
    out(`${[...lines, '', count(rows.length, 'case')].join('\n')}\n`);
  }
  return exit.conformant;
}
