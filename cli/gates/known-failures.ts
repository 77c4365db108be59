import type { Criteria } from '../../reports/gates/criteria.ts';
import { judgeGates } from '../../reports/gates/judge.ts';
import { changesOf, type KnownChanges } from '../../reports/gates/update.ts';
import { quoted } from '../../reports/curl.ts';
import { plain } from '../../reports/plain.ts';
import type { Report, UngatedReport } from '../../reports/report.ts';
import { editYamlList } from '../../harness/document/yaml.ts';
import { UsageError } from '../exit.ts';
import { prepareFile, readText, readTextIfThere, writeInFolder } from '../files/files.ts';
import { parseDocument } from '../files/parse-text.ts';
import { type KnownNames, namesOf, readKnownList } from './known-list.ts';
import { dashed } from '../options/config.ts';
import type { Values } from '../options/option.ts';
import type { gateOptions } from '../options/options.ts';
import type { Typed } from '../options/values.ts';
import type { Output } from '../options/outputs.ts';
import type { ProcessContext } from '../process/process-context.ts';

const what = 'the list of known failures';

/** The top of a list that this program made. */
const heading = '# Failures that are known and do not fail a run; see docs/gates.md.\n';

export type GateOptions = Values<typeof gateOptions>;

/** The gates of a run, and the list of known failures that they were opened with. */
export interface OpenGates {
  readonly criteria: Criteria;
  /** The file to write after the run, and its text, null where it is not there yet; or none. */
  readonly update: { readonly path: string; readonly text: string | null } | null;
}

/**
 * Reads when a run passes, before it begins.
 * @param names what a known failure may be listed by
 * @param now its day decides which entries are out of date
 * @throws UsageError, KnownError
 */
export function openGates(options: GateOptions, names: KnownNames, now = new Date()): OpenGates {
  const { known: path, updateKnown, minProven, failOn, strict } = options;
  const rest = { minProven, failOn, strict, today: now.toISOString().slice(0, 10) };
  if (path === null) {
    if (updateKnown) throw new UsageError('--update-known needs the file to write: --known FILE');
    return { criteria: { ...rest, known: [] }, update: null };
  }
  const text = updateKnown ? readTextIfThere(path, what) : readText(path, what);
  if (updateKnown) prepareFile(path, what);
  const known = readKnownList(parseDocument(text ?? '', path), path, names);
  return { criteria: { ...rest, known }, update: updateKnown ? { path, text } : null };
}

/**
 * Judges the gates of a report. If the list of known failures is to be updated, that happens first (never from an
 * interrupted run), and the report is judged by the new list.
 * @throws UsageError where the list cannot be written
 */
export function applyGates(
  report: UngatedReport,
  { criteria, update }: OpenGates,
  context: Pick<ProcessContext, 'note'>,
): Report {
  const known = update === null ? criteria.known : updated(report, criteria, update, context);
  return judgeGates(report, { ...criteria, known });
}

/** Writes the list of known failures as a run changes it. @returns the new list */
function updated(
  report: UngatedReport,
  criteria: Criteria,
  { path, text }: NonNullable<OpenGates['update']>,
  { note }: Pick<ProcessContext, 'note'>,
): Criteria['known'] {
  if (report.ended === 'interrupted' || report.ended === 'lost') {
    const end = report.ended === 'lost' ? 'lost its target' : 'was interrupted';
    note(`${plain(path)} was not changed: the run ${end}\n`);
    return criteria.known;
  }
  const changes = changesOf(report, criteria);
  const fresh = edited(text ?? heading, changes);
  if (text !== fresh) writeInFolder(path, fresh, what);
  for (const line of changes.lines) note(`${plain(path)}: ${plain(line, 400)}\n`);
  if (changes.lines.length === 0) note(`${plain(path)}: nothing to change\n`);
  return readKnownList(parseDocument(fresh, path), path, namesOf(report));
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

/** If listed failures pass now, says which command removes them from the list. */
export function noteCleanup(
  { gates }: Report,
  command: string,
  { note }: Pick<ProcessContext, 'note'>,
): void {
  const passing = gates.known.filter(({ status }) => status === 'passing').length;
  if (passing === 0) return;
  const [which, it] =
    passing === 1 ? ['A known failure passes', 'it'] : [`${passing} known failures pass`, 'them'];
  note(`${which} now. This command removes ${it} from the list:\n  ${command}\n`);
}

/** The command that cleans the list by reports. */
export const cleanupCommand = (
  command: string,
  files: readonly string[],
  { known }: Pick<GateOptions, 'known'>,
): string => ['rooms-conformance', command, ...files.map(quoted), updating(known)].join(' ');

/** Options that are replaced if a run is repeated only to write the list. */
const replaced = ['report', 'known', 'updateKnown', 'watch'];

/** The same for a run, of a server or of a client's tests: by its report, if it was written as JSON; otherwise by the same run again. */
export function cleanupCommandOfRun(
  { known, report }: Pick<GateOptions, 'known'> & { readonly report: readonly Output[] },
  typed: Typed,
  command: 'run' | 'mock' | 'client' | 'traffic' | 'proxy' = 'run',
): string {
  const json = report.find(({ format, path }) => format === 'json' && path !== null)?.path;
  if (typeof json === 'string') return cleanupCommand('report', [json], { known });
  const flags = Object.entries(typed).filter(([key]) => !replaced.includes(key));
  return ['rooms-conformance', command, ...flags.map(asTyped), updating(known)].join(' ');
}

const updating = (known: string | null): string => `--known ${quoted(known ?? '')} --update-known`;

function asTyped([key, value]: readonly [string, Typed[string]]): string {
  if (typeof value === 'boolean') return value ? `--${dashed(key)}` : `--no-${dashed(key)}`;
  return [`--${dashed(key)}`, ...value.map(quoted)].join(' ');
}
