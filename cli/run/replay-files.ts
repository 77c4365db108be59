import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { plain } from '../../reports/plain.ts';
import { type ReplayedReport, replayedSchema } from '../../reports/sections/replay.ts';
import {
  readReplay,
  type Replay,
  type Replayed,
  replay,
  replaySchema,
  replaysOf,
} from '../../harness/model/replay.ts';
import { ReplayError } from '../../harness/model/replay-error.ts';
import { piecesOf } from '../../harness/judge/verdict.ts';
import type { Case, CaseId } from '../../harness/run/case.ts';
import type { OpenTarget } from '../../harness/run/open.ts';
import type { StatementId } from '../../harness/document/statements.ts';
import type { Outcome } from '../../harness/run/outcome.ts';
import { isObject } from '../../harness/document/json.ts';
import { exit, UsageError } from '../exit.ts';
import { readText, writeInFolder } from '../files/files.ts';
import { parseJson } from '../files/parse-text.ts';

/** The replays that were written: a file for each property that failed, and why one is missing. */
export interface Written {
  readonly files: ReadonlyMap<CaseId, string>;
  readonly problem: string | null;
}

/**
 * Writes the replays of the properties that failed. If none did, it does not even make the folder.
 * @param outcomes with every secret hidden
 * @param folder null to write none
 */
export function writeReplays(
  outcomes: readonly Outcome<StatementId>[],
  folder: string | null,
): Written {
  const files = new Map<CaseId, string>();
  if (folder === null) return { files, problem: null };
  try {
    for (const outcome of outcomes) {
      // Of several counterexamples, the first one is replayed.
      const [found] = replaysOf(outcome);
      if (found === undefined) continue;
      const text = `${JSON.stringify(found, null, 2)}\n`;
      const file = join(folder, nameOf(found, text));
      writeInFolder(file, text, 'the replay');
      files.set(outcome.case, file);
    }
    return { files, problem: null };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return { files, problem: error.message };
  }
}

/** Equal counterexamples have one name; a different one never overwrites a file to which a report refers. */
function nameOf({ case: id }: Replay, text: string): string {
  const print = createHash('sha256').update(text).digest('hex').slice(0, 8);
  return `${id.replaceAll('/', '.')}.${print}.json`;
}

/** Reads a replay. @throws UsageError where the file is not one, or of another version than this program reads */
export function readReplayFile(path: string): Replay {
  try {
    return readReplay(parsed(readText(path, 'the replay')));
  } catch (error) {
    if (!(error instanceof ReplayError)) throw error;
    throw new UsageError(`${path} cannot be replayed: ${error.message}`);
  }
}

function parsed(text: string): unknown {
  let document: unknown;
  try {
    document = parseJson(text);
  } catch (error) {
    const reason = error instanceof Error ? plain(error.message, 200) : '';
    throw new ReplayError(`it is not JSON: ${reason}`);
  }
  const schema = isObject(document) ? document['schema'] : null;
  const [family = ''] = replaySchema.split(/\d+$/);
  if (typeof schema !== 'string' || !schema.startsWith(family)) {
    throw new ReplayError('it is not a replay of rooms-conformance');
  }
  if (schema !== replaySchema) {
    throw new ReplayError(`it is ${plain(schema, 60)}, and this version reads ${replaySchema}`);
  }
  return document;
}

/** Whether a replay is of what users do with a client, rather than of a server. */
export const isOfClient = ({ case: id }: Pick<Replay, 'case'>): boolean =>
  id.startsWith('clients/');

/** The property that a replay is of. @throws UsageError where this version has none of that name */
export function searchOf({ case: id }: Replay, path: string, cases: readonly Case[]): Case {
  const found = cases.find((testCase) => testCase.id === id);
  if (found?.replay !== undefined) return found;
  const why = `this version has no property named ${plain(id, 80)}`;
  throw new UsageError(`${path} cannot be replayed: ${why}`);
}

/** The order of a race is luck, so one play that passes proves little. */
const playsOfRace = 20;

/** How often a replay is played at most; by default a race is played often, and anything else once. */
export const playsOf = (asked: number | null, { steps }: Pick<Replay, 'steps'>): number =>
  asked ?? (piecesOf(steps).word === 'act' ? playsOfRace : 1);

/** Plays a replay until it fails, or as often as is asked for. @throws ReplayError for steps of something else */
export async function playReplay(
  { context, redactor }: OpenTarget,
  bundled: boolean,
  search: Case,
  document: Replay,
  times: number,
): Promise<ReplayedReport> {
  let plays = 0;
  let played: Replayed;
  do {
    played = await replay(context, [search], document);
    plays += 1;
  } while (played.verdict === 'passed' && plays < times);
  const { origin, prefix, basePath, auth } = context.target;
  const { requirement, verdict, seed, observations } = document;
  return redactor.deep({
    schema: replayedSchema,
    case: document.case,
    title: search.title,
    target: { origin, prefix, basePath, auth, bundled },
    found: { requirement, verdict, seed, observations },
    plays,
    ...played,
  });
}

/** The exit code of a replay, by its verdict. */
export const codeOfReplay = {
  passed: exit.conformant,
  failed: exit.violations,
  broken: exit.inconclusive,
} as const;
