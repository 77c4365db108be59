import { namesOf } from './gates/known-list.ts';
import { terminalText, verdictText } from '../reports/sections/whole.ts';
import { exit, type ExitCode } from './exit.ts';
import {
  applyGates,
  cleanupCommand,
  type GateOptions,
  noteCleanup,
  openGates,
} from './gates/known-failures.ts';
import type { Given } from './options/parse.ts';
import { openOutputs } from './options/outputs.ts';
import type { ProcessContext } from './process/process-context.ts';
import { readBaseline, readReport } from './files/read-report.ts';
import { codeFor } from './run/run.ts';

/**
 * Converts a report that a run wrote as JSON to other formats. What the report says does not decide the exit code,
 * unless a gate is given.
 */
export async function reportCommand(
  { args, values: options }: Given<'report'>,
  context: ProcessContext,
): Promise<ExitCode> {
  const [file = ''] = args;
  const { format: outputs } = options;
  const stored = readReport(file);
  const baseline = readBaseline(options.baseline, outputs, stored);
  const gates = isGated(options) ? openGates(options, namesOf(stored)) : null;
  const write = await openOutputs(outputs, [file]);
  const report = gates === null ? stored : applyGates(stored, gates, context);
  if (outputs.length === 0) context.out(terminalText(report, context.paint));
  else write(report, context.out, baseline);
  if (gates === null) return exit.conformant;
  if (outputs.length > 0) context.note(verdictText(report, context.notePaint));
  noteCleanup(report, cleanupCommand('report', [file], options), context);
  return codeFor(report);
}

const isGated = ({ known, updateKnown, minProven, failOn, strict }: GateOptions): boolean =>
  known !== null || updateKnown || minProven !== null || failOn.length > 0 || strict;
