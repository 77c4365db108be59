import { count } from '../reports/plain.ts';
import type { Report } from '../reports/report.ts';
import { terminalText, verdictText } from '../reports/terminal.ts';
import { parseTargetUrl } from '../harness/world/target.ts';
import { givenAccounts } from './accounts.ts';
import { readBaseline } from './baseline.ts';
import { readConfig } from './config.ts';
import { exit, type ExitCode, weightiest } from './exit.ts';
import { checkFolder } from './files.ts';
import { applyGates, openGates, tellRemoval } from './gates.ts';
import { removalBy } from './removal.ts';
import type { Command } from './options/request.ts';
import { openOutlets, type Writer } from './outlets.ts';
import { createProgress, silent } from './progress/progress.ts';
import { loadQuestion, namesIn } from './question.ts';
import { inquire } from './inquiry.ts';
import { type Settings, settle, usualReplays } from './options/settings.ts';
import { openSite } from './site.ts';
import type { Surroundings } from './surroundings.ts';

/** Judges a target and reports. */
export async function runCommand(
  { given, config }: Extract<Command, { kind: 'run' }>,
  around: Surroundings,
): Promise<ExitCode> {
  const settings = settle(given, readConfig(config));
  const { target, only, shard, quiet, reports, replays } = settings;
  if (target !== null) parseTargetUrl(target);
  const question = loadQuestion(only, shard);
  const gates = openGates(settings.gates, namesIn(question), new Date());
  const baseline = readBaseline(settings.baseline, reports, question.spec.declaration);
  const write = await openOutlets(reports);
  if (replays !== null && replays !== usualReplays) checkFolder(replays, 'replays');
  const accounts = await givenAccounts(settings.accounts, around.interrupted);

  if (shard !== null && settings.seed === null) {
    around.note('note: merge takes parts with one seed only; give every part the same --seed\n');
  }
  const seed = settings.seed ?? Math.floor(Math.random() * 2 ** 32);
  const site = await openSite(target);
  const { spec, selected: cases } = question;
  const headline = `${count(cases.length, 'case')} against ${site.url} · seed ${seed}`;
  try {
    const progress = quiet
      ? silent
      : createProgress(around, { headline, cases, register: spec.register });
    const { demands } = gates;
    const report = await inquire(
      question,
      settings,
      site,
      accounts,
      seed,
      around,
      progress,
      demands,
    );
    const judged = applyGates(report, gates, around);
    const code = conclude(judged, settings, write, around, baseline);
    tellRemoval(judged, removalBy(settings, given, config), around);
    return code;
  } finally {
    await site.close();
  }
}

/**
 * Shows a report and writes its other forms.
 * @param baseline an earlier report, for the forms that compare
 * @returns the code it ends the process with
 */
export function conclude(
  report: Report,
  { quiet, reports }: Pick<Settings, 'quiet' | 'reports'>,
  write: Writer,
  around: Surroundings,
  baseline: Report | null = null,
): ExitCode {
  const text = quiet ? verdictText : terminalText;
  if (reports.some(({ path }) => path === null)) around.note(text(report, around.notePaint));
  else around.out(text(report, around.paint));
  write(report, around.out, baseline ?? undefined);
  return codeFor(report);
}

/** The code a report ends the process with: what the gates say, for they know what is known. */
export function codeFor({ verdict, outcomes, gates }: Report): ExitCode {
  const ours = outcomes.some((outcome) => outcome.verdict === 'broken' && outcome.ours);
  const passing = gates.known.some(({ status: standing }) => standing === 'passing');
  const short = verdict === 'inconclusive' || gates.unmet.length > 0;
  return weightiest([
    ...(verdict === 'interrupted' ? [exit.interrupted] : []),
    ...(ours ? [exit.defect] : []),
    ...(gates.violated.length > 0 ? [exit.violations] : []),
    ...(passing ? [exit.unexpected] : []),
    ...(short ? [exit.inconclusive] : []),
  ]);
}
