import type { Driver } from '../../clients/driver/driver.ts';
import { createProcessDriver } from '../../clients/driver/process-driver.ts';
import { openTheatre, type OpenTheatre } from '../../clients/run.ts';
import { replaySeries, type SeriesReplayed } from '../../clients/series/replay.ts';
import { loadSpec } from '../../harness/document/load.ts';
import type { StatementId } from '../../harness/document/statements.ts';
import { difference, type Replay } from '../../harness/model/replay.ts';
import { quoted } from '../../reports/curl.ts';
import {
  type ReplayedReport,
  replayedSchema,
  replayedText,
} from '../../reports/sections/replay.ts';
import { clientSeries } from '../../suites/clients/series/index.ts';
import { type ExitCode, exit, UsageError } from '../exit.ts';
import { codeOfReplay } from '../run/replay-files.ts';
import type { ProcessContext } from '../process/process-context.ts';

/** How a series is played again. */
interface Options {
  /** The program that drives the client, and its arguments. */
  readonly command: readonly string[];
  /** The most times that it is played, until it fails. */
  readonly times: number;
  /** How long the driver may take for one instruction, in milliseconds. */
  readonly timeout: number;
  readonly json: boolean;
}

/** Plays a series of what users do with a client, and says at which step the client behaves differently. */
export async function replayWithClient(
  document: Replay,
  path: string,
  { command, times, timeout, json }: Options,
  context: ProcessContext,
): Promise<ExitCode> {
  const property = clientSeries.find(({ id }) => id === document.case);
  if (property === undefined) {
    throw new UsageError(
      `${path} cannot be replayed: this version has no series named ${document.case}`,
    );
  }
  const theatre = await openTheatre();
  const driver = createProcessDriver({ command, deadline: timeout, onLog: () => {} });
  const stop = (): void => void driver.end();
  context.interrupted.addEventListener('abort', stop, { once: true });
  try {
    const { plays, result } = await playUntilFailure(document, path, driver, theatre, times);
    const { requirement, verdict, seed, observations } = document;
    const played: ReplayedReport = {
      schema: replayedSchema,
      case: document.case,
      title: property.title,
      target: {
        origin: 'http://127.0.0.1',
        prefix: '',
        basePath: loadSpec().declaration.basePath,
        auth: 'query',
        bundled: true,
      },
      driver: command.map(quoted).join(' '),
      found: { requirement, verdict, seed, observations },
      plays,
      ...result,
      differs: difference(document, result),
      timeline: null,
      passing: [],
    };
    const register: ReadonlyMap<StatementId, Words> = loadSpec().clients;
    const words = register.get(played.mismatch?.requirement ?? requirement) ?? null;
    const text = json ? `${JSON.stringify(played, null, 2)}\n` : null;
    context.out(text ?? replayedText(played, words, context.paint));
    return context.interrupted.aborted ? exit.interrupted : codeOfReplay[played.verdict];
  } finally {
    context.interrupted.removeEventListener('abort', stop);
    await driver.end();
    await theatre.close();
  }
}

type Words = NonNullable<Parameters<typeof replayedText>[1]>;

async function playUntilFailure(
  { steps }: Replay,
  path: string,
  driver: Driver,
  theatre: OpenTheatre,
  times: number,
): Promise<{ readonly plays: number; readonly result: SeriesReplayed }> {
  try {
    for (let plays = 1; ; plays += 1) {
      const result = await replaySeries(steps, driver, theatre);
      if (result.verdict !== 'passed' || plays >= times) return { plays, result };
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UsageError(`${path} cannot be replayed: ${error.message}`);
  }
}
