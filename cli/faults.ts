import { faultsText, requirementsText } from '../reports/kill-matrix/catalogue.ts';
import { catalogue } from '../selftest/catalogue.ts';
import { chooseServers } from '../selftest/choose.ts';
import { exit, type ExitCode } from './exit.ts';
import type { Given } from './options/parse.ts';
import type { ProcessContext } from './process/process-context.ts';

/** Lists the faults that the reference server can have. */
export function faultsCommand(
  { args: patterns, values: { by, json } }: Given<'faults'>,
  { out, paint }: ProcessContext,
): ExitCode {
  const { faults } = chooseServers(patterns, catalogue, []);
  const text = by === 'fault' ? faultsText : requirementsText;
  out(json ? `${JSON.stringify(faults, null, 2)}\n` : text(faults, paint));
  return exit.conformant;
}
