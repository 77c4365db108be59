import { KnownError } from './gates/known-list.ts';
import { MergeError } from '../reports/merge.ts';
import { AccountDocumentError } from '../harness/world/account-document.ts';
import { NoAccounts } from '../harness/world/accounts.ts';
import { NothingServed } from '../harness/world/probe.ts';
import { TargetError } from '../harness/world/target.ts';
import { ReplayError } from '../harness/model/replay-error.ts';
import { PlanError } from '../harness/run/plan.ts';
import { SelectError } from '../harness/run/select.ts';
import { SwaggerError } from '../authoring/swagger/read.ts';
import { DeclarationError } from '../harness/document/parse.ts';
import { RegisterError } from '../harness/document/requirements.ts';

/** The exit codes of the process. */
export const exit = {
  conformant: 0,
  violations: 1,
  usage: 2,
  /** The target cannot be reached, gives no accounts, or serves nothing below the base path. */
  target: 3,
  inconclusive: 4,
  /** Nothing new failed, but a known failure passes and is still listed. */
  unexpected: 5,
  /** A bug in rooms-conformance. */
  defect: 70,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exit)[keyof typeof exit];

/** What the codes mean at the end of a run. */
export const exitOfRun = {
  0: 'conformant at the chosen level',
  1: 'violations',
  4: 'inconclusive: too much could not be judged, or a required minimum was not met',
  5: 'a known failure passes now; nothing else failed',
  130: 'interrupted; the reports so far are written and marked incomplete',
} as const;

/** What the code of a command means that has a target. */
export const exitOfTarget = {
  3: 'the target cannot be reached, gives no accounts, or serves nothing below the base path',
} as const;

/** The codes that every command has. */
export const exitOfAll = {
  2: 'usage error: bad option, configuration or file, or a pattern that matches nothing',
  70: 'a bug in rooms-conformance, or the process may open too few files',
} as const;

/** Which code wins where several apply, the first one above all others. */
const precedence: readonly ExitCode[] = [
  exit.interrupted,
  exit.defect,
  exit.usage,
  exit.target,
  exit.violations,
  exit.unexpected,
  exit.inconclusive,
];

/** The code to end with when all of these apply. */
export const highestPriority = (codes: readonly ExitCode[]): ExitCode =>
  precedence.find((code) => codes.includes(code)) ?? exit.conformant;

/** The command cannot be carried out as it was given; the message says why and what to do. */
export class UsageError extends Error {}

/** The target cannot be asked; the message says why. */
export class NoTarget extends Error {}

const usageErrors = [
  UsageError,
  SelectError,
  PlanError,
  TargetError,
  AccountDocumentError,
  DeclarationError,
  SwaggerError,
  RegisterError,
  ReplayError,
  MergeError,
  KnownError,
];

/** Whether an error says that the process, or the machine, has no more files to open. */
export const lacksFiles = (error: unknown): error is Error & { readonly code: string } =>
  error instanceof Error && 'code' in error && (error.code === 'EMFILE' || error.code === 'ENFILE');

const targetErrors = [NoTarget, NoAccounts, NothingServed];

/** The code that an error which ended the program stands for. */
export function codeOf(error: unknown): ExitCode {
  if (usageErrors.some((kind) => error instanceof kind)) return exit.usage;
  if (targetErrors.some((kind) => error instanceof kind)) return exit.target;
  return exit.defect;
}
