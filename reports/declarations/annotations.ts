import type { Grade } from '../../harness/document/requirements.ts';
import type { Chapter } from '../page/chapters.ts';
import type { Placeable } from '../page/placement.ts';

/** Something with an id and a sentence about it. */
export interface Named {
  readonly id: string;
  readonly text: string;
}

/** A requirement of servers or of clients, and who judges by it. */
export interface AnnotatedRequirement extends Placeable {
  readonly about: 'servers' | 'clients';
  readonly grade: Grade;
  readonly statement: string;
  readonly quote: string | null;
  /** How it is checked. */
  readonly check: string;
  /** Why no case judges it; null where one does, or should. */
  readonly reason: string | null;
  /** What the profile says about it; null where it says nothing. */
  readonly ruling: string | null;
  readonly cases: readonly Named[];
  readonly faults: readonly Named[];
  readonly scenarios: readonly Named[];
  readonly wrongClients: readonly Named[];
}

/** A passage that can be read in several ways. */
export interface AnnotatedReading extends Placeable {
  readonly title: string;
  readonly quote: string;
  /** What servers may take it for. */
  readonly choices: readonly string[];
}

/** What a linter found. */
export interface AnnotatedFinding extends Placeable {
  readonly rule: string;
  readonly severity: string;
  readonly message: string;
  /** The known defect; null where it is not known. */
  readonly defect: string | null;
  /** How the suite reads the passage; '' where that is not known. */
  readonly reading: string;
}

/** A declaration with all that is known about each place. */
export interface Annotations {
  readonly chapters: readonly Chapter[];
  readonly requirements: readonly AnnotatedRequirement[];
  readonly readings: readonly AnnotatedReading[];
  readonly findings: readonly AnnotatedFinding[];
  /** The sentences of a text. */
  readonly sentencesOf: (text: string) => readonly string[];
  /** The name of the profile; null where the declaration is judged by as it is. */
  readonly profile: string | null;
}
