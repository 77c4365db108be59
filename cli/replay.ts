import { requireServed } from '../harness/world/probe.ts';
import { replayedText } from '../reports/sections/replay.ts';
import { givenAccounts } from './accounts.ts';
import { exit, type ExitCode } from './exit.ts';
import { capacityWithin } from './open-files.ts';
import type { Given } from './options/parse.ts';
import type { ProcessContext } from './process-context.ts';
import { playReplay, playsOf, readReplayFile, searchOf } from './replay-files.ts';
import { loadRunPlan } from './run-plan.ts';
import { howToOpen, openReachable, openTargetHandle } from './target.ts';

/** As in a run: the clients of a race need connections of their own. */
const concurrency = 8;

/** Plays a counterexample against a target, and says at which step the target behaves differently. */
export async function replayCommand(
  { args, values: options }: Given<'replay'>,
  context: ProcessContext,
): Promise<ExitCode> {
  const [file = ''] = args;
  const document = readReplayFile(file);
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
      const words = spec.register.get(played.mismatch?.requirement ?? document.requirement);
      const text = options.json ? `${JSON.stringify(played, null, 2)}\n` : null;
      context.out(text ?? replayedText(played, words ?? null, context.paint));
      return context.interrupted.aborted ? exit.interrupted : codes[played.verdict];
    } finally {
      await open.close();
    }
  } finally {
    await target.close();
  }
}

const codes = {
  passed: exit.conformant,
  failed: exit.violations,
  broken: exit.inconclusive,
} as const;
