import { Readable } from 'node:stream';
import { unpainted } from '../../reports/paint.ts';
import { codeOf, type ExitCode } from '../exit.ts';
import { readConfig } from '../options/config.ts';
import { parse } from '../options/parse.ts';
import type { ProcessContext } from '../process/process-context.ts';
import { perform } from '../program.ts';

/** A process that keeps what is written to it. */
export function testContext(more: Partial<ProcessContext> = {}) {
  let [out, note] = ['', ''];
  const context: ProcessContext = {
    out: (text) => void (out += text),
    note: (text) => void (note += text),
    live: false,
    columns: 80,
    rows: 24,
    paint: unpainted,
    notePaint: unpainted,
    env: {},
    node: '20.19.0',
    onKey: null,
    openFiles: null,
    input: () => Readable.from([]),
    interrupted: new AbortController().signal,
    ...more,
  };
  return { context, out: () => out, note: () => note };
}

/** What a command line came to. */
export interface Performed {
  readonly code: ExitCode;
  readonly out: string;
  /** Standard error; where the command line was refused, the error alone. */
  readonly note: string;
}

/** Carries out a command line in this process, without a configuration file unless one is named. */
export async function performHere(...argv: readonly string[]): Promise<Performed> {
  const { context, out, note } = testContext();
  try {
    const code = await perform(
      parse(argv, '1.2.3', (path, section) => (path === null ? null : readConfig(path, section))),
      context,
    );
    return { code, out: out(), note: note() };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { code: codeOf(error), out: out(), note: message };
  }
}
