import type { Demands } from '../reports/gates/demands.ts';
import { judgeGates } from '../reports/gates/judge.ts';
import { type KnownNames, namesOf, readKnownList } from '../reports/gates/known-list.ts';
import { changesOf, type KnownChanges } from '../reports/gates/update.ts';
import { plain } from '../reports/plain.ts';
import type { Report } from '../reports/report.ts';
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
  readonly demands: Demands;
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
 * Holds a report against the gates. Where the list of known failures is to be written it is written first, but never
 * from an interrupted run, and the report is held against the new list.
 * @throws WrongQuestion where the list cannot be written
 */
export function applyGates(
  report: Report,
  { demands, update }: OpenGates,
  { note }: Pick<Surroundings, 'note'>,
): Report {
  if (update === null) return judgeGates(report, demands);
  const { path, text } = update;
  if (report.ended === 'interrupted') {
    note(`${plain(path)} is left as it is: the run was interrupted\n`);
    return judgeGates(report, demands);
  }
  const changes = changesOf(report, demands);
  const fresh = edited(text ?? heading, changes);
  if (text !== fresh) writeInFolder(path, fresh, what);
  for (const line of changes.told) note(`${plain(path)}: ${plain(line, 400)}\n`);
  if (changes.told.length === 0) note(`${plain(path)}: nothing to change\n`);
  const known = readKnownList(parseDocument(fresh, path), path, namesOf(report));
  return judgeGates(report, { ...demands, known });
}

/** Where listed failures pass now, tells how to remove them from the list. */
export function tellRemoval(
  { gates }: Report,
  command: string,
  { note }: Pick<Surroundings, 'note'>,
): void {
  const passing = gates.known.filter(({ standing }) => standing === 'passing').length;
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
