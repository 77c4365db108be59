import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performHere } from '../../cli/testing/context.ts';
import { readReport } from '../../cli/files/read-report.ts';
import type { Report, ReportSubject } from '../../reports/report.ts';

/** What a recording shows. */
export interface JudgedRecording {
  readonly report: Report;
  readonly subject: Extract<ReportSubject, { readonly kind: 'traffic' }>;
  /** What was found, one line each. */
  readonly findings: readonly string[];
}

/** Judges a recording at every grade. @param options of the command line */
export async function judgeRecording(
  text: string | Uint8Array,
  ...options: readonly string[]
): Promise<JudgedRecording> {
  const folder = await mkdtemp(join(tmpdir(), 'recording-'));
  try {
    const [path, to] = [join(folder, 'a.har'), join(folder, 'report.json')];
    await writeFile(path, text);
    const output = ['--level', 'convention', '--report', `json=${to}`];
    await performHere('traffic', path, ...output, ...options);
    const report = readReport(to);
    const { subject } = report;
    if (subject?.kind !== 'traffic') throw new Error('the report is about something else');
    const findings = report.outcomes.flatMap((outcome) =>
      outcome.verdict !== 'failed'
        ? []
        : outcome.mismatches.map(
            ({ requirement, received, where }) => `${requirement} ${received} (${where ?? ''})`,
          ),
    );
    return { report, subject, findings };
  } finally {
    await rm(folder, { recursive: true });
  }
}
