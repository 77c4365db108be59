import { count } from '../../reports/plain.ts';
import type { Report } from '../../reports/report.ts';
import { terminalText, verdictText } from '../../reports/terminal.ts';
import { parseTargetUrl } from '../fixtures/target.ts';
import { givenAccounts } from './accounts.ts';
import { readConfig } from './config.ts';
import { exit, type ExitCode, weightiest } from './exit.ts';
import { checkFolder } from './files.ts';
import type { Command } from './request.ts';
import { prepareOutlets, writeOutlets } from './outlets.ts';
import { createProgress, silent } from './progress.ts';
import { loadQuestion } from './question.ts';
import { inquire } from './inquiry.ts';
import { settle, usualReplays } from './settings.ts';
import { openSite } from './site.ts';
import type { Surroundings } from './surroundings.ts';

/** Judges a target and reports. */
export async function runCommand(
  { given, config }: Extract<Command, { kind: 'run' }>,
  around: Surroundings,
): Promise<ExitCode> {
  const settings = settle(given, readConfig(config));
  const { target, only, quiet, reports, replays } = settings;
  if (target !== null) parseTargetUrl(target);
  const question = loadQuestion(only);
  prepareOutlets(reports);
  if (replays !== null && replays !== usualReplays) checkFolder(replays, 'replays');
  const accounts = await givenAccounts(settings.accounts, around.interrupted);

  const seed = settings.seed ?? Math.floor(Math.random() * 2 ** 32);
  const site = await openSite(target);
  const what = `${count(question.selected.length, 'case')} against ${site.url} · seed ${seed}`;
  try {
    const progress = quiet ? silent : createProgress(around, what);
    const report = await inquire(question, settings, site, accounts, seed, around, progress);
    const taken = reports.some(({ path }) => path === null);
    const text = quiet ? verdictText : terminalText;
    if (taken) around.note(text(report, around.notePaint));
    else around.out(text(report, around.paint));
    writeOutlets(reports, report, around.out);
    return codeFor(report);
  } finally {
    await site.close();
  }
}

/** The code a report ends the process with. */
export function codeFor({ verdict, outcomes }: Report): ExitCode {
  const ours = outcomes.some((outcome) => outcome.verdict === 'broken' && outcome.ours);
  const codes = {
    conformant: exit.conformant,
    violations: exit.violations,
    inconclusive: exit.inconclusive,
    interrupted: exit.interrupted,
  };
  return weightiest([codes[verdict], ...(ours ? [exit.defect] : [])]);
}
