import { requireServed } from '../harness/world/probe.ts';
import { replayedText } from '../reports/sections/replay.ts';
import { givenAccounts } from './run/accounts.ts';
import type { Requirement } from '../harness/document/requirements.ts';
import type { StatementId } from '../harness/document/statements.ts';
import { exit, type ExitCode, UsageError } from './exit.ts';
import { capacityWithin } from './process/open-files.ts';
import type { Given } from './options/parse.ts';
import type { ProcessContext } from './process/process-context.ts';
import {
  codeOfReplay,
  isOfClient,
  playReplay,
  playsOf,
  readReplayFile,
  searchOf,
} from './run/replay-files.ts';
import { loadRunPlan } from './run/run-plan.ts';
import { howToOpen, openReachable, openTargetHandle } from './run/target.ts';

/** As in a run: the clients of a race need connections of their own. */
const concurrency = 8;

/** How long a driver may take for an instruction where nothing else is said, in milliseconds. */
const usualDeadline = 60_000;

/** Plays a counterexample against a target, or with a client, and says at which step the target behaves differently. */
export async function replayCommand(
  { args, values: options, typed }: Given<'replay'>,
  context: ProcessContext,
): Promise<ExitCode> {
  const [file = '', ...command] = args;
  const document = readReplayFile(file);
  if (isOfClient(document)) {
    if (command.length === 0) {
      throw new UsageError(
        `${file} was written about a client; name the program that drives yours behind --, as in replay ${file} -- node my-driver.mjs`,
      );
    }
    const { replayWithClient } = await import('./client/replay.ts');
    const { timeout, json } = options;
    const deadline = typed['timeout'] === undefined ? usualDeadline : timeout;
    const how = { command, times: options.times ?? 1, timeout: deadline, json };
    return replayWithClient(document, file, how, context);
  }
  if (command.length > 0) {
    throw new UsageError(
      `${file} was written about a server; leave out -- and what stands behind it, and name the server by --target`,
    );
  }
  const { spec, plan } = loadRunPlan([], null, options.profile);
  const search = searchOf(document, file, plan.cases);
  const plays = playsOf(options.times, document);
  const accounts = await givenAccounts(options.accounts, context.interrupted);
  const target = await openTargetHandle(options.target);
  const capacity = capacityWithin(concurrency, context.openFiles, target.bundled);
  if (capacity.note !== null) context.note(capacity.note);
  try {
    const open = await openReachable(spec, howToOpen(options, target, accounts, capacity, context));
    try {
      await requireServed(open.context);
      const played = await playReplay(open, target.bundled, search, document, plays);
      const register: ReadonlyMap<StatementId, Requirement> = spec.register;
      const words = register.get(played.mismatch?.requirement ?? document.requirement);
      const text = options.json ? `${JSON.stringify(played, null, 2)}\n` : null;
      context.out(text ?? replayedText(played, words ?? null, context.paint));
      return context.interrupted.aborted ? exit.interrupted : codeOfReplay[played.verdict];
    } finally {
      await open.close();
    }
  } finally {
    await target.close();
  }
}
