import type { JsonPointer } from '../../harness/document/declaration.ts';
import type { Range } from '../source/position.ts';
import type { Severity } from './view/rule.ts';

/** Something that is wrong with a file, or a question to its author, and where. */
export interface Finding {
  /** The id of the rule. */
  readonly rule: string;
  readonly severity: Severity;
  readonly file: string;
  readonly pointer: JsonPointer;
  readonly range: Range;
  /** Whole sentences. */
  readonly message: string;
  /** Other places that belong to it, in the same file. */
  readonly related: readonly RelatedPlace[];
  /** The same in every version of the file: a pointer with names in place of numbers. */
  readonly address: string;
  /** Whether a baseline knows it. */
  readonly known: boolean;
  /** Of the bundled declaration: the known defect, and how this suite reads the passage. */
  readonly defect: Defect | null;
}

/** Another place of a finding. */
export interface RelatedPlace {
  readonly pointer: JsonPointer;
  readonly range: Range;
  readonly message: string;
}

/** A known defect of the bundled declaration. */
export interface Defect {
  /** Such as DEF-01; `docs/defects.md` describes it. */
  readonly id: string;
  /** How the suite reads the passage, in its own words. */
  readonly reading: string;
  /** Pages of `spec/readings` about it. */
  readonly pages: readonly string[];
}

/** A file that was looked at. */
export interface LintedFile {
  readonly name: string;
  readonly kind: 'declaration' | 'listing' | 'not JSON';
  /** The lines that findings show, by their numbers from 1. */
  readonly line: (number: number) => string;
}

/** What a linter found. */
export interface LintReport {
  readonly files: readonly LintedFile[];
  /** By file, then by place. */
  readonly findings: readonly Finding[];
}
