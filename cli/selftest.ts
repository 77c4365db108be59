import { availableParallelism } from 'node:os';
import { matrixText, matrixVerdict } from '../reports/kill-matrix/text.ts';
import { count } from '../reports/plain.ts';
import { cases } from '../suites/index.ts';
import { catalogue, rightServers } from '../selftest/catalogue.ts';
import { choose } from '../selftest/choose.ts';
import { createCrew } from '../selftest/crew.ts';
import { isGood } from '../selftest/fold.ts';
import type { KillMatrix } from '../selftest/matrix.ts';
import { selftest } from '../selftest/selftest.ts';
import { exit, type ExitCode, WrongQuestion } from './exit.ts';
import { prepareMatrices, readMatrixOutlet, writeMatrices } from './matrix-outlets.ts';
import { loadQuestion } from './question.ts';
import type { Command } from './options/request.ts';
import { createSelftestProgress } from './progress/selftest.ts';
import type { Surroundings } from './surroundings.ts';

/** Judges the suite by servers of which it is known whether they are right. */
export async function selftestCommand(
  { only, jobs, seed, full, quiet, reports }: Extract<Command, { kind: 'selftest' }>,
  around: Surroundings,
): Promise<ExitCode> {
  const outlets = reports.map(readMatrixOutlet);
  const hands = wholeNumber('jobs', jobs ?? String(availableParallelism()), 1, 64);
  const start = wholeNumber('seed', seed ?? '1', 0, 2 ** 32 - 1);
  const chosen = choose(only, catalogue, rightServers);
  const { spec } = loadQuestion([]);
  prepareMatrices(outlets);

  const { faults, right } = chosen;
  const what = `${count(cases.length, 'case')}, ${count(faults.length, 'fault')}, ${count(right.length, 'right server')} · seed ${start}`;
  const progress = createSelftestProgress(around, what, quiet);
  const crew = createCrew(hands, around.interrupted);
  let matrix: KillMatrix;
  try {
    matrix = await selftest(crew, {
      ...chosen,
      cases,
      full,
      whole: only.length === 0,
      seed: start,
      signal: around.interrupted,
      tell: progress.tell,
    });
  } finally {
    progress.end();
    await crew.close();
  }
  const taken = outlets.some(({ path }) => path === null);
  const text = quiet ? matrixVerdict : matrixText;
  if (taken) around.note(text(matrix, around.notePaint));
  else around.out(text(matrix, around.paint));
  writeMatrices(outlets, matrix, spec.register, around.out);
  if (!matrix.complete) return exit.interrupted;
  return isGood(matrix) ? exit.conformant : exit.violations;
}

/** @throws WrongQuestion */
function wholeNumber(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  throw new WrongQuestion(
    `--${name} must be a whole number from ${least} to ${most}, not "${text}"`,
  );
}
