import { faultsText, requirementsText } from '../reports/kill-matrix/catalogue.ts';
import { catalogue } from '../selftest/catalogue.ts';
import { choose } from '../selftest/choose.ts';
import { exit, type ExitCode, WrongQuestion } from './exit.ts';
import type { Command } from './options/request.ts';
import type { Surroundings } from './surroundings.ts';

/** Lists the catalogue of faults. */
export function faultsCommand(
  { patterns, by, json }: Extract<Command, { kind: 'faults' }>,
  { out, paint }: Surroundings,
): ExitCode {
  if (by !== 'fault' && by !== 'requirement') {
    throw new WrongQuestion(`--by must be one of fault, requirement, not "${by}"`);
  }
  const { faults } = choose(patterns, catalogue, []);
  const text = by === 'fault' ? faultsText : requirementsText;
  out(json ? `${JSON.stringify(faults, null, 2)}\n` : text(faults, paint));
  return exit.conformant;
}
