import type { CaseId } from '../../harness/run/case.ts';
import { didYouMean } from '../../harness/document/nearest.ts';
import type { StatementId } from '../../harness/document/statements.ts';
import { isArray, isObject, type JsonObject } from '../../harness/document/json.ts';
import { plain } from '../../reports/plain.ts';
import type { UngatedReport } from '../../reports/report.ts';
import type { KnownFailure } from '../../reports/report.ts';

/** A list of known failures says what it cannot mean; the message names the entry. */
export class KnownError extends Error {}

/** What a known failure may be listed by. */
export interface KnownNames {
  readonly requirements: readonly StatementId[];
  readonly cases: readonly CaseId[];
}

/** Every requirement and case that a report speaks of. */
export const namesOf = ({ requirements, selected }: UngatedReport): KnownNames => ({
  requirements: requirements.map((row) => row.id),
  cases: [...new Set([...requirements.flatMap((row) => row.cases), ...selected])],
});

const keys = ['requirement', 'case', 'reason', 'link', 'expires', 'signature', 'flaky'];

/**
 * Reads a list of known failures.
 * @param document the parsed file; nothing at all is an empty list
 * @param source the file's name, for messages
 * @throws KnownError for an entry that is none, that names nothing there is, or that stands twice
 */
export function readKnownList(
  document: unknown,
  source: string,
  names: KnownNames,
): readonly KnownFailure[] {
  const entries = document ?? [];
  if (!isArray(entries)) {
    throw new KnownError(
      `${source} must hold a list of known failures, such as "- { requirement: SMEM-11, reason: … }"`,
    );
  }
  const known = entries.map((entry, i) => entryOf(entry, `${source}: entry ${i + 1}`, names));
  known.forEach((entry, i) => {
    const earlier = known.findIndex((other) => other.key === entry.key && overlap(other, entry));
    if (earlier < i) {
      const twice = `entries ${earlier + 1} and ${i + 1} are both about ${entry.key}`;
      throw new KnownError(`${source}: ${twice}; give each a signature of its own, or remove one`);
    }
  });
  return known;
}

/** Without a signature an entry stands for every way to fail. */
const overlap = (a: KnownFailure, b: KnownFailure): boolean =>
  a.signature === null || b.signature === null || a.signature === b.signature;

function entryOf(entry: unknown, place: string, names: KnownNames): KnownFailure {
  if (!isObject(entry)) throw new KnownError(`${place} must say what fails, and a reason`);
  for (const key of Object.keys(entry)) {
    if (keys.includes(key)) continue;
    throw new KnownError(
      `${place} has the unknown key "${plain(key, 40)}"${didYouMean(key, keys)}`,
    );
  }
  const reason = textAt(entry, 'reason', place);
  if (reason === null) throw new KnownError(`${place} has no reason; say why it may fail`);
  return {
    key: keyOf(entry, place, names),
    reason,
    link: linkAt(entry, place),
    expires: dayAt(entry, place),
    signature: textAt(entry, 'signature', place),
    flaky: flakyAt(entry, place),
  };
}

function keyOf(entry: JsonObject, place: string, names: KnownNames): StatementId | CaseId {
  const requirement = textAt(entry, 'requirement', place);
  const testCase = textAt(entry, 'case', place);
  if (requirement !== null && testCase !== null) {
    throw new KnownError(`${place} names a requirement and a case; it may be about one of them`);
  }
  const id = requirement ?? testCase;
  if (id === null) {
    throw new KnownError(`${place} names neither a requirement nor a case`);
  }
  const kind = requirement === null ? 'case' : 'requirement';
  const there = requirement === null ? names.cases : names.requirements;
  const found = there.find((name) => name === id);
  if (found !== undefined) return found;
  const other = requirement === null ? names.requirements : names.cases;
  const hint = other.some((name) => name === id)
    ? `; write it as ${requirement === null ? 'requirement' : 'case'}: ${id}`
    : didYouMean(id, there);
  throw new KnownError(`${place}: there is no ${kind} ${plain(id, 100)}${hint}`);
}

function textAt(entry: JsonObject, key: string, place: string): string | null {
  const value = entry[key] ?? null;
  if (value === null) return null;
  if (typeof value === 'string' && value.trim() !== '') return value.trim();
  throw new KnownError(`${place}: ${key} must be a text`);
}

/** A page may show it to be followed, so it leads to the web and nowhere else. */
function linkAt(entry: JsonObject, place: string): string | null {
  const link = textAt(entry, 'link', place);
  if (link === null || /^https?:\/\/\S+$/.test(link)) return link;
  throw new KnownError(`${place}: link must be an http(s) URL`);
}

/** The last good day. */
function dayAt(entry: JsonObject, place: string): string | null {
  const value = entry['expires'] ?? null;
  if (value === null) return null;
  if (typeof value === 'string' && isDay(value)) return value;
  throw new KnownError(`${place}: expires must be a day, such as 2027-01-31`);
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

function flakyAt(entry: JsonObject, place: string): boolean {
  const value = entry['flaky'] ?? false;
  if (typeof value === 'boolean') return value;
  throw new KnownError(`${place}: flaky must be true or false`);
}
