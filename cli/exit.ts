import { KnownError } from './known-list.ts';
import { MergeError } from '../reports/merge.ts';
import { AccountDocumentError } from '../harness/world/account-document.ts';
import { NoAccounts } from '../harness/world/accounts.ts';
import { TargetError } from '../harness/world/target.ts';
import { ReplayError } from '../harness/model/replay.ts';
import { PlanError } from '../harness/run/plan.ts';
import { SelectError } from '../harness/run/select.ts';
import { DeclarationError } from '../harness/document/parse.ts';
import { RegisterError } from '../harness/document/requirements.ts';

/** What the process tells its caller. */
export const exit = {
  conformant: 0,
  violations: 1,
  /** The question was wrong: usage, configuration, an unknown claim, a pattern that matches nothing. */
  question: 2,
  /** The target cannot be reached, or gives no accounts. */
  target: 3,
  /** Nothing failed, but too much could not be judged, or less came about than was demanded. */
  inconclusive: 4,
  /** Nothing new failed, but a known failure passes and is still listed. */
  unexpected: 5,
  /** A bug of ours. */
  defect: 70,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exit)[keyof typeof exit];

/** The end of every help text. */
export const exitCodes = [
  'Exit codes:',
  '  0    conformant at the chosen level',
  '  1    violations',
  '  2    the question was wrong: usage, configuration, a pattern that matches nothing',
  '  3    the target cannot be reached, or gives no accounts',
  '  4    nothing failed, but too much could not be judged, or what was demanded is not met',
  '  5    nothing else failed, but a known failure passes now',
  '  70   a defect of rooms-conformance',
  '  130  interrupted; the reports so far are written, marked incomplete',
].join('\n');

/** Which code wins where several apply, the first one above all others. */
const precedence: readonly ExitCode[] = [
  exit.interrupted,
  exit.defect,
  exit.question,
  exit.target,
  exit.violations,
  exit.unexpected,
  exit.inconclusive,
];

/** The code to end with when all of these apply. */
export const weightiest = (codes: readonly ExitCode[]): ExitCode =>
  precedence.find((code) => codes.includes(code)) ?? exit.conformant;

/** The question was wrong; the message says how. */
export class WrongQuestion extends Error {}

/** The target cannot be asked; the message says why. */
export class NoTarget extends Error {}

const wrong = [
  WrongQuestion,
  SelectError,
  PlanError,
  TargetError,
  AccountDocumentError,
  DeclarationError,
  RegisterError,
  ReplayError,
  MergeError,
  KnownError,
];

/** The code that an error which ended the program stands for. */
export function codeOf(error: unknown): ExitCode {
  if (wrong.some((kind) => error instanceof kind)) return exit.question;
  if (error instanceof NoTarget || error instanceof NoAccounts) return exit.target;
  return exit.defect;
}
