import { replayedText } from '../reports/replayed.ts';
import { parseTargetUrl } from '../harness/world/target.ts';
import { givenAccounts } from './accounts.ts';
import { readConfig } from './config.ts';
import { exit, type ExitCode } from './exit.ts';
import { openReachable, targetOptions } from './opening.ts';
import { loadQuestion } from './question.ts';
import { playReplay, playsOf, readReplayFile, searchOf } from './replays.ts';
import type { Command } from './options/request.ts';
import { settle } from './options/settings.ts';
import { openSite } from './site.ts';
import type { Surroundings } from './surroundings.ts';

/** Everything that was generated is in the file, so no seed is of any account. */
const noSeed = 0;

/** Plays a counterexample against a target, and tells at which step it behaves differently. */
export async function replayCommand(
  { file, given, config, times, json }: Extract<Command, { kind: 'replay' }>,
  around: Surroundings,
): Promise<ExitCode> {
  const document = readReplayFile(file);
  const settings = settle(given, readConfig(config));
  if (settings.target !== null) parseTargetUrl(settings.target);
  const { spec, plan } = loadQuestion([]);
  const search = searchOf(document, file, plan.cases);
  const plays = playsOf(times, document);
  const accounts = await givenAccounts(settings.accounts, around.interrupted);
  const site = await openSite(settings.target);
  try {
    const options = targetOptions(settings, site, accounts, noSeed, around);
    const open = await openReachable(spec, options);
    try {
      const played = await playReplay(open, site.bundled, search, document, plays);
      const words = spec.register.get(played.mismatch?.requirement ?? document.requirement);
      const text = json ? `${JSON.stringify(played, null, 2)}\n` : null;
      around.out(text ?? replayedText(played, words ?? null, around.paint));
      return around.interrupted.aborted ? exit.interrupted : codes[played.verdict];
    } finally {
      await open.close();
    }
  } finally {
    await site.close();
  }
}

const codes = {
  passed: exit.conformant,
  failed: exit.violations,
  broken: exit.inconclusive,
} as const;
