import type { Criteria } from '../reports/gates/criteria.ts';
import { judgeGates } from '../reports/gates/judge.ts';
import { type KnownNames, namesOf, readKnownList } from './known-list.ts';
import { changesOf, type KnownChanges } from '../reports/gates/update.ts';
import { plain } from '../reports/plain.ts';
import type { Report, UngatedReport } from '../reports/report.ts';
import { editYamlList } from '../harness/document/yaml.ts';
import { WrongQuestion } from './exit.ts';
import { prepareFile, readText, readTextIfThere, writeInFolder } from './files.ts';
import type { GateSettings } from './options/gate-options.ts';
import type { Surroundings } from './surroundings.ts';
import { parseDocument } from './yaml.ts';

const what = 'the list of known failures';

/** Stands at the top of a list that this program began. */
const heading = '# Failures that are known and do not fail a run; see docs/gates.md.\n';

/** The gates of a run, and the list of known failures that they were opened with. */
export interface OpenGates {
  readonly demands: Criteria;
  /** The file that is to be written after the run, and its text, null where it is not there yet; or none. */
  readonly update: { readonly path: string; readonly text: string | null } | null;
}

/**
 * Reads what is demanded of a run, before it begins.
 * @param names what a known failure may be listed by
 * @param now the day of which decides which entries are out of date
 * @throws WrongQuestion, KnownError
 */
export function openGates(settings: GateSettings, names: KnownNames, now: Date): OpenGates {
  const { known: path, updateKnown, minProven, failOn, strict } = settings;
  const today = now.toISOString().slice(0, 10);
  const rest = { minProven, failOn, strict, today };
  if (path === null) {
    if (updateKnown)
      throw new WrongQuestion('--update-known wants --known FILE, the file to write');
    return { demands: { ...rest, known: [] }, update: null };
  }
  const text = updateKnown ? readTextIfThere(path, what) : readText(path, what);
  if (updateKnown) prepareFile(path, what);
  const known = readKnownList(parseDocument(text ?? '', path), path, names);
  return {
    demands: { ...rest, known },
    update: updateKnown ? { path, text } : null,
  };
}

/**
 * Judges the gates of a report. If the list of known failures is to be updated, that happens first (never from an
 * interrupted run), and the report is judged by the new list.
 * @throws WrongQuestion where the list cannot be written
 */
export function applyGates(
  report: UngatedReport,
  { demands, update }: OpenGates,
  around: Pick<Surroundings, 'note'>,
): Report {
  const known = update === null ? demands.known : updated(report, demands, update, around);
  return judgeGates(report, { ...demands, known });
}

/** Writes the list of known failures as a run changes it. @returns the new list */
function updated(
  report: UngatedReport,
  demands: Criteria,
  { path, text }: NonNullable<OpenGates['update']>,
  { note }: Pick<Surroundings, 'note'>,
): Criteria['known'] {
  if (report.ended === 'interrupted') {
    note(`${plain(path)} is left as it is: the run was interrupted\n`);
    return demands.known;
  }
  const changes = changesOf(report, demands);
  const fresh = edited(text ?? heading, changes);
  if (text !== fresh) writeInFolder(path, fresh, what);
  for (const line of changes.lines) note(`${plain(path)}: ${plain(line, 400)}\n`);
  if (changes.lines.length === 0) note(`${plain(path)}: nothing to change\n`);
  return readKnownList(parseDocument(fresh, path), path, namesOf(report));
}

/** Where listed failures pass now, tells how to remove them from the list. */
export function tellRemoval(
  { gates }: Report,
  command: string,
  { note }: Pick<Surroundings, 'note'>,
): void {
  const passing = gates.known.filter(({ status: standing }) => standing === 'passing').length;
  if (passing === 0) return;
  const which = passing === 1 ? 'A known failure passes' : `${passing} known failures pass`;
  note(`${which} now. This removes what passes from the list:\n  ${command}\n`);
}

function edited(text: string, { removed, changed, added }: KnownChanges): string {
  if (removed.length + changed.size + added.length === 0) return text;
  return editYamlList(text, {
    removed,
    changed: new Map([...changed].map(([place, signature]) => [place, { signature }])),
    added: added.map(({ requirement, signature, flaky, reason }) => ({
      requirement,
      signature,
      ...(flaky ? { flaky } : {}),
      reason,
    })),
  });
}
