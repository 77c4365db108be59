import { namesOf } from './known-list.ts';
import { terminalText, verdictText } from '../reports/terminal.ts';
import { readBaseline } from './baseline.ts';
import { exit, type ExitCode } from './exit.ts';
import { applyGates, openGates, tellRemoval } from './gates.ts';
import { openOutlets, readFormat } from './outlets.ts';
import { readReport } from './read-report.ts';
import { removal } from './removal.ts';
import type { Command } from './options/request.ts';
import { codeFor } from './run.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * Renders a report that a run wrote as JSON in other forms. What the report says is no matter of the exit code, unless
 * it is held against gates anew.
 */
export async function reportCommand(
  { file, formats, baseline, gates }: Extract<Command, { kind: 'report' }>,
  around: Pick<Surroundings, 'out' | 'paint' | 'note' | 'notePaint'>,
): Promise<ExitCode> {
  const outlets = formats.map(readFormat);
  const stored = readReport(file);
  const earlier = readBaseline(baseline, outlets, stored.declaration);
  const open = gates === null ? null : openGates(gates, namesOf(stored), new Date());
  const write = await openOutlets(outlets);
  const report = open === null ? stored : applyGates(stored, open, around);
  if (outlets.length === 0) around.out(terminalText(report, around.paint));
  else write(report, around.out, earlier ?? undefined);
  if (gates === null) return exit.conformant;
  if (outlets.length > 0) around.note(verdictText(report, around.notePaint));
  tellRemoval(report, removal('report', [file], gates), around);
  return codeFor(report);
}
