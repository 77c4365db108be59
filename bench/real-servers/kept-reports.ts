import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../../cli/exit.ts';
import { readReport } from '../../cli/files/read-report.ts';
import type { Report } from '../../reports/report.ts';

/** A report, and the commit of the suite that made it; null where that is not known. */
export interface KeptReport {
  readonly report: Report;
  readonly commit: string | null;
}

/** The reports of a folder, by the name of the run and its seed. A series that was interrupted goes on with them. */
export interface KeptReports {
  /** Where the report of a run is written. */
  fileOf(name: string, seed: number): string;
  /** Removes the report of an earlier run, or what is left of it. */
  clear(name: string, seed: number): void;
  /** Reads what a run wrote, and notes the commit that made it; null where it wrote nothing. */
  add(name: string, seed: number, commit: string | null): KeptReport | null;
  /** The report of an earlier run that came to its end; null where there is none. */
  find(name: string, seed: number): KeptReport | null;
}

/** Opens a folder of reports. */
export function openKeptReports(folder: string): KeptReports {
  const fileOf = (name: string, seed: number): string =>
    join(folder, `${name.replaceAll(/[^\w.]+/g, '-')}-${seed}.json`);
  const noteOf = (name: string, seed: number): string => `${fileOf(name, seed)}.commit`;
  return {
    fileOf,
    clear(name, seed) {
      for (const file of [fileOf(name, seed), noteOf(name, seed)]) rmSync(file, { force: true });
    },
    add(name, seed, commit) {
      const file = fileOf(name, seed);
      if (!existsSync(file)) return null;
      writeFileSync(noteOf(name, seed), `${commit ?? ''}\n`);
      return { report: readReport(file), commit };
    },
    find(name, seed) {
      if (!existsSync(noteOf(name, seed))) return null;
      const report = readWhole(fileOf(name, seed));
      if (report === null) return null;
      const commit = readFileSync(noteOf(name, seed), 'utf8').trim();
      return { report, commit: commit === '' ? null : commit };
    },
  };
}

/** Reads the report of a run that came to its end; null where the file is missing or damaged, or the run ended early. */
function readWhole(file: string): Report | null {
  try {
    const report = readReport(file);
    return report.complete ? report : null;
  } catch (error) {
    if (error instanceof UsageError) return null;
    throw error;
  }
}
