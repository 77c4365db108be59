import { count, plain } from '../reports/plain.ts';
import { mergeParts, partsOf } from '../reports/merge.ts';
import { attribute } from '../harness/attribution/attribute.ts';
import type { Outcome } from '../harness/run/outcome.ts';
import { part } from '../harness/run/shard.ts';
import { loadSpec } from '../harness/document/load.ts';
import type { ExitCode } from './exit.ts';
import { applyGates, cleanupCommand, noteCleanup, openGates } from './gates/known-failures.ts';
import type { Given } from './options/parse.ts';
import { openOutputs } from './options/outputs.ts';
import type { ProcessContext } from './process/process-context.ts';
import { readReport } from './files/read-report.ts';
import { finish } from './run/run.ts';
import { loadRunPlan, namesIn } from './run/run-plan.ts';
import { readVersion } from './version.ts';

/** Combines the parts of a run, and ends as the whole run would have. */
export async function mergeCommand(
  { args: files, values: options }: Given<'merge'>,
  context: ProcessContext,
): Promise<ExitCode> {
  const { report: outputs, quiet } = options;
  const own = { tool: readVersion(), sha256: loadSpec().declaration.sha256 };
  const parts = partsOf(
    files.map((name) => ({ name, report: readReport(name) })),
    own,
  );
  const { only, profile, search } = parts[0].report;
  const whole = loadRunPlan(only, null, profile?.name, search.effort);
  const { plan, selected, spec } = whole;
  const gates = openGates(options, namesIn(whole));
  const report = mergeParts(parts, {
    register: spec.register,
    profile: spec.profile,
    claims: plan.claims,
    selected,
    part: (shard) => part(selected, shard),
    // Every part of a run is about a server; `partsOf` refuses others.
    attribute: (outcomes: readonly Outcome[]) => attribute(outcomes, spec.links, spec.register),
  });
  const write = await openOutputs(
    outputs,
    parts.map(({ name }) => name),
  );
  if (!quiet) {
    const lines = parts.map(({ name, report: { selected: cases, ms, ended }, shard }) => {
      const end = ended === 'whole' ? '' : `, ${ended}`;
      return `${plain(name)}: part ${shard.index} of ${shard.of}, ${count(cases.length, 'case')}, ${(ms / 1000).toFixed(1)} s${end}\n`;
    });
    context.note(lines.join(''));
  }
  const judged = applyGates(report, gates, context);
  const code = finish(judged, { quiet, outputs, write, baseline: null }, context);
  noteCleanup(judged, cleanupCommand('merge', files, options), context);
  return code;
}
