import { count, plain } from '../reports/plain.ts';
import { mergeParts, partsOf } from '../reports/merge.ts';
import { part } from '../harness/run/shard.ts';
import { loadSpec } from '../harness/document/load.ts';
import { type ExitCode, WrongQuestion } from './exit.ts';
import { applyGates, openGates, tellRemoval } from './gates.ts';
import { openOutlets, type Outlet, parseOutlet } from './outlets.ts';
import { loadQuestion, namesIn } from './question.ts';
import { readReport } from './read-report.ts';
import { removal } from './removal.ts';
import type { Command } from './options/request.ts';
import { conclude } from './run.ts';
import type { Surroundings } from './surroundings.ts';
import { readVersion } from './version.ts';

/** Puts the parts of a run together, and ends as the run would have. */
export async function mergeCommand(
  { files, reports: given, quiet, gates: settings }: Extract<Command, { kind: 'merge' }>,
  around: Surroundings,
): Promise<ExitCode> {
  const reports = given.map(outlet);
  if (files.length === 0) throw new WrongQuestion('merge wants the reports of all parts of a run');
  const own = { tool: readVersion(), sha256: loadSpec().declaration.sha256 };
  const parts = partsOf(
    files.map((name) => ({ name, report: readReport(name) })),
    own,
  );
  const question = loadQuestion(parts[0].report.only);
  const { plan, selected } = question;
  const { register } = question.spec;
  const gates = openGates(settings, namesIn(question), new Date());
  const report = mergeParts(parts, {
    register,
    claims: plan.claims,
    selected,
    part: (shard) => part(selected, shard),
  });
  const write = await openOutlets(reports);
  if (!quiet) {
    const lines = parts.map(({ name, report: { selected: cases, ms, ended }, shard }) => {
      const end = ended === 'whole' ? '' : `, ${ended}`;
      return `${plain(name)}: part ${shard.index} of ${shard.of}, ${count(cases.length, 'case')}, ${(ms / 1000).toFixed(1)} s${end}\n`;
    });
    around.note(lines.join(''));
  }
  const judged = applyGates(report, gates, around);
  const code = conclude(judged, { quiet, reports }, write, around);
  tellRemoval(judged, removal('merge', files, settings), around);
  return code;
}

function outlet(given: string): Outlet {
  const found = parseOutlet(given);
  if (typeof found === 'string') throw new WrongQuestion(`--report ${found}`);
  return found;
}
