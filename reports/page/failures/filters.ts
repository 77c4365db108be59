import type { CaseId } from '../../../harness/run/case.ts';
import type { Grade } from '../../../harness/document/requirements.ts';
import { gradeOrder, type ReportOutcome } from '../../report.ts';
import type { Route } from '../route.ts';
import { casesOf, type Finding, groupOf, type Kind, kinds } from './findings.ts';

/** What the list is filtered by; null filters nothing. */
export interface Filters {
  /** Words that must all occur. */
  readonly text: string;
  readonly kind: Kind | null;
  readonly grade: Grade | null;
  /** An operation, a property or a convention, as case ids begin. */
  readonly group: string | null;
}

/** Reads filters from an address; an unknown value filters nothing. */
export const readFilters = (query: Route['query']): Filters => ({
  text: query['q'] ?? '',
  kind: kinds.find((kind) => kind === query['kind']) ?? null,
  grade: gradeOrder.find((grade) => grade === query['grade']) ?? null,
  group: query['operation'] ?? null,
});

/** Filters as an address holds them. */
export const writeFilters = ({ text, kind, grade, group }: Filters): Route['query'] => ({
  ...(text === '' ? {} : { q: text }),
  ...(kind === null ? {} : { kind }),
  ...(grade === null ? {} : { grade }),
  ...(group === null ? {} : { operation: group }),
});

/** A finding with all of its text that can be searched, in lower case. */
export interface Searchable {
  readonly finding: Finding;
  readonly text: string;
}

/** Makes findings searchable: cases, requirements with their words, what was expected and received, paths. */
export const searchable = (
  all: readonly Finding[],
  outcomes: ReadonlyMap<CaseId, ReportOutcome>,
): readonly Searchable[] => {
  const known = new Map<CaseId, string>();
  const wordsOf = (id: CaseId): string => {
    const words = known.get(id) ?? wordsOfCase(outcomes.get(id));
    known.set(id, words);
    return words;
  };
  return all.map((finding) => ({
    finding,
    text: [...wordsOfFinding(finding), ...casesOf(finding).map(wordsOf)].join('\n').toLowerCase(),
  }));
};

/** Characters of a text that are searched. */
const searched = 4000;

function wordsOfFinding({ about, known }: Finding): readonly string[] {
  const listed = known.flatMap(({ key, reason }) => [key, reason]);
  switch (about.what) {
    case 'cause': {
      const { requirement, mismatch } = about.cause;
      const { id, quote, statement } = requirement;
      const { what, expected, received } = mismatch;
      const seen = [what, expected, received].map((text) => text.slice(0, searched));
      return [id, quote ?? '', statement, ...seen, ...listed];
    }
    case 'broken':
      return [about.broken.cause.slice(0, searched)];
    case 'skipped':
      return [about.reason.slice(0, searched)];
    case 'listed':
      return listed;
  }
}

function wordsOfCase(outcome: ReportOutcome | undefined): string {
  if (outcome === undefined) return '';
  const paths = new Set(outcome.exchanges.map(({ path }) => decoded(path)));
  return [outcome.case, outcome.title, ...paths].join('\n');
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

const remembered = new WeakMap<readonly Finding[], readonly Searchable[]>();

/** The same, computed once for all findings of a report. */
export function searchableOnce(
  all: readonly Finding[],
  outcomes: ReadonlyMap<CaseId, ReportOutcome>,
): readonly Searchable[] {
  const texts = remembered.get(all) ?? searchable(all, outcomes);
  remembered.set(all, texts);
  return texts;
}

/** The findings that pass the filters. */
export function filtered(
  all: readonly Searchable[],
  { text, kind, grade, group }: Filters,
): readonly Finding[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return all
    .filter(
      ({ finding, text: own }) =>
        (kind === null || finding.kind === kind) &&
        (grade === null || finding.grade === grade) &&
        (group === null || casesOf(finding).some((id) => groupOf(id) === group)) &&
        words.every((word) => own.includes(word)),
    )
    .map(({ finding }) => finding);
}

/** Every group that occurs, by its name. */
export const groupsIn = (all: readonly Finding[]): readonly string[] =>
  [...new Set(all.flatMap((finding) => casesOf(finding).map(groupOf)))].toSorted();
