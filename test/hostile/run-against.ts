import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cli, folder } from '../../cli/testing/process.ts';
import { formatNames } from '../../reports/formats/index.ts';
import { pieceIn } from '../testing/pieces.ts';
import { serveTwist } from './targets.ts';

/** What a run against a hostile target came to. */
interface HostileRun {
  readonly code: number | null;
  /** The most memory that the process had at once, in MiB. */
  readonly peak: number;
  /** The reports, by their format. */
  readonly reports: ReadonlyMap<string, string>;
  /** Where a piece of a token shows: a stream or a report, with the piece. */
  readonly leaks: readonly string[];
  readonly stderr: string;
}

/** Writes down, at the end of a process, the most memory that it had. */
const measuring = `process.on('exit', () =>
  require('node:fs').writeFileSync('peak', String(process.resourceUsage().maxRSS / 1024)));`;

/** Runs the command against a hostile target, with every format of a report. */
export async function runAgainst(
  twist: string,
  only: readonly string[],
  ...more: readonly string[]
): Promise<HostileRun> {
  const target = await serveTwist(twist);
  const cwd = folder();
  writeFileSync(join(cwd, 'measuring.cjs'), measuring);
  const args = ['run', '--target', target.url, '--timeout', '1', '--patience', '1', '--only'];
  const reports = formatNames.map((name) => `${name}=report.${name}`);
  const { code, stdout, stderr } = await cli(
    [...args, ...only, '--level', 'convention', '--report', ...reports, ...more],
    cwd,
    { NODE_OPTIONS: `--require=${join(cwd, 'measuring.cjs')}` },
  );
  target.close();
  const files = readdirSync(cwd).filter((name) => name.startsWith('report.'));
  const texts = new Map(
    files.map((name) => [name.slice('report.'.length), readFileSync(join(cwd, name), 'utf8')]),
  );
  const shown = [['stdout', stdout], ['stderr', stderr], ...texts] as const;
  const leaks = shown.flatMap(([where, text]) => {
    const piece = pieceIn(text, target.tokens);
    return piece === null ? [] : [`${where}: ${piece}`];
  });
  const peak = Number(readFileSync(join(cwd, 'peak'), 'utf8'));
  return { code, peak, reports: texts, leaks, stderr };
}
