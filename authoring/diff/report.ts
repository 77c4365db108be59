import type { Change } from './change.ts';
import type { Affected, Fate, Impact } from './impact.ts';

/** A declaration that was compared. */
export interface Compared {
  readonly name: string;
  readonly sha256: string;
}

/** What a change means for the suite. */
interface ChangeImpact {
  readonly requirements: readonly { readonly id: string; readonly fate: Fate }[];
  readonly cases: readonly string[];
  readonly faults: readonly string[];
  readonly scenarios: readonly string[];
  readonly wrongClients: readonly string[];
  /** Examples in the documents that were given, such as `docs/howto.md:12`. */
  readonly examples: readonly string[];
  /** Whether it says something which no requirement is about. */
  readonly unstated: boolean;
}

export interface ReportedChange extends Change {
  /** Null where the declarations are of another API than the suite. */
  readonly impact: ChangeImpact | null;
}

/** All that is known about two declarations. */
export interface DiffReport {
  readonly schema: 'rooms-conformance-diff/1';
  readonly old: Compared;
  readonly new: Compared;
  readonly changes: readonly ReportedChange[];
  /** Every requirement that is concerned; null where the declarations are of another API than the suite. */
  readonly requirements: readonly Affected[] | null;
  readonly totals: {
    readonly changes: number;
    readonly breakingServers: number;
    readonly breakingClients: number;
    /** Changes that break somebody. */
    readonly breaking: number;
    readonly orphaned: number;
    readonly moved: number;
    readonly changed: number;
    readonly unstated: number;
  };
}

/**
 * Brings changes and their impact together.
 * @param examples the examples that each change concerns
 */
export function diffReport(
  old: Compared,
  fresh: Compared,
  changes: readonly Change[],
  impact: Impact | null,
  examples: readonly (readonly string[])[],
): DiffReport {
  const breaking = (who: 'servers' | 'clients'): number =>
    changes.filter(({ breaks }) => breaks === who || breaks === 'both').length;
  const having = (fate: Fate): number =>
    (impact?.requirements ?? []).filter((one) => one.fate === fate).length;
  return {
    schema: 'rooms-conformance-diff/1',
    old,
    new: fresh,
    changes: changes.map((change, i) => ({
      ...change,
      impact: impact === null ? null : impactOfChange(impact, i, examples[i] ?? []),
    })),
    requirements: impact?.requirements ?? null,
    totals: {
      changes: changes.length,
      breakingServers: breaking('servers'),
      breakingClients: breaking('clients'),
      breaking: changes.filter(({ breaks }) => breaks !== 'neither').length,
      orphaned: having('orphaned'),
      moved: having('moved'),
      changed: having('changed'),
      unstated: impact?.unstated.length ?? 0,
    },
  };
}

function impactOfChange(
  { requirements, unstated }: Impact,
  i: number,
  examples: readonly string[],
): ChangeImpact {
  const concerned = requirements.filter(({ changes }) => changes.includes(i));
  const all = (key: 'cases' | 'faults' | 'scenarios' | 'wrongClients'): readonly string[] =>
    [...new Set(concerned.flatMap((one) => one[key]))].toSorted();
  return {
    requirements: concerned.map(({ id, fate }) => ({ id, fate })),
    cases: all('cases'),
    faults: all('faults'),
    scenarios: all('scenarios'),
    wrongClients: all('wrongClients'),
    examples,
    unstated: unstated.includes(i),
  };
}
